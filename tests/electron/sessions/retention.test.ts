import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSessionStore } from '../../../electron/sessions/session-store.js'
import { temporaryFolder, writeSession } from './temporary.js'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-01-02T03:04:05.678Z')

/** Three sessions, oldest first, all written at the same time. */
async function threeSessions(isLive: (id: string) => boolean, nowMs: number) {
  const home = temporaryFolder()
  const ids = ['01JD0000000000000000000001', '01JD0000000000000000000002', '01JD0000000000000000000003']
  for (const id of ids) await writeSession(join(home, 'sessions', id))
  return { home, ids, store: createSessionStore({ home, isLive, now: () => nowMs }) }
}

const none = () => false
const left = (home: string) => readdirSync(join(home, 'sessions')).sort()

test('what a session takes is what its files take', async () => {
  const { store, home, ids } = await threeSessions(none, NOW)
  const folder = join(home, 'sessions', ids[0] ?? '')
  writeFileSync(join(folder, 'output.txt'), 'x'.repeat(500))
  const files = [
    join(folder, 'log.jsonl'),
    join(folder, 'output.txt'),
    ...readdirSync(join(folder, 'frames')).map((name) => join(folder, 'frames', name)),
  ]
  const shown = await store.show(ids[0] ?? '')
  expect(shown).toMatchObject({ value: { bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) } })
})

test('without a rule everything is kept, however old', async () => {
  const { store, home, ids } = await threeSessions(none, NOW + 10_000 * DAY_MS)
  expect(await store.prune({ days: 0, megabytes: 0 })).toEqual([])
  expect(left(home)).toEqual(ids)
})

test('sessions that began longer ago are removed, but neither a running one nor the newest', async () => {
  const { store, home, ids } = await threeSessions((id) => id.endsWith('1'), NOW + 31 * DAY_MS)
  expect(await store.prune({ days: 30, megabytes: 0 })).toEqual([ids[1]])
  expect(left(home)).toEqual([ids[0], ids[2]])
})

test('a session that is young enough is kept', async () => {
  const { store, home, ids } = await threeSessions(none, NOW + 29 * DAY_MS)
  expect(await store.prune({ days: 30, megabytes: 0 })).toEqual([])
  expect(left(home)).toEqual(ids)
})

test('the oldest go first until the rest fits', async () => {
  const { store, home, ids } = await threeSessions(none, NOW)
  const [record] = await store.list()
  const megabytes = ((record?.bytes ?? 0) * 2.5) / 1_000_000
  expect(await store.prune({ days: 0, megabytes })).toEqual([ids[0]])
  expect(left(home)).toEqual(ids.slice(1))
})

test('a half picture that a crash left is gone when the session goes on', async () => {
  const { store, home, ids } = await threeSessions(none, NOW)
  const draft = join(home, 'sessions', ids[0] ?? '', 'frames', `${'a'.repeat(64)}.jpg.4711.tmp`)
  writeFileSync(draft, 'half')
  const log = await store.open(ids[0] ?? '')
  expect(log.ok && existsSync(draft)).toBe(false)
  if (log.ok) await log.value.close()
  expect(readFileSync(join(home, 'sessions', ids[0] ?? '', 'log.jsonl'), 'utf8')).not.toContain('problem')
})
