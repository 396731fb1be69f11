import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataHome } from '../../../electron/sessions/data-home.js'
import { createSessionStore } from '../../../electron/sessions/session-store.js'
import { sessionRecordSchema } from '../../../electron/protocol/session-record.js'
import { STARTED, temporaryFolder, TOTALS, turn, writeSession } from './temporary.js'

async function created(store: ReturnType<typeof createSessionStore>) {
  const log = await store.create()
  if (!log.ok) throw new Error(log.problem.message)
  return log.value
}

test('ids sort by time, and the list has the newest first', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const store = createSessionStore({ home: temporaryFolder(), now: () => (now += 1000) })
  const ids: string[] = []
  for (const task of ['one', 'two', 'three']) {
    const log = await created(store)
    await log.append({ ...STARTED, task } as never)
    await log.close()
    ids.push(log.session)
  }
  expect([...ids].sort()).toEqual(ids)
  const records = await store.list()
  expect(records.map((record) => record.task)).toEqual(['three', 'two', 'one'])
  expect(await store.last()).toEqual({ ok: true, value: ids[2] })
  for (const record of records) expect(sessionRecordSchema.parse(record)).toEqual(record)
})

test.each([
  ['done', 'done', false],
  [null, 'broken-off', false],
  [null, 'running', true],
] as const)('a session whose log ends with %s is %s', async (end, status, isLive) => {
  const store = createSessionStore({ home: temporaryFolder(), isLive: () => isLive })
  const log = await created(store)
  await log.append(STARTED)
  await log.append(turn(1))
  if (end) await log.append({ type: 'session.finished', status: end, text: 'Saved.', totals: TOTALS })
  await log.close()
  expect(await store.show(log.session)).toMatchObject({
    ok: true,
    value: { status, text: end ? 'Saved.' : '', totals: { turns: 1 } },
  })
})

test('a session that went on after its end has no end until it ends again', async () => {
  const store = createSessionStore({ home: temporaryFolder() })
  const log = await created(store)
  await log.append(STARTED)
  await log.append({ type: 'session.finished', status: 'done', text: 'Saved.', totals: TOTALS })
  await log.append({ type: 'session.resumed', why: 'follow-up' })
  await log.close()
  expect(await store.show(log.session)).toMatchObject({ value: { status: 'broken-off' } })
})

test('the beginning of an id, in any case, is enough when only one session has it', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const store = createSessionStore({ home: temporaryFolder(), now: () => (now += 86_400_000 * 400) })
  const ids: string[] = []
  for (let index = 0; index < 2; index += 1) {
    const log = await created(store)
    await log.close()
    ids.push(log.session)
  }
  expect(await store.find(ids[0]?.slice(0, 12).toLowerCase() ?? '')).toEqual({ ok: true, value: ids[0] })
  expect(await store.find('01')).toMatchObject({ ok: false, problem: { kind: 'usage' } })
  for (const stranger of ['zzz', '', '../..']) expect((await store.find(stranger)).ok).toBe(false)
})

test('a session is removed with its pictures, but not while it runs', async () => {
  let isLive = true
  const home = temporaryFolder()
  const store = createSessionStore({ home, isLive: () => isLive })
  const log = await created(store)
  await log.close()
  expect(await store.remove(log.session)).toMatchObject({ ok: false, problem: { kind: 'usage' } })
  isLive = false
  expect(await store.remove(log.session)).toEqual({ ok: true, value: undefined })
  expect(await store.list()).toEqual([])
  expect((await store.remove('../sessions')).ok).toBe(false)
})

test('a folder that holds no readable session is listed with the reason, and strangers are left alone', async () => {
  const home = temporaryFolder()
  const store = createSessionStore({ home })
  mkdirSync(join(home, 'sessions', '01JD0000000000000000000000'), { recursive: true })
  writeFileSync(join(home, 'sessions', 'notes.txt'), '')
  const records = await store.list()
  expect(records).toHaveLength(1)
  expect(records[0]?.problems[0]).toContain('could not be read')
})

test('a picture is found by session and id, and nothing else is', async () => {
  const home = temporaryFolder()
  const store = createSessionStore({ home })
  const id = '01JD0000000000000000000000'
  const { before } = await writeSession(store.folder(id))
  expect(await store.framePath(id, before.id)).toMatchObject({ mime: 'image/jpeg' })
  expect(await store.framePath(id, '../log.jsonl')).toBeNull()
  expect(await store.framePath('../..', before.id)).toBeNull()
})

test('DESKHAND_HOME wins; empty counts as unset; else it is the data folder of the system', () => {
  expect(dataHome({ DESKHAND_HOME: '/somewhere' })).toBe('/somewhere')
  expect(dataHome({ DESKHAND_HOME: '' })).toBe(dataHome({}))
  expect(dataHome({}).startsWith(process.env['XDG_DATA_HOME'] ?? homedir())).toBe(true)
})
