/**
 * `npm run bench -- stop`: how soon everything is let go of. The real runner types, drags, waits and thinks on a private display;
 * at a random moment a person presses the stop key, or a message says stop, or a person just touches a key. What the OS was
 * sent is watched by another process through a connection of its own.
 */
import { cpus, loadavg } from 'node:os'
import { systemClock } from '../native-bridge/index.js'
import { quantile, round } from './statistics.js'
import { stopCli } from './stop/cli-run.js'
import { SITUATIONS, type Situation } from './stop/situations.js'
import { epochMs, openStand, valueOf, waitUntil, type Running, type Stand } from './stop/stand.js'
import { writeTable } from './table.js'

const STOPS = Number(process.env['BENCH_STOPS'] ?? 200)
const TOUCHES = Math.ceil(STOPS / 4)
const never = new AbortController().signal
/** Keys of the person, not ours. */
const CHORD: ReadonlySet<string> = new Set(['ControlLeft', 'AltLeft', 'Period', 'KeyX'])
/** What is still to come would have come by then. */
const QUIET_MS = 150

export type Way = 'key' | 'message' | 'corner' | 'touch' | 'signal' | 'other-process'

interface Stopped {
  readonly by: Way
  /** from the trigger to the last event that we sent the OS */
  readonly lastEventMs: number
  /** from the trigger to the line that says so */
  readonly saidMs: number
  /** from the trigger to the closed log; for a touch the same as `saidMs` */
  readonly closedMs: number
}

async function measure(stand: Stand, situation: Situation, by: Stopped['by']): Promise<Stopped> {
  const settings = by === 'corner' ? { stopCorner: 'bottom-right' as const } : {}
  if (by === 'corner') await stand.person('mousemove', '600', '400')
  const running = await stand.start(situation.turns, { settings, ...(situation.wrap ? { wrap: situation.wrap } : {}) })
  await running.until(situation.isOn)
  await systemClock.sleep(20 + Math.random() * 300, never)
  const from = stand.osEvents.length
  const ended = running.ended.then(() => epochMs())
  const triggerAt = await trigger(stand, running, by, from)
  const wanted = by === 'touch' ? 'paused' : 'stopped'
  const isSaid = (event: Running['events'][number]) => event.type === 'control' && event.state === wanted
  await running.until(isSaid)
  const saidMs = (running.seenAt(isSaid) ?? NaN) - triggerAt
  if (by === 'touch') running.session.command({ type: 'stop' }, 'person')
  const endedAt = await ended
  const closedMs = by === 'touch' ? saidMs : endedAt - triggerAt
  await systemClock.sleep(QUIET_MS, never)
  const ours = stand.osEvents.filter(
    ({ name, at }) => !CHORD.has(name) && !(by === 'corner' && name === 'move') && at >= triggerAt,
  )
  if (stand.bridge.input.held().length > 0) throw new Error(`${situation.name}: something is still held`)
  return { by, lastEventMs: Math.max(0, (ours.at(-1)?.at ?? triggerAt) - triggerAt), saidMs, closedMs }
}

async function trigger(stand: Stand, running: Running, by: Stopped['by'], from: number): Promise<number> {
  if (by === 'message') {
    const at = epochMs()
    running.session.command({ type: 'stop' }, 'person')
    return at
  }
  if (by === 'corner') return pushIntoCorner(stand, from)
  const key = by === 'key' ? 'Period' : 'KeyX'
  await stand.person('key', by === 'key' ? 'ctrl+alt+period' : 'x')
  const isIt = (event: Stand['osEvents'][number], index: number) => index >= from && event.name === key && event.down === true
  await waitUntil(() => Promise.resolve(stand.osEvents.some(isIt)))
  return stand.osEvents.find(isIt)?.at ?? NaN
}

async function measureCli(stand: Stand, by: 'signal' | 'other-process'): Promise<Stopped> {
  const { triggerAt, saidAt, endedAt } = await stopCli(stand, by, 20 + Math.random() * 300)
  await systemClock.sleep(QUIET_MS, never)
  const last = stand.osEvents.findLast(({ at }) => at >= triggerAt)?.at ?? triggerAt
  return { by, lastEventMs: last - triggerAt, saidMs: saidAt - triggerAt, closedMs: endedAt - triggerAt }
}

