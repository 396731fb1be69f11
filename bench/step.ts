/**
 * `npm run bench -- step`: what one step costs besides the model's own time. The real runner, a log on disk and a scripted
 * model drive a browser page on a private 1920x1080 display, one click a turn; a naive loop does the same in the same run.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openBridge, openVirtualDesktop, type Bridge, type Display, type VirtualDesktop } from '../native-bridge/index.js'
import { openClickedPage } from './clicked-page.js'
import { measureSteps, valueOf, type Measured } from './session-steps.js'
import { median, quantile, round } from './statistics.js'
import { writeTable } from './table.js'

const ROUNDS = 4
/** of ours a round; the plain loops are slow, so they get fewer */
const STEPS = Number(process.env['BENCH_STEPS'] ?? 23)
const NAIVE_STEPS = 5
const SIZE = { width: 1920, height: 1080 }

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

/** In rounds, one after another: what else the machine does then weighs on all alike. */
async function measureAll(bridge: Bridge, display: Display, desktop: VirtualDesktop) {
  const rounds: { ours: Measured; naive: readonly number[]; eager: readonly number[] }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await measureSteps(bridge, display, STEPS)
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
  if (process.env['BENCH_WRITE'] !== '0') await writeTable('step', table)
  process.exitCode = clicks === all ? 0 : 1
} finally {
  await desktop.close()
}
