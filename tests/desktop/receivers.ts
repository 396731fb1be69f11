/**
 * Real windows that write down what reaches them: a GTK entry, a Chromium page, a terminal. Each has the keyboard when its
 * opener resolves.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, chromium, type Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Bridge, VirtualDesktop } from '../../native-bridge/bridge.js'
import type { DesktopWindow, MouseButton, Outcome, PictureSpace, Point, Stroke } from '../../native-bridge/types.js'
import { chromiumPath } from '../support/chromium.js'

export type Desk = Pick<Bridge, 'displays' | 'input' | 'windows'>

export interface Receiver {
  readonly window: DesktopWindow
  /** the text that has arrived so far; a GTK entry tells it only at the end, after its OK */
  text(): Promise<string>
  close(): Promise<void>
}

/** Long enough for a slow machine; what is waited for ends the wait. */
export const PATIENCE = { timeout: 20_000, interval: 20 }

export const never = new AbortController().signal

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.kind}: ${outcome.problem.message}`)
  return outcome.value
}

/** The primary display at its own size, so that picture px are display px. */
export async function wholeDisplay(desk: Pick<Bridge, 'displays'>): Promise<PictureSpace> {
  const display = valueOf(await desk.displays.list())[0]
  if (!display) throw new Error('no display')
  return { display, picture: { width: display.width, height: display.height } }
}

export const programEnv = (desktop: VirtualDesktop): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C.UTF-8', ...desktop.env })

/** Waits until it is true. Unlike expect.poll it may be used in hooks. */
export const until = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, PATIENCE)

/** Waits until the window that `isIt` has the keyboard. */
export const activeWindow = (desk: Desk, isIt: (window: DesktopWindow) => boolean): Promise<DesktopWindow> =>
  vi.waitUntil(async () => valueOf(await desk.windows.list()).find((window) => isIt(window) && window.active), PATIENCE)

export async function openGtkEntry(desktop: VirtualDesktop, desk: Desk, kind: 'entry' | 'password' = 'entry'): Promise<Receiver> {
  const child = spawn('zenity', [`--${kind}`, '--title=Receiver', ...(kind === 'entry' ? ['--text=Type'] : [])], {
    env: programEnv(desktop),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const gone = once(child, 'close')
  const window = await activeWindow(desk, ({ title }) => title === 'Receiver')
  return {
    window,
    text: async () => {
      valueOf(await desk.input.send([{ kind: 'text', text: '\n' }], await wholeDisplay(desk), never))
      await gone
      return printed.replace(/\n$/, '')
    },
    close: () => stop(child),
  }
}

/** `name`: what the window says that its program is. */
export async function openXterm(desktop: VirtualDesktop, desk: Desk, name = 'xterm'): Promise<Receiver> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-xterm-'))
  const file = join(folder, 'received')
  const args = [
    '-class',
    name,
    '-name',
    name,
    '-T',
    'Receiver',
    '-n',
    'Receiver',
    '-geometry',
    '100x30+20+20',
    '-e',
    'sh',
    '-c',
    'cat > "$0"',
    file,
  ]
  const child = spawn('xterm', args, { env: programEnv(desktop), stdio: 'ignore' })
  const window = await activeWindow(desk, ({ title }) => title === 'Receiver')
  await until(async () => (await readFile(file, 'utf8').catch(() => null)) === '')
  return {
    window,
    text: () => readFile(file, 'utf8'),
    close: async () => {
      await stop(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What happened on the page, in the words of the DOM. */
export type PageEvent =
  | {
      readonly type: 'mousedown' | 'mouseup' | 'dblclick' | 'click'
      readonly button: number
      readonly x: number
      readonly y: number
    }
  | { readonly type: 'mousemove'; readonly buttons: number }
  | { readonly type: 'wheel'; readonly dx: number; readonly dy: number }
  | { readonly type: 'keydown' | 'keyup'; readonly key: string; readonly code: string; readonly chord: string }

const PAGE = `<!doctype html><title>Receiver</title><style>body{margin:0;font:16px sans-serif}textarea{width:600px;height:160px}</style>
<meta charset=utf-8><textarea id=text autofocus></textarea><input id=next><input id=password type=password>
<p id=words style="margin:8px">alpha beta gamma delta</p>
<input id=slider type=range min=0 max=100 value=0 style="width:400px;margin:8px">
<div id=pad style="width:600px;height:150px;background:#dde"></div>
<script>
window.seen = []
const note = (event, more) => seen.push({ type: event.type, ...more })
for (const type of ['mousedown', 'mouseup', 'dblclick']) addEventListener(type, (e) => note(e, { button: e.button, x: e.clientX, y: e.clientY }), true)
addEventListener('mousemove', (e) => note(e, { buttons: e.buttons }), true)
addEventListener('wheel', (e) => note(e, { dx: e.deltaX, dy: e.deltaY }), { capture: true, passive: true })
addEventListener('keydown', (e) => window.isMute && e.preventDefault(), true)
for (const type of ['keydown', 'keyup']) addEventListener(type, (e) => note(e, { key: e.key, code: e.code,
  chord: [e.ctrlKey && 'ctrl', e.altKey && 'alt', e.shiftKey && 'shift', e.metaKey && 'meta', e.key].filter(Boolean).join('+') }), true)
