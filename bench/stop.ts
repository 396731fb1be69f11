/**
 * `npm run bench -- stop`: how soon everything is let go of. The real runner types, drags, waits and thinks on a private display;
 * at a random moment a person presses the stop key, or a message says stop, or a person just touches a key. What the OS was
 * sent is watched by another process through a connection of its own.
 */
import { systemClock } from '../native-bridge/index.js'
import { quantile, round } from './statistics.js'
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

interface Stopped {
  readonly by: 'key' | 'message' | 'touch'
  /** from the trigger to the last event that we sent the OS */
  readonly lastEventMs: number
  /** from the trigger to the line that says so */
  readonly saidMs: number
  /** from the trigger to the closed log; for a touch the same as `saidMs` */
  readonly closedMs: number
}

async function measure(stand: Stand, situation: Situation, by: Stopped['by']): Promise<Stopped> {
  const running = await stand.start(situation.turns, situation.wrap ? { wrap: situation.wrap } : {})
  await running.until(situation.isOn)
  await systemClock.sleep(20 + Math.random() * 300, never)
  const from = stand.osEvents.length
  const triggerAt = await trigger(stand, running, by, from)
  const wanted = by === 'touch' ? 'paused' : 'stopped'
  const isSaid = (event: Running['events'][number]) => event.type === 'control' && event.state === wanted
  await running.until(isSaid)
  const saidMs = (running.seenAt(isSaid) ?? NaN) - triggerAt
  if (by === 'touch') running.session.command({ type: 'stop' }, 'person')
  await running.ended
  const closedMs = by === 'touch' ? saidMs : epochMs() - triggerAt
  await systemClock.sleep(QUIET_MS, never)
  const ours = stand.osEvents.filter(({ name, at }) => !CHORD.has(name) && at >= triggerAt)
  if (stand.bridge.input.held().length > 0) throw new Error(`${situation.name}: something is still held`)
  return { by, lastEventMs: Math.max(0, (ours.at(-1)?.at ?? triggerAt) - triggerAt), saidMs, closedMs }
}

async function trigger(stand: Stand, running: Running, by: Stopped['by'], from: number): Promise<number> {
  if (by === 'message') {
    const at = epochMs()
    running.session.command({ type: 'stop' }, 'person')
    return at
  }
  const key = by === 'key' ? 'Period' : 'KeyX'
  await stand.person('key', by === 'key' ? 'ctrl+alt+period' : 'x')
  const isIt = (event: Stand['osEvents'][number], index: number) => index >= from && event.name === key && event.down === true
  await waitUntil(() => Promise.resolve(stand.osEvents.some(isIt)))
  return stand.osEvents.find(isIt)?.at ?? NaN
}

const WORDS = { key: 'stop key', message: 'stop message', touch: 'a touch, where hands yield' } as const

function tableOf(all: readonly Stopped[]): string {
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
    row('touch'),
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
  const table = tableOf(all)
  console.log(table)
  if (process.env['BENCH_WRITE'] !== '0') await writeTable('stop', table)
} finally {
  await stand.close()
}
process.exit()
