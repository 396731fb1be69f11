/**
 * What the app costs at rest. It is started as a person starts it: whoever drives an Electron app from outside (as Playwright does) makes
 * each of its windows think that it is seen, and hidden ones paint. A debugger starts the task and goes away before anything is measured.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { systemClock } from '../../native-bridge/index.js'
import { electronBinary } from '../../scripts/electron-runtime.mjs'
import { startFakeResponsesServer } from '../../tests/support/fake-responses-server.js'
import { appEnvironment, homeOf, PATIENCE_MS, ROOT, startTask, until } from './app-home.js'
import type { Row } from './row.js'
import { never, type Stand } from './stand.js'

const IDLE_S = Number(process.env['BENCH_IDLE_S'] ?? 60)
/** The overlay comes up and its model's first words have been shown. */
const SETTLE_MS = 5000

/** The overlay is up and a task waits for its model: nothing happens for a minute. */
export async function measureIdle(stand: Stand): Promise<Row> {
  const shares = await withWaitingTask(stand, async (app) => {
    const before = new Map(processesOf(app).map((pid) => [pid, cpuSeconds(pid)]))
    await systemClock.sleep(1000 * IDLE_S, never)
    return [...before].map(([pid, used]) => ({ name: nameOf(pid), share: (cpuSeconds(pid) - used) / IDLE_S }))
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

async function withWaitingTask<T>(stand: Stand, work: (pid: number) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-app-'))
  const turns = [{ delayMs: PATIENCE_MS + 1000 * IDLE_S, text: 'Too late.' }]
  const server = await startFakeResponsesServer({ turns, apiKey: 'test-key' })
  const app = spawn(electronBinary() ?? 'electron', ['--no-sandbox', '--remote-debugging-port=0', ROOT], {
    env: appEnvironment(stand, folder, server.url),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    await startTaskFromOutside(await debuggerOf(app))
    await systemClock.sleep(SETTLE_MS, never)
    return await work(app.pid ?? 0)
  } finally {
    const over = once(app, 'exit')
    app.kill()
    await over
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function debuggerOf(app: ChildProcess): Promise<string> {
  if (!app.stderr) throw new Error('The app has no standard error.')
  for await (const line of createInterface({ input: app.stderr })) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? []
    if (address) return address
  }
  throw new Error('The app ended before its debugger was there.')
}

async function startTaskFromOutside(address: string): Promise<void> {
  const browser = await chromium.connectOverCDP(address)
  const home = () => homeOf(browser.contexts().flatMap((context) => context.pages()))
  await until(() => Promise.resolve(home() !== undefined))
  const page = home()
  if (!page) throw new Error('The app has no home window.')
  await page.waitForLoadState('load')
  await startTask(page)
  await browser.close()
}

/** A process and all that it has started. */
function processesOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return [
    pid,
    ...children
      .split(' ')
      .filter(Boolean)
      .flatMap((child) => processesOf(Number(child))),
  ]
}

/** What Chromium calls it: gpu-process, renderer, utility … */
function nameOf(pid: number): string {
  const words = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
  return /--type=([\w-]+)/.exec(words)?.[1] ?? 'main'
}

/** What this process and its threads have used so far, to the nanosecond: ticks miss what wakes and sleeps between two of them. */
function cpuSeconds(pid: number): number {
  const tasks = join('/proc', String(pid), 'task')
  const threads = existsSync(tasks) ? readdirSync(tasks) : []
  const nanoseconds = threads.map((thread) => Number(readFileSync(join(tasks, thread, 'schedstat'), 'utf8').split(' ')[0]))
  return nanoseconds.reduce((sum, used) => sum + used, 0) / 1e9
}
