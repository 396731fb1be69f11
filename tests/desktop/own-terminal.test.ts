/** The command run in a real terminal on the very display that it drives: the agent cannot answer itself, the person can. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openOfflineDesk, type OfflineDesk } from './offline-desk.js'
import { valueOf } from './receivers.js'

const LONG = 90_000
const CLI = resolve(import.meta.dirname, '../../electron/cli/main.ts')
const TSX = resolve(import.meta.dirname, '../../node_modules/.bin/tsx')

let desk: OfflineDesk
beforeAll(async () => {
  desk = await openOfflineDesk()
}, LONG)
afterAll(() => desk.close())

it('is never typed into or clicked by the agent; a whole word typed by the person is the answer', { timeout: LONG }, async () => {
  const home = join(desk.folder, 'home')
  await mkdir(home)
  const other = await desk.open(['xterm', '-T', 'Of the person', '-geometry', '40x8+860+40', '-e', 'cat'], 'Of the person')
  const before = new Map(valueOf(await desk.bridge.windows.list()).map(({ id, ...rest }) => [id, rest]))
  const turns = [
    { actions: [{ kind: 'type', text: 'allow\n' }] },
    { actions: [{ kind: 'click', x: 400, y: 300 }] },
    { actions: [{ kind: 'click', x: 1200, y: 760 }] },
    { text: 'Done.' },
  ]
  const script = await desk.write('script.json', JSON.stringify({ turns }))
  const run = [TSX, CLI, 'run', 'Look at the screen', '--provider', 'scripted', '--model', script, '--approve', 'ask']
  const env = { DESKHAND_HOME: home, DESKHAND_YIELD_MODE: 'off' }
  const terminal = await desk.open(['xterm', '-T', 'Mine', '-geometry', '110x30+40+40', '-hold', '-e', ...run], 'Mine', env)
  try {
    const events = (): readonly SessionEvent[] => {
      const sessions = join(home, 'sessions')
      const [id] = readdirSync(sessions)
      const text = readFileSync(join(sessions, id ?? '', 'log.jsonl'), 'utf8')
      return text.split('\n').flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as SessionEvent] : []))
    }
    const seen = (type: SessionEvent['type']) => {
      try {
        return events().filter((event) => event.type === type)
      } catch {
        return []
      }
    }
    const person = (...words: readonly string[]) =>
      execFileSync('xdotool', words, { env: { ...process.env, ...desk.desktop.env } })
    const asked = (number: number) => expect.poll(() => seen('approval.asked').length, { timeout: 30_000 }).toBe(number)
    await asked(1)
    // a slip of the hand is no answer
    person('type', 'al\n')
    person('type', 'allow\n')
    // the first is refused as the terminal has the keyboard, the second as it lies there: neither gets as far as a question
    await asked(2)
    person('type', 'deny\n')
    await expect.poll(() => seen('session.finished').length, { timeout: 30_000 }).toBe(1)
    expect(seen('approval.answered')).toMatchObject([
      { answer: 'allow', by: 'person' },
      { answer: 'deny', by: 'person' },
    ])
    expect(seen('action.finished')).toMatchObject([
      { result: 'failed', problem: { kind: 'own-window' } },
      { result: 'failed', problem: { kind: 'own-window' } },
      { result: 'denied' },
    ])
    // nothing of the person's was moved, raised away or made small
    const after = new Map(valueOf(await desk.bridge.windows.list()).map(({ id, ...rest }) => [id, rest]))
    expect(before.size).toBeGreaterThan(0)
    for (const [id, was] of before) expect({ ...after.get(id), active: was.active }).toEqual(was)
  } finally {
    await terminal.close()
    await other.close()
  }
})
