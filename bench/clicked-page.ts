/** A real program that reacts to clicks: a browser page that changes a large area and counts in its title. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchProgram, systemClock, type Bridge, type VirtualDesktop } from '../native-bridge/index.js'

const PAGE = `<!doctype html><meta charset="utf-8"><title>clicks 0</title>
<style>body{margin:0;font:24px sans-serif;background:#eef}main{padding:40px;height:2000px}b{font-size:120px}</style>
<main><p>A page with some text on it, so that its picture is not empty. ${'Lorem ipsum dolor sit amet. '.repeat(60)}</p><b>0</b></main>
<script>let n=0;addEventListener('mousedown',()=>{n++;document.title='clicks '+n
document.querySelector('b').textContent=n;document.body.style.background=n%2?'#fee':'#eef'})</script>`

const FLAGS = [
  '--no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking --disable-gpu',
  '--disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-renderer-backgrounding',
].join(' ')

const PATIENCE_MS = 5000

export interface ClickedPage {
  /** as the page counts them; its title follows a little later, so it is given time to come to `expected` */
  clicks(expected: number): Promise<number>
  close(): Promise<void>
}

export async function openClickedPage(bridge: Bridge, desktop: VirtualDesktop, size: string): Promise<ClickedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const file = join(folder, 'page.html')
  await writeFile(file, PAGE)
  const place = `--user-data-dir=${join(folder, 'profile')} --window-size=${size} --window-position=0,0`
  const launched = await launchProgram(`chromium ${FLAGS} ${place} --app=${pathToFileURL(file).href}`, {
    env: desktop.env,
    waitForWindowMs: 20_000,
    bridge,
    signal: new AbortController().signal,
  })
  if (!launched.ok) throw new Error(launched.problem.message)
  const clicks = async () => {
    const windows = await bridge.windows.list()
    const title = windows.ok ? windows.value.map((window) => /clicks (\d+)/.exec(window.title)?.[1]).find(Boolean) : undefined
    return title === undefined ? -1 : Number(title)
  }
  const until = async (isRight: (count: number) => boolean) => {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const count = await clicks()
      if (isRight(count) || performance.now() > deadline) return count
      await systemClock.sleep(20, new AbortController().signal)
    }
  }
  if ((await until((count) => count >= 0)) < 0) throw new Error('The page did not load.')
  return {
    clicks: (expected) => until((count) => count >= expected),
    close: async () => {
      await launched.value.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