for (const type of ['contextmenu', 'auxclick']) addEventListener(type, (e) => e.preventDefault(), true)
addEventListener('mouseup', (e) => { if (e.button > 2) e.preventDefault() }, true)
</script>`

/** On the page. */
declare const seen: readonly PageEvent[]

export const click = (at: Point, button: MouseButton = 'left'): readonly Stroke[] => [
  { kind: 'move', ...at },
  { kind: 'button', button, down: true },
  { kind: 'button', button, down: false },
]

export interface PageReceiver extends Receiver {
  readonly page: Page
  seen(): Promise<readonly PageEvent[]>
  /** forgets what was seen and typed, and puts the caret into the text */
  clear(): Promise<void>
  /** until the next `clear` keys are only noted and do nothing */
  mute(): Promise<void>
  /** the middle of an element, OS units */
  middleOf(selector: string): Promise<Point>
  /** a place of the page's client area, OS units */
  toScreen(point: Point): Promise<Point>
}

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--test-type',
  '--password-store=basic',
  '--no-first-run',
  '--disable-gpu',
  '--window-size=900,650',
]

export async function openChromiumPage(desktop: VirtualDesktop, desk: Desk): Promise<PageReceiver> {
  const env = Object.fromEntries(
    Object.entries(programEnv(desktop)).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: false, args: CHROMIUM_ARGS, env })
  const page = await browser.newPage({ viewport: null })
  await page.setContent(PAGE)
  return receivePage(desk, page, () => browser.close())
}

/** Electron showing the same page. `runtime` is its binary. */
export async function openElectronPage(desktop: VirtualDesktop, desk: Desk, runtime: string): Promise<PageReceiver> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-electron-page-'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'receiver', version: '1.0.0', main: 'main.cjs' }))
  await writeFile(join(folder, 'page.html'), PAGE)
  await writeFile(join(folder, 'main.cjs'), ELECTRON_MAIN)
  const env = Object.fromEntries(
    Object.entries(programEnv(desktop)).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const app = await _electron.launch({ executablePath: runtime, args: ['--no-sandbox', folder], env })
  return receivePage(desk, await app.firstWindow(), async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })
}

const ELECTRON_MAIN = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 900, height: 650 }).loadFile(__dirname + '/page.html'))`

async function receivePage(desk: Desk, page: Page, close: () => Promise<void>): Promise<PageReceiver> {
  const window = await activeWindow(desk, ({ title }) => title.startsWith('Receiver'))
  const toScreen = ({ x, y }: Point) =>
    page.evaluate(
      ([clientX, clientY]) => {
        const border = (outerWidth - innerWidth) / 2
        return {
          x: Math.round(screenX + border + clientX),
          y: Math.round(screenY + outerHeight - innerHeight - border + clientY),
        }
      },
      [x, y] as const,
    )
  const middleOf = async (selector: string) => {
    const box = await page.locator(selector).boundingBox()
    if (!box) throw new Error(`no ${selector} on the page`)
    return toScreen({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
  }
  const clear = async () => {
    await page.evaluate(() => {
      const text = document.querySelector('textarea')
      if (text) text.value = ''
      text?.focus()
      Object.assign(globalThis, { seen: [], isMute: false })
    })
  }
  // the address bar has the keyboard at first; a click is what a person would do
  const space = await wholeDisplay(desk)
  valueOf(await desk.input.send(click(await middleOf('#text')), space, never))
  await until(() => page.evaluate(() => seen.some(({ type }) => type === 'mouseup') && document.activeElement?.id === 'text'))
  await clear()
  return {
    window,
    page,
    middleOf,
    toScreen,
    clear,
    mute: () => page.evaluate(() => void Object.assign(globalThis, { isMute: true })),
    seen: () => page.evaluate(() => seen),
    text: () => page.locator('#text').inputValue(),
    close,
  }
}

/** A text editor on a file of its own, empty. It tells what it holds by saving. */
export async function openEditor(desktop: VirtualDesktop, desk: Desk, program: string): Promise<EditorReceiver> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-editor-'))
  const file = join(folder, 'received.txt')
  await writeFile(file, '')
  const child = spawn(program, [file], {
    env: { ...programEnv(desktop), HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: 'ignore',
  })
  const window = await activeWindow(desk, ({ title }) => title.includes('received.txt'))
  const press = async (...keys: readonly string[]) => {
    const strokes = [...keys.map((key) => keyStroke(key, true)), ...[...keys].reverse().map((key) => keyStroke(key, false))]
    valueOf(await desk.input.send(strokes, await wholeDisplay(desk), never))
  }
  return {
    window,
    text: async () => {
      await press('ctrl', 's')
      return readFile(file, 'utf8')
    },
    clear: async () => {
      await press('ctrl', 'a')
      await press('Delete')
    },
    close: async () => {
      await stop(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface EditorReceiver extends Receiver {
  clear(): Promise<void>
}

const keyStroke = (key: string, down: boolean): Stroke => ({ kind: 'key', key, down })

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}
