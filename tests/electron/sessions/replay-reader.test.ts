import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ReplayReader } from '../../../electron/sessions/replay-reader.js'
import { frameOf, opened, pictureOf, STARTED, temporaryFolder, turn, writeSession } from './temporary.js'

const readerOf = (folder: string, isLive = false): ReplayReader =>
  new ReplayReader({ folder, id: 's', isLive: () => isLive, outputPrice: () => 10 })

async function fresh(reader: ReplayReader): Promise<number | null> {
  const read = await reader.refresh()
  if (!read.ok) throw new Error(read.problem.message)
  return read.value
}

test('a session is read once and gives its rows, and everything about one of them', async () => {
  const folder = temporaryFolder()
  const { before, after } = await writeSession(folder)
  const reader = readerOf(folder)
  expect(await fresh(reader)).toBe(0)
  expect(reader.about()).toMatchObject({ rows: 3, frames: 2, problems: [], record: { status: 'done', task: 'Save the form' } })
  expect(reader.rows(0).map(({ title }) => title)).toEqual(['The task', 'Click at 20, 10', 'Done'])
  const detail = reader.detail(1)
  expect(detail).toMatchObject({ before: before.id, after: after.id, usage: { input: 1200, usd: 0.0125 } })
  expect(detail?.costs.reduce((sum, { usd }) => sum + (usd ?? NaN), 0)).toBeCloseTo(0.0125, 10)
  expect(detail?.lines.map((line) => (JSON.parse(line) as { type: string }).type)).not.toContain('model.items')
  expect(reader.detail(99)).toBeNull()
})

test('a running session is followed: a half line is read once it is whole, old rows that change are named', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.append(turn(1))
  await log.append({ type: 'steer', id: 's1', text: 'left', when: 'now', state: 'pending' })
  const reader = readerOf(folder, true)
  expect(await fresh(reader)).toBe(0)
  expect(await fresh(reader)).toBeNull()
  await log.append({ type: 'steer', id: 's1', text: 'left', when: 'now', state: 'applied' })
  await log.close()
  expect(await fresh(reader)).toBe(1)
  expect(reader.rows(1)[0]?.result).toBe('Applied')
  const line = `{"v":1,"seq":5,"at":"2026-01-02T03:04:05.678Z","session":"s","type":"problem","kind":"input","message":"Late.","retryable":false}`
  appendFileSync(join(folder, 'log.jsonl'), line.slice(0, 40))
  expect(await fresh(reader)).toBeNull()
  appendFileSync(join(folder, 'log.jsonl'), `${line.slice(40)}\n`)
  expect(await fresh(reader)).toBe(2)
  expect(reader.rows(2)[0]).toMatchObject({ kind: 'problem', title: 'Late.' })
})

test('text is found wherever it stands, and in pictures as far as they are read', async () => {
  const folder = temporaryFolder()
  const { before } = await writeSession(folder)
  const reader = readerOf(folder)
  await fresh(reader)
  expect(reader.find('button SAVE', new Map())).toEqual({ rows: [1], onScreen: [], read: 0, frames: 2 })
  expect(reader.find('  ', new Map()).rows).toEqual([])
  const screens = new Map([[before.id, 'payment terms']])
  expect(reader.find('terms', screens)).toEqual({ rows: [1], onScreen: [1], read: 1, frames: 2 })
  expect(reader.find('nowhere', screens).rows).toEqual([])
})

test('a torn line, a line that is no event, a missing picture and a log that is not there are said', async () => {
  const folder = temporaryFolder()
  const { before } = await writeSession(folder)
  rmSync(join(folder, 'frames', `${before.id}.jpg`))
  appendFileSync(join(folder, 'log.jsonl'), 'rubbish\n{"v":1,"se')
  const reader = readerOf(folder)
  await fresh(reader)
  const { problems, rows } = reader.about()
  expect(rows).toBe(3)
  expect(problems).toEqual([
    expect.stringContaining('cannot be read'),
    expect.stringContaining('torn'),
    `The picture ${before.id} is missing.`,
  ])
  expect(await readerOf(join(folder, 'nowhere')).refresh()).toMatchObject({ ok: false, problem: { kind: 'disk' } })
})

test('a log longer than one piece of the file is read whole', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const wide = 'x'.repeat(50_000)
  const picture = frameOf(pictureOf('p'))
  const appended = Array.from({ length: 30 }, (_, index) =>
    log.append({ type: 'problem', kind: 'input', message: `${index} ${wide}`, retryable: false }),
  )
  await Promise.all([log.append(STARTED), ...appended, log.append(picture)])
  await log.close()
  const reader = readerOf(folder)
  await fresh(reader)
  expect(reader.about().rows).toBe(31)
  expect(reader.rows(29)[0]?.title).toMatch(/^29 /)
})

test('the beginning of a long log can be shown while the rest is read, and nothing is said to be wrong with it', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const message = 'x'.repeat(4000)
  const many = Array.from({ length: 300 }, () => log.append({ type: 'problem', kind: 'input', message, retryable: false }))
  await Promise.all([log.append(STARTED), ...many])
  await log.close()
  const reader = readerOf(folder)
  const reading = reader.refresh()
  await reader.begun
  const about = reader.about()
  expect(about).toMatchObject({ isReading: true, problems: [] })
  expect(about.rows).toBeGreaterThanOrEqual(60)
  expect(about.rows).toBeLessThan(301)
  expect(await reading).toEqual({ ok: true, value: 0 })
  expect(reader.about()).toMatchObject({ isReading: false, rows: 301 })
})

test('a short log, and one that is not there, do not keep anybody waiting', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const reader = readerOf(folder)
  void reader.refresh()
  await reader.begun
  expect(reader.about()).toMatchObject({ isReading: false, rows: 3 })
  const none = readerOf(join(folder, 'gone'))
  expect(await none.refresh()).toMatchObject({ ok: false })
  await none.begun
})