/** From a message for now to the request that holds it, where no hand has to come to its end first. */
async function measureSteer(stand: Stand, situation: Situation): Promise<number> {
  const running = await stand.start(situation.turns, situation.wrap ? { wrap: situation.wrap } : {})
  await running.until(situation.isOn)
  await systemClock.sleep(20 + Math.random() * 200, never)
  const saidAt = epochMs()
  running.session.command({ type: 'steer', text: 'Do the other one.', when: 'now' }, 'person')
  const isDelivered = (event: Running['events'][number]) => event.type === 'steer' && event.state === 'delivered'
  await running.until(isDelivered)
  const ms = (running.seenAt(isDelivered) ?? NaN) - saidAt
  running.session.command({ type: 'stop' }, 'person')
  await running.ended
  return ms
}

/** A hand that pushes goes on pushing, as a mouse reports it, also where a drag of ours pulls the pointer away. */
const PUSHES = Array.from({ length: 40 }, () => [
  'mousemove_relative',
  '--',
  '-3',
  '-3',
  'mousemove_relative',
  '--',
  '2000',
  '2000',
  'sleep',
  '0.008',
])

async function pushIntoCorner(stand: Stand, from: number): Promise<number> {
  await stand.person(...PUSHES.flat())
  const first = stand.osEvents.slice(from).find(({ name, at }) => name === 'move' && at > 0)
  return first?.at ?? NaN
}

const WORDS: Readonly<Record<Way, string>> = {
  key: 'stop key',
  message: 'stop message (button, tray, stdin)',
  corner: 'the mouse pushed into the stop corner',
  signal: 'SIGINT to the command line',
  'other-process': '`deskhand stop` from another process, from its sending',
  touch: 'a touch, where hands yield',
}

function tableOf(all: readonly Stopped[], steers: readonly number[]): string {
  const cell = (numbers: readonly number[]) =>
    `${round(quantile(numbers, 0.5))} / ${round(quantile(numbers, 0.99))} / ${round(Math.max(...numbers))} ms`
  const row = (by: Stopped['by']) => {
    const own = all.filter((one) => one.by === by)
    const closed = by === 'touch' ? '' : cell(own.map((one) => one.closedMs))
    return `| ${WORDS[by]} | ${own.length} | ${cell(own.map((one) => one.lastEventMs))} | ${cell(own.map((one) => one.saidMs))} | ${closed} |`
  }
  return [
    '| p50 / p99 / max from | times | to the last OS event | to the line in the log | to the closed log |',
    '|---|---|---|---|---|',
    row('key'),
    row('message'),
    row('corner'),
    row('signal'),
    row('other-process'),
    row('touch'),
    '',
    `A message for now is in the next request after ${cell(steers)} (p50 / p99 / max of ${steers.length}), in a wait, a held key or with a hung model.`,
    '',
    `Load average at the end: ${round(loadavg()[0] ?? NaN)} on ${cpus().length} processors.`,
  ].join('\n')
}

const stand = await openStand()
try {
  valueOf(await stand.bridge.displays.list())
  const all: Stopped[] = []
  for (let at = 0; at < STOPS; at++) {
    const situation = SITUATIONS[at % SITUATIONS.length] as Situation
    all.push(await measure(stand, situation, Math.floor(at / SITUATIONS.length) % 2 === 0 ? 'key' : 'message'))
  }
  const sending = SITUATIONS.filter(({ sends }) => sends)
  for (let at = 0; at < TOUCHES; at++) all.push(await measure(stand, sending[at % sending.length] as Situation, 'touch'))
  // in a drag the pointer is ours too, and which of its moves was the push cannot be told from outside
  const still = SITUATIONS.filter(({ name }) => name !== 'a drag')
  for (let at = 0; at < TOUCHES; at++) all.push(await measure(stand, still[at % still.length] as Situation, 'corner'))
  for (let at = 0; at < Math.ceil(STOPS / 20); at++)
    for (const by of ['signal', 'other-process'] as const) all.push(await measureCli(stand, by))
  const quiet = SITUATIONS.filter(({ name, sends }) => !sends && name !== 'a retry pause')
  const steers: number[] = []
  for (let at = 0; at < TOUCHES; at++) steers.push(await measureSteer(stand, quiet[at % quiet.length] as Situation))
  const table = tableOf(all, steers)
  console.log(table)
  if (process.env['BENCH_WRITE'] !== '0') await writeTable('stop', table)
} finally {
  await stand.close()
}
process.exit()
