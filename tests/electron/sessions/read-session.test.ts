import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSession } from '../../../electron/sessions/read-session.js'
import { opened, STARTED, temporaryFolder, turn, writeSession } from './temporary.js'

async function read(folder: string) {
  const session = await readSession(folder, { withLines: true })
  if (!session.ok) throw new Error(session.problem.message)
  return session.value
}

test('a whole session is read without problems, its lines as they stand on disk', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const session = await read(folder)
  expect(session.problems).toEqual([])
  expect(session.events).toHaveLength(11)
  expect(`${session.lines.join('\n')}\n`).toBe(readFileSync(join(folder, 'log.jsonl'), 'utf8'))
})

test('a list does not read what the model was told', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const session = await readSession(folder, { withoutItems: true })
  expect(session.ok && session.value.events.map((event) => event.type)).not.toContain('model.items')
  expect(session.ok && session.value.problems).toEqual([])
})

test('a torn last line is dropped and said', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  appendFileSync(join(folder, 'log.jsonl'), '{"v":1,"seq":12,"ty')
  const session = await read(folder)
  expect(session.events).toHaveLength(11)
  expect(session.problems).toEqual(['Line 12 is torn (the program was ended while writing it); it was dropped.'])
})

test('any cut through the log leaves every whole line and at most one torn one', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const path = join(folder, 'log.jsonl')
  const whole = readFileSync(path)
  for (let length = 0; length <= whole.length; length += 13) {
    writeFileSync(path, whole.subarray(0, length))
    const session = await read(folder)
    const lines = whole.subarray(0, length).toString('utf8').split('\n')
    expect(session.events.length).toBeGreaterThanOrEqual(lines.length - 1)
    expect(session.problems.filter((problem) => !problem.includes('missing')).length).toBeLessThanOrEqual(1)
  }
})

test('a line that is no event is named, and the rest is read', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.close()
  appendFileSync(
    join(folder, 'log.jsonl'),
    'nonsense\n{"v":1,"seq":2,"type":"usage","at":"2026-01-01T00:00:00.000Z","session":"s"}\n',
  )
  const again = await opened(folder)
  await again.append(turn(1))
  await again.close()
  const session = await read(folder)
  expect(session.events.map((event) => event.type)).toEqual(['session.started', 'turn.started'])
  expect(session.problems[0]).toBe('Line 2 cannot be read: it is no JSON; it was dropped.')
  expect(session.problems[1]).toMatch(/^Line 3 cannot be read: its usage event is not as it should be/)
})

test('what a newer version wrote is passed over, said once, and kept in the lines', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(STARTED)
  await log.close()
  const envelope = { at: '2026-01-01T00:00:00.000Z', session: 's' }
  const lines = [
    { v: 1, seq: 2, ...envelope, type: 'mood', mood: 'fine' },
    { v: 2, seq: 3, ...envelope, type: 'turn.started', turn: 1, colour: 'green' },
    { v: 2, seq: 4, ...envelope, type: 'mood', mood: 'fine' },
  ]
  appendFileSync(join(folder, 'log.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const session = await read(folder)
  expect(session.events.map((event) => event.type)).toEqual(['session.started', 'turn.started'])
  expect(session.problems).toEqual(['The log was written by a newer Deskhand; what this one does not know of it is left out.'])
  expect(session.lines).toHaveLength(4)
})

test('a missing picture and missing lines are said', async () => {
  const folder = temporaryFolder()
  const { before } = await writeSession(folder)
  rmSync(join(folder, 'frames', `${before.id}.jpg`))
  const path = join(folder, 'log.jsonl')
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, [...lines.slice(0, 4), ...lines.slice(5)].join('\n'))
  const session = await read(folder)
  expect(session.problems).toEqual([
    'Line 5 has number 6 after 4: lines are missing before it.',
    `The picture ${before.id} is missing.`,
  ])
  expect(readdirSync(join(folder, 'frames'))).toHaveLength(1)
})

test('a folder without a log is a problem', async () => {
  expect(await readSession(temporaryFolder())).toMatchObject({ ok: false, problem: { kind: 'disk' } })
})
