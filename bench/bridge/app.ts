/** The real app on a display of its own: how free its main thread is while a task runs, and what its overlay costs at rest. */
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronBinary } from '../../scripts/electron-runtime.mjs'
import { startFakeResponsesServer, type TurnSource } from '../../tests/support/fake-responses-server.js'
import { clickPoint } from '../click-points.js'
import type { Row } from './row.js'
import { measureIdle } from './app-idle.js'
import { appEnvironment, homeOf, ROOT, startTask, until } from './app-home.js'
import { openStand, type Stand } from './stand.js'

const STEPS = 60

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

async function withApp<T>(
  stand: Stand,
  turns: TurnSource,
  work: (app: ElectronApplication, home: Page) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-app-'))
  const server = await startFakeResponsesServer({ turns, apiKey: 'test-key' })
  const app = await _electron.launch({
    executablePath: electronBinary() ?? 'electron',
    args: ['--no-sandbox', ROOT],
    env: appEnvironment(stand, folder, server.url),
  })
  try {
    await until(async () => homeOf(app.windows()) !== undefined)
    const home = homeOf(app.windows()) as Page
    await home.waitForLoadState('load')
    return await work(app, home)
  } finally {
    await app.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
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
