import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { schemaProblems, sessionProblems } from '../../support/event-schema.js'
import { frameOf, opened, pictureOf, STARTED, temporaryFolder, turn } from './temporary.js'

const linesOf = (folder: string) =>
  readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SessionEvent)

test('lines appended at once get numbers without gaps, in the order of the calls', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const appended = await Promise.all([log.append(STARTED), ...Array.from({ length: 50 }, (_, index) => log.append(turn(index)))])
  await log.close()
  const lines = linesOf(folder)
  expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
  expect(lines.slice(1).map((line) => line.type === 'turn.started' && line.turn)).toEqual(
    appended.slice(1).map((_, index) => index),
  )
  expect(sessionProblems(lines)).toEqual([])
})

test('a line is on disk when its append is acknowledged and when a listener hears it', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const heard: string[] = []
  log.subscribe((event) => {
    expect(linesOf(folder).at(-1)?.seq).toBeGreaterThanOrEqual(event.seq)
    heard.push(JSON.stringify(event))
  })
  const first = await log.append(STARTED)
  expect(first.ok && linesOf(folder)[0]).toEqual(first.ok && first.value)
  await log.append(turn(1))
  await log.close()
  expect(`${heard.join('\n')}\n`).toBe(readFileSync(join(folder, 'log.jsonl'), 'utf8'))
})

test('a log that is opened again goes on with the next number', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.close()
  const again = await opened(folder)
  const next = await again.append(turn(1))
  await again.close()
  expect(next.ok && next.value.seq).toBe(2)
  expect(linesOf(folder).every((line) => schemaProblems(line).length === 0)).toBe(true)
})

test.each([
  ['half a line', '{"v":1,"seq":3,"at":"20'],
  ['zeros that a crash left', '\0\0\0\0'],
])('%s at the end is cut off when the log goes on, and the log says so', async (_, torn) => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.append(turn(1))
  await log.close()
  appendFileSync(join(folder, 'log.jsonl'), torn)
  const again = await opened(folder)
  const heard: number[] = []
  again.subscribe((event) => void heard.push(event.seq))
  await again.append(turn(2))
  await again.close()
  const lines = linesOf(folder)
  expect(lines.map((line) => line.seq)).toEqual([1, 2, 3, 4])
  expect(heard).toEqual([3, 4])
  expect(lines[2]).toMatchObject({ type: 'problem', kind: 'log', message: expect.stringContaining('torn') as string })
})

test('a torn end is said in the log even when nothing else is appended', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'log.jsonl'), '{"v":1,')
  await (await opened(folder)).close()
  expect(linesOf(folder)).toMatchObject([{ seq: 1, type: 'problem' }])
})

test('a whole last line whose newline is missing is kept', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.append(turn(1))
  await log.close()
  const path = join(folder, 'log.jsonl')
  writeFileSync(path, readFileSync(path, 'utf8').trimEnd())
  const again = await opened(folder)
  await again.append(turn(2))
  await again.close()
  expect(linesOf(folder).map((line) => line.seq)).toEqual([1, 2, 3])
})

test('the end of a long log is found behind lines that nobody can read', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.append({ type: 'model.items', turn: 1, items: ['x'.repeat(300_000)] })
  await log.close()
  appendFileSync(join(folder, 'log.jsonl'), 'not a line\n')
  const again = await opened(folder)
  const next = await again.append(turn(1))
  await again.close()
  expect(next.ok && next.value.seq).toBe(3)
})

test('a picture is stored once, whole, before the line that names it', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const picture = pictureOf('a picture')
  const path = join(folder, 'frames', `${picture.id}.jpg`)
  log.subscribe((event) => {
    if (event.type === 'frame') expect(readFileSync(path)).toEqual(Buffer.from(picture.bytes))
  })
  void log.saveFrame(picture)
  await log.append(frameOf(picture))
  const modified = statSync(path).mtimeMs
  await log.saveFrame(picture)
  await log.close()
  expect(statSync(path).mtimeMs).toBe(modified)
  expect(readdirSync(join(folder, 'frames'))).toEqual([`${picture.id}.jpg`])
  const again = await opened(folder)
  expect(await again.loadFrame(picture.id)).toEqual({
    ok: true,
    value: { bytes: Buffer.from(picture.bytes), mime: 'image/jpeg' },
  })
  await again.close()
})

test('a picture that is missing, or no picture id, is a problem and never another file', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  for (const id of ['0'.repeat(64), '../log', 'log.jsonl']) {
    expect(await log.loadFrame(id)).toMatchObject({ ok: false, problem: { kind: 'log' } })
  }
  expect((await log.saveFrame({ ...pictureOf('x'), id: '../../evil' })).ok).toBe(false)
  await log.close()
})

test.skipIf(process.platform === 'win32')('only the person may read a session', async () => {
  const folder = join(temporaryFolder(), 'session')
  const log = await opened(folder)
  await log.saveFrame(pictureOf('a'))
  await log.append(STARTED)
  await log.close()
  const modes = [folder, join(folder, 'frames'), join(folder, 'log.jsonl')].map((path) => statSync(path).mode & 0o777)
  expect(modes).toEqual([0o700, 0o700, 0o600])
})

test('after closing, a line is refused and not lost in silence', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.close()
  await log.close()
  expect(await log.append(turn(1))).toMatchObject({ ok: false, problem: { kind: 'log' } })
  expect(linesOf(folder)).toHaveLength(1)
})

test('an event that is no JSON is refused alone and leaves no gap and no half', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  const unwritable = { type: 'model.items', turn: 1, items: [10n] } as never
  await expect(Promise.resolve(log.append(unwritable))).resolves.toMatchObject({ ok: false })
  const next = await log.append(turn(1))
  await log.close()
  expect(next.ok && next.value.seq).toBe(2)
  expect(linesOf(folder)).toHaveLength(2)
})

test.skipIf(process.platform === 'win32')('on a full disk lines are refused, none is half, and later ones fit again', () => {
  const folder = temporaryFolder()
  const script = join(import.meta.dirname, 'fill-disk.ts')
  const run = `ulimit -f 16 && exec "${process.execPath}" --import tsx "${script}" "${folder}"`
  const env = { ...process.env, TSX_DISABLE_CACHE: '1' }
  const told = JSON.parse(execFileSync('sh', ['-c', run], { encoding: 'utf8', env })) as { refused: string; next: number }
  expect(told.refused).toContain('could not be written')
  const lines = linesOf(folder)
  expect(lines.at(-1)?.seq).toBe(told.next)
  expect(sessionProblems(lines)).toEqual([])
})

test('a folder that cannot be made is a problem of the disk', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(opened(join(file, 'session'))).rejects.toThrow('could not be opened')
  rmSync(file)
  expect(existsSync(file)).toBe(false)
})
