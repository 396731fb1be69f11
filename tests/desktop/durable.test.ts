/** Killed at random moments the real command line loses nothing it said, and did nothing it did not say before. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'
import { reportSoak } from '../support/soak-report.js'
import { broken, canMount, openKiller, type Killer, type Moment, type Room } from './killed-runs.js'

/** The short form; `npm run soak` sets the full number. */
const KILLS = Number(process.env['DESKHAND_SOAK_KILLS'] ?? 30)
const MOST_LINES = 120

let desktop: VirtualDesktop
let killer: Killer
const home = mkdtempSync(join(tmpdir(), 'deskhand-durable-'))

beforeAll(async () => {
  const opened = await openVirtualDesktop({ width: 640, height: 480 })
  if (!opened.ok) throw new Error(opened.problem.message)
  desktop = opened.value
  killer = openKiller(desktop, home)
}, 60_000)
afterAll(async () => {
  killer.close()
  await desktop.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

/** Three in five anywhere, one while a picture is stored, one while there is no room left. */
function drawn(number: number): { readonly moment: Moment; readonly room: Room } {
  const count = 1 + Math.floor(Math.random() * MOST_LINES)
  if (number % 5 === 3) return { moment: { kind: 'frame', count: 1 + Math.floor(count / 6) }, room: 'enough' }
  if (number % 5 === 4)
    return { moment: { kind: 'line', count: count + 40 }, room: canMount && number % 2 === 0 ? 'disk' : 'file' }
  return { moment: { kind: 'line', count }, room: 'enough' }
}

test(
  'nothing acknowledged is lost, the log reads clean, and no action is done that it does not announce',
  { timeout: KILLS * 15_000 },
  async () => {
    const tally = { kills: 0, endedByThemselves: 0, torn: 0, lines: 0, typed: 0, resumed: 0, inPicture: 0, noRoom: 0 }
    for (let number = 0; number < KILLS; number++) {
      const { moment, room } = drawn(number)
      const run = await killer.run(number, moment, room)
      const received = killer.received(number)
      expect(broken(run, received), `run ${number}, ${JSON.stringify({ moment, room })}`).toEqual([])
      tally[run.wasKilled ? 'kills' : 'endedByThemselves'] += 1
      if (run.problems.length > 0) tally.torn += 1
      if (moment.kind === 'frame') tally.inPicture += 1
      if (room !== 'enough') tally.noRoom += 1
      tally.lines += run.events.length
      tally.typed += received.length
      if (number % 10 !== 0 || run.events.length < 2) continue
      expect(await killer.resume(run.id)).toBe(0)
      tally.resumed += 1
    }
    expect(tally.kills).toBeGreaterThan(KILLS / 2)
    expect(tally.typed).toBeGreaterThan(KILLS)
    reportSoak(tally)
  },
)

test.runIf(process.platform === 'linux')(
  'a run that meets a full disk says so and what it had is kept',
  { timeout: 60_000 },
  async () => {
    const run = await killer.run(10_000, { kind: 'line', count: 100_000 }, canMount ? 'disk' : 'file')
    expect(broken(run, killer.received(10_000))).toEqual([])
    expect(run.wasKilled).toBe(false)
    expect(run.events.length).toBeGreaterThan(10)
    expect(run.events.at(-1)).toMatchObject({ type: 'session.finished', status: 'failed' })
    expect(run.events.at(-2)).toMatchObject({ type: 'problem', kind: 'disk' })
    expect(existsSync(run.folder) && readFileSync(join(run.folder, 'log.jsonl'), 'utf8').endsWith('\n')).toBe(true)
  },
)
