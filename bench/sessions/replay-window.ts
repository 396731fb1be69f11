/** What watching a long session costs, in the real window: until it is open, and the main thread's time for each scrub of the timeline. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { createSessionId } from '../../electron/sessions/session-id.js'
import { openVirtualDesktop } from '../../native-bridge/index.js'
import { electronRuntime } from '../../tests/support/electron-runtime.js'
import { valueOf } from '../session-steps.js'
import { median, quantile } from '../statistics.js'
import { writeLongSession } from './written-session.js'

export interface Watched {
  readonly steps: number
  /** until the first steps are to be seen */
  readonly shownMs: number
  /** until all of them are there */
  readonly wholeMs: number
  /** main-thread time of each scrub event, layout and painting included */
  readonly scrubs: readonly number[]
}

const SCRUBS = Number(process.env['BENCH_SCRUBS'] ?? 120)
const ROUNDS = 3

/** Seconds that the page's main thread has worked so far, by Chromium's own count. */
async function worked(page: Page): Promise<() => Promise<number>> {
  const chromium = await page.context().newCDPSession(page)
  // the thread's own time: what else the machine does then does not count
  await chromium.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await chromium.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
  }
}

/** Two frames later everything that an event caused has been drawn. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

async function scrub(page: Page): Promise<readonly number[]> {
  const work = await worked(page)
  const track = await page.getByRole('slider', { name: 'Timeline' }).boundingBox()
  if (!track) throw new Error('There is no timeline.')
  const y = track.y + track.height - 8
  const costOf = async (act: () => Promise<unknown>): Promise<number> => {
    const before = await work()
    await act()
    await drawn(page)
    return (await work()) - before
  }
  const idle: number[] = []
  for (let at = 0; at < 20; at++) idle.push(await costOf(() => Promise.resolve()))
  await page.mouse.move(track.x + 1, y)
  await page.mouse.down()
  const costs: number[] = []
  for (let at = 1; at <= SCRUBS; at++) {
    const share = (at * 0.618) % 1
    costs.push(await costOf(() => page.mouse.move(track.x + share * (track.width - 2) + 1, y)))
  }
  await page.mouse.up()
  return costs.map((cost) => Math.max(0, cost - median(idle)))
}

/** The app as it is built, on a desktop and with a data folder of its own. */
interface App {
  readonly home: Page
  readonly electron: ElectronApplication
  /** DESKHAND_HOME */
  readonly folder: string
}

async function openOnce(
  { electron, home }: App,
  session: string,
  steps: number,
): Promise<{ page: Page; shownMs: number; wholeMs: number }> {
  const startedAt = performance.now()
  const ask = `window.deskhand.ask('sessions.openReplay', { session: '${session}' })`
  const [page] = await Promise.all([electron.waitForEvent('window'), home.evaluate(ask)])
  await page.locator('.steps li').first().waitFor()
  const shownMs = performance.now() - startedAt
  await page.getByText(`All ${steps}`).waitFor()
  return { page, shownMs, wholeMs: performance.now() - startedAt }
}

async function watch(app: App, steps: number): Promise<Watched> {
  const session = createSessionId(Date.now())
  await writeLongSession(join(app.folder, 'sessions', session), session, steps)
  const opened: { shownMs: number; wholeMs: number }[] = []
  let scrubs: readonly number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { page, ...times } = await openOnce(app, session, steps)
    opened.push(times)
    if (round === ROUNDS - 1) scrubs = await scrub(page)
    const gone = page.waitForEvent('close')
    // the answer cannot arrive: the window is gone
    page.evaluate("window.deskhand.ask('window.hide', null)").catch(() => undefined)
    await gone
  }
  return {
    steps,
    shownMs: median(opened.map(({ shownMs }) => shownMs)),
    wholeMs: median(opened.map(({ wholeMs }) => wholeMs)),
    scrubs,
  }
}

async function launch(folder: string, desktop: Readonly<Record<string, string>>): Promise<App> {
  const { PATH = '', HOME = '' } = process.env
  const electron = await _electron.launch({
    executablePath: electronRuntime(),
    args: ['--no-sandbox', resolve(import.meta.dirname, '..', '..')],
    env: { PATH, HOME, LANG: 'C.UTF-8', ...desktop, DESKHAND_HOME: folder, XDG_RUNTIME_DIR: folder },
  })
  for (;;) {
    // both, so that the next window is the one that is asked for
    const [home, overlay] = ['/home/', '/overlay/'].map((name) => electron.windows().find((page) => page.url().includes(name)))
    if (home && overlay) return { home, electron, folder }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The app has to be built. */
export async function measureReplayWindow(sizes: readonly number[]): Promise<readonly Watched[]> {
  const desktop = valueOf(await openVirtualDesktop({ width: 1600, height: 1000 }))
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-replay-'))
  const app = await launch(folder, desktop.env)
  try {
    const all: Watched[] = []
    for (const steps of sizes) all.push(await watch(app, steps))
    return all
  } finally {
    await app.electron.close()
    await desktop.close()
    await rm(folder, { recursive: true, force: true })
  }
}

export function replayTable(all: readonly Watched[]): string {
  const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`
  return [
    '| replay of a session of | first steps shown | all rows there | main thread a scrub: median | p95 | max |',
    '|---|---|---|---|---|---|',
    ...all.map(({ steps, shownMs, wholeMs, scrubs }) => {
      const cells = [ms(shownMs), ms(wholeMs), ms(median(scrubs)), ms(quantile(scrubs, 0.95)), ms(Math.max(...scrubs))]
      return `| ${steps.toLocaleString('en')} steps | ${cells.join(' | ')} |`
    }),
  ].join('\n')
}
