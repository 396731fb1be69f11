/**
 * `npm run bench -- step`: what one step costs besides the model's own time. The real runner, a log on disk and a scripted
 * model drive a browser page on a private 1920x1080 display, one click a turn; a naive loop does the same in the same run.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { createScriptedModel, type ScriptedTurn } from '../electron/models/scripted.js'
import type { Model } from '../electron/models/model.js'
import type { SessionEvent } from '../electron/protocol/event.js'
import { startSession } from '../electron/runner/run-session.js'
import { openJsonlLog } from '../electron/sessions/jsonl-log.js'
import {
  openBridge,
  openVirtualDesktop,
  systemClock,
  type Bridge,
  type Display,
  type Outcome,
  type VirtualDesktop,
} from '../native-bridge/index.js'
import { clickPoint } from './click-points.js'
import { openClickedPage } from './clicked-page.js'
import { median, quantile, round } from './statistics.js'

const ROUNDS = 4
/** of ours a round; the plain loops are slow, so they get fewer */
const STEPS = Number(process.env['BENCH_STEPS'] ?? 23)
const NAIVE_STEPS = 5
/** The first steps load code and warm caches. */
const WARM_UP = 3
const SIZE = { width: 1920, height: 1080 }
const PAGE = 'docs/performance.md'

function valueOf<T>(outcome: Outcome<T, { message: string }>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

/** Notes when the model was asked and when it had answered. */
function timed(model: Model): { model: Model; asked: number[]; answered: number[] } {
  const asked: number[] = []
  const answered: number[] = []
  const think: Model['think'] = async (...request) => {
    asked.push(performance.now())
    const answer = await model.think(...request)
    answered.push(performance.now())
    return answer
  }
  return { model: { ...model, think }, asked, answered }
}

function scriptOf(display: Display, model: Model): ScriptedTurn[] {
  const picture = model.picture.size(display)
  const turns = Array.from({ length: STEPS }, (_, step): ScriptedTurn => {
    const { x, y } = clickPoint(step)
    const point = { x: Math.round((x * picture.width) / display.width), y: Math.round((y * picture.height) / display.height) }
    return { actions: [{ kind: 'click', ...point, button: 'left', count: 1, modifiers: [] }] }
  })
  return [...turns, { text: 'Done.' }]
}

interface Measured {
  /** from one answer of the model to the next question */
  readonly steps: readonly number[]
  readonly settled: readonly number[]
  readonly unchanged: number
}

async function measureDeskhand(bridge: Bridge, display: Display): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-log-'))
  const { model, asked, answered } = timed(
    createScriptedModel({ script: scriptOf(display, createScriptedModel({ script: [{ text: 'Done.' }] })) }),
  )
  const log = valueOf(await openJsonlLog({ folder: join(folder, 'session'), session: 'bench' }))
  const events: SessionEvent[] = []
  log.subscribe((event) => events.push(event))
  const session = startSession(
    { bridge, model, log, clock: systemClock },
    {
      task: 'Click.',
      images: [],
      display,
      displays: [display],
      approvals: 'never',
      limits: { steps: 0, costUsd: 0, minutes: 0 },
      secrets: [],
      canAnswer: () => false,
      atLimit: 'finish',
      dryRun: false,
      shownSettings: {},
      version: 'bench',
      past: [],
      addition: null,
    },
  )
  const end = await session.ended
  await rm(folder, { recursive: true, force: true })
  if (end.status !== 'done') throw new Error(`The session ended as ${end.status}: ${end.text}`)
  const steps = asked.slice(1).map((at, index) => at - (answered[index] ?? at))
  return { steps: steps.slice(WARM_UP), ...watched(events) }
}

function watched(events: readonly SessionEvent[]) {
  const frames = events.flatMap((event) => (event.type === 'frame' ? [event] : []))
  const unchanged = events.filter((event) => event.type === 'action.finished' && event.effect !== 'changed').length
  return { settled: frames.slice(1 + WARM_UP).map((frame) => frame.settledMs), unchanged }
}

async function measureNaive(desktop: VirtualDesktop, sleepMs: number): Promise<readonly number[]> {
  const loop = join(import.meta.dirname, 'naive-loop.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', loop, String(sleepMs), String(NAIVE_STEPS + 1)], {
    env: { ...process.env, ...desktop.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error('The naive loop failed. It needs ImageMagick on Linux: apt-get install -y imagemagick')
  return (JSON.parse(printed) as number[]).slice(1)
}

function tableOf(ours: Measured, naive: readonly number[], eager: readonly number[]): string {
  const row = (name: string, times: readonly number[], ratio: string) =>
    `| ${name} | ${round(median(times))} ms | ${round(quantile(times, 0.95))} ms | ${ratio} |`
  const times = (other: readonly number[]) => `${(median(other) / median(ours.steps)).toFixed(1)}x`
  return [
    '| one click a turn, 1920x1080 | median | p95 | times Deskhand |',
    '|---|---|---|---|',
    row('Deskhand, all but the model’s own time', ours.steps, '1'),
    row('– of it waiting for the effect and for quiet', ours.settled, ''),
    row('naive loop, 1 s sleep', naive, times(naive)),
    row('naive loop, no sleep', eager, times(eager)),
  ].join('\n')
}

async function writeTable(table: string): Promise<void> {
  const [open, close] = ['<!-- bench:step -->', '<!-- /bench:step -->']
  const text = await readFile(PAGE, 'utf8').catch(() => '')
  const before = text.includes(open) ? text.slice(0, text.indexOf(open)) : `${text.trimEnd()}\n\n`
  const after = text.includes(close) ? text.slice(text.indexOf(close) + close.length) : '\n'
  const command = '`npm run bench -- step` wrote this table:'
  const page = `${before}${open}\n\n${command}\n\n${table}\n\n${close}${after}`
  await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }))
}

/** In rounds, one after another: what else the machine does then weighs on all alike. */
async function measureAll(bridge: Bridge, display: Display, desktop: VirtualDesktop) {
  const rounds: { ours: Measured; naive: readonly number[]; eager: readonly number[] }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await measureDeskhand(bridge, display)
    const eager = await measureNaive(desktop, 0)
    rounds.push({ ours, eager, naive: await measureNaive(desktop, 1000) })
  }
  return {
    ours: {
      steps: rounds.flatMap((round) => round.ours.steps),
      settled: rounds.flatMap((round) => round.ours.settled),
      unchanged: rounds.reduce((sum, round) => sum + round.ours.unchanged, 0),
    },
    naive: rounds.flatMap((round) => round.naive),
    eager: rounds.flatMap((round) => round.eager),
  }
}

const desktop = valueOf(await openVirtualDesktop(SIZE))
try {
  const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const display = valueOf(await bridge.displays.list())[0] as Display
  const page = await openClickedPage(bridge, desktop, `${SIZE.width},${SIZE.height}`)
  const { ours, naive, eager } = await measureAll(bridge, display, desktop)
  const all = ROUNDS * (STEPS + 2 * (NAIVE_STEPS + 1))
  const clicks = await page.clicks(all)
  await page.close()
  await bridge.close()
  const table = tableOf(ours, naive, eager)
  console.log(`${table}\n\n${clicks} of ${all} clicks arrived; ${ours.unchanged} of ours were seen without an effect.`)
  if (process.env['BENCH_WRITE'] !== '0') await writeTable(table)
  process.exitCode = clicks === all ? 0 : 1
} finally {
  await desktop.close()
}
