/** The real app on a display of its own: how free its main thread is while a task runs, and what its overlay costs at rest. */
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { systemClock } from '../../native-bridge/index.js'
import { electronBinary } from '../../scripts/electron-runtime.mjs'
import { startFakeResponsesServer, type TurnSource } from '../../tests/support/fake-responses-server.js'
import { clickPoint } from '../click-points.js'
import type { Row } from './row.js'
import { never, openStand, type Stand } from './stand.js'

const ROOT = join(import.meta.dirname, '..', '..')
const STEPS = 60
const IDLE_S = Number(process.env['BENCH_IDLE_S'] ?? 60)
const PATIENCE_MS = 120_000
/** The overlay comes up and its model's first words have been shown. */
const SETTLE_MS = 5000

export async function measureApp(): Promise<Row[]> {
  if (!existsSync(join(ROOT, 'dist', 'main', 'main.mjs'))) throw new Error('Build the app first: npm run build')
  const stand = await openStand({ width: 1920, height: 1080 })
  try {
    return [await measureMainThread(stand), await measureIdle(stand)]
  } finally {
    await stand.close()
  }
}

/** Each p99 beside that of a thread that does nothing meanwhile: what the machine itself is late. */
async function measureMainThread(stand: Stand): Promise<Row> {
  const turns: TurnSource = (_request, number) =>
    number > STEPS ? { text: 'Done.' } : { computer: [{ type: 'click', button: 'left', ...clickPoint(number) }] }
  const idle = new Worker(IDLE_THREAD, { eval: true })
  const { p50, p99, max, count } = await withApp(stand, turns, async (app, home) => {
    await app.evaluate(() => {
      const hooks = process.getBuiltinModule('node:perf_hooks')
      const delay = hooks.monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      Object.assign(globalThis, { delay })
    })
    const ended = whenEnded(home)
    await startTask(home)
    await ended
    return app.evaluate(() => {
      const { delay } = globalThis as unknown as { delay: import('node:perf_hooks').IntervalHistogram }
      // no function of its own: names do not travel
      return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, count: delay.count }
    })
  })
  const answer = once(idle, 'message') as Promise<[number]>
  idle.postMessage('stop')
  const [machine] = await answer
  return {
    what: `event-loop delay of the app’s main thread while it runs ${STEPS} steps`,
    ours: `p99 ${p99.toFixed(1)} ms`,
    goal: 'p99 ≤ 20 ms',
    note: `a thread that does nothing, in the same run: p99 ${machine.toFixed(1)} ms; median ${p50.toFixed(1)} ms, longest ${max.toFixed(0)} ms, ${count} samples`,
  }
}

const IDLE_THREAD = `
const { parentPort } = require('node:worker_threads')
const delay = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 })
delay.enable()
parentPort.once('message', () => parentPort.postMessage(delay.percentile(99) / 1e6))`

/** The overlay is up and a task waits for its model: nothing happens for a minute. */
async function measureIdle(stand: Stand): Promise<Row> {
  const shares = await withApp(stand, [{ delayMs: PATIENCE_MS + 1000 * IDLE_S, text: 'Too late.' }], async (app, home) => {
    await startTask(home)
    await systemClock.sleep(SETTLE_MS, never)
    const processes = await app.evaluate(({ app: running }) =>
      running.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type })),
    )
    const before = processes.map(({ pid }) => cpuSeconds(pid))
    await systemClock.sleep(1000 * IDLE_S, never)
    return processes.map(({ pid, name }, at) => ({ name, share: (cpuSeconds(pid) - (before[at] ?? 0)) / IDLE_S }))
  })
  const all = shares.reduce((sum, { share }) => sum + share, 0)
  const most = shares.filter(({ share }) => share > 0.0005).map(({ name, share }) => `${name} ${(100 * share).toFixed(2)} %`)
  return {
    what: `the app with its overlay up while the model thinks, ${IDLE_S} s: share of one core, all its processes`,
    ours: `${(100 * all).toFixed(2)} %`,
    goal: '≤ 1 %',
    note: `of it ${most.join(', ')}`,
  }
}

async function withApp<T>(
  stand: Stand,
  turns: TurnSource,
  work: (app: ElectronApplication, home: Page) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-app-'))
  const server = await startFakeResponsesServer({ turns, apiKey: 'test-key' })
  const { PATH = '', HOME = '', ELECTRON_OVERRIDE_DIST_PATH = '' } = process.env
  const app = await _electron.launch({
    executablePath: electronBinary() ?? 'electron',
    args: ['--no-sandbox', ROOT],
    env: {
      ...{ PATH, HOME, LANG: 'C.UTF-8', ...stand.desktop.env, DESKHAND_HOME: folder, XDG_RUNTIME_DIR: folder },
      ...(ELECTRON_OVERRIDE_DIST_PATH ? { ELECTRON_OVERRIDE_DIST_PATH } : {}),
      ...{ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: server.url },
    },
  })
  try {
    await until(async () => homeOf(app) !== undefined)
    const home = homeOf(app) as Page
    await home.waitForLoadState('load')
    return await work(app, home)
  } finally {
    await app.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const homeOf = (app: ElectronApplication) => app.windows().find((page) => page.url().includes('/home/'))

type Ask = { deskhand: { ask(name: string, input: unknown): Promise<{ ok: boolean }> } }

async function startTask(home: Page): Promise<void> {
  const task = { task: 'Click', provider: null, model: null, display: null, approvals: 'never', follow: null }
  const started = await home.evaluate((input) => (window as unknown as Ask).deskhand.ask('task.start', input), task)
  if (!started.ok) throw new Error(JSON.stringify(started))
}

type Listen = { deskhand: { on(name: string, listener: (state: { live: string | null }) => void): () => void } }

/** Told by the app: asking it again and again would be part of what is measured. */
const whenEnded = (home: Page): Promise<void> =>
  home.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let hasBegun = false
        ;(window as unknown as Listen).deskhand.on('app.changed', ({ live }) => {
          if (hasBegun && live === null) resolve()
          hasBegun ||= live !== null
        })
      }),
  )

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !(await isSo());) {
    if (performance.now() > deadline) throw new Error('The app took too long.')
    await systemClock.sleep(50, never)
  }
}

/** What this process and its threads have used so far, to the nanosecond: ticks miss what wakes and sleeps between two of them. */
function cpuSeconds(pid: number): number {
  const tasks = join('/proc', String(pid), 'task')
  const threads = existsSync(tasks) ? readdirSync(tasks) : []
  const nanoseconds = threads.map((thread) => Number(readFileSync(join(tasks, thread, 'schedstat'), 'utf8').split(' ')[0]))
  return nanoseconds.reduce((sum, used) => sum + used, 0) / 1e9
}
