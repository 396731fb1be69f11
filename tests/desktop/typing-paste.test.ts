/** Pasting: the text arrives, and the person's clipboard comes back whole, whatever happens. Read by xclip, from outside. */
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { holderByNode, Paste } from '../../native-bridge/platforms/linux-x11/clipboard/paste.js'
import { giveBack } from '../../native-bridge/platforms/linux-x11/clipboard/saved-clipboard.js'
import { type Content, Selection } from '../../native-bridge/platforms/linux-x11/clipboard/selection.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import {
  never,
  openChromiumPage,
  openEditor,
  openXterm,
  type PageReceiver,
  PATIENCE,
  until,
  valueOf,
  wholeDisplay,
} from './receivers.js'

const PROSE = 'The quick Brown fox {jumps} over "13" lazy dogs; Grüße, Привет, 漢字 & ~!@#$%^&*()_+ C:\\dir|pipe? '.repeat(4)
const LONG = Array.from({ length: 26 }, (_, line) => `${line}: ${PROSE}`).join('\n').slice(0, 10_000) // prettier-ignore
const FOREIGN = Array.from({ length: 800 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')

const NOBODY = { window: 1, app: '' }

let desktop: VirtualDesktop
let x11: LinuxX11
let page: PageReceiver
let person: Selection

const content = (type: string, bytes: Buffer): Content => ({ type, format: 8, bytes })
/** The picture is larger than what goes through in one piece. */
const CLIPBOARD: ReadonlyMap<string, Content> = new Map([
  ['UTF8_STRING', content('UTF8_STRING', Buffer.from('was für ein Text'))],
  ['text/plain;charset=utf-8', content('text/plain;charset=utf-8', Buffer.from('was für ein Text'))],
  ['text/html', content('text/html', Buffer.from('<p>was für ein <b>Text</b></p>', 'utf16le'))],
  ['image/png', content('image/png', randomBytes(700_001))],
  ['text/uri-list', content('text/uri-list', Buffer.from('file:///tmp/a%20file.txt\r\nfile:///tmp/b.txt\r\n'))],
  ['x-special/gnome-copied-files', content('x-special/gnome-copied-files', Buffer.from('copy\nfile:///tmp/b.txt'))],
])

const environment = () => ({ ...process.env, ...desktop.env })
const xclip = (target: string): Promise<Buffer> => {
  const child = spawn('xclip', ['-o', '-selection', 'clipboard', '-t', target], { env: environment() })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.resume()
  return once(child, 'close').then(() => Buffer.concat(chunks))
}
const targets = async () => (await xclip('TARGETS')).toString().split('\n').filter(Boolean)
const send = async (text: string, signal = never, isSecret = false) =>
  x11.input.send([{ kind: 'text', text, isSecret }], await wholeDisplay(x11), signal)
const pastes = async () =>
  (await page.seen()).filter((event) => event.type === 'keydown' && 'chord' in event && event.chord === 'ctrl+v').length

/** The person copied something with everything in it. */
function copy(): void {
  giveBack(person, CLIPBOARD, () => undefined)
}

async function isWhole(): Promise<void> {
  // until the holder has it the text's owner answers
  await expect.poll(targets, PATIENCE).toEqual(['TARGETS', ...CLIPBOARD.keys()])
  for (const [target, { bytes }] of CLIPBOARD) expect([target, (await xclip(target)).equals(bytes)]).toEqual([target, true])
}

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
  person = valueOf(Selection.open(desktop.xDisplay))
  page = await openChromiumPage(desktop, x11)
}, 60_000)

afterAll(async () => {
  person.close()
  await page.close()
  await x11.close()
  await desktop.close()
})

beforeEach(async () => {
  await page.clear()
  copy()
})
afterEach(() => x11.input.releaseAll())

describe('a text that would take long by keys', { timeout: 60_000 }, () => {
  it('is pasted into a page without a loss, and the whole clipboard comes back', async () => {
    valueOf(await send(LONG))
    await expect.poll(() => page.text(), PATIENCE).toBe(LONG)
    expect(await pastes()).toBeGreaterThan(5)
    await isWhole()
  })

  it('of many foreign characters is pasted, again and again, and the clipboard is the same', async () => {
    for (const text of [FOREIGN, [...FOREIGN].reverse().join('')]) {
      await page.clear()
      valueOf(await send(text))
      await expect.poll(() => page.text(), PATIENCE).toBe(text)
      expect(await pastes()).toBe(1)
    }
    await isWhole()
  })

  it.each(['mousepad', 'featherpad'])('is pasted into %s', async (program) => {
    const editor = await openEditor(desktop, x11, program)
    try {
      valueOf(await send(LONG))
      await expect.poll(async () => (await editor.text()).replace(/\n$/, ''), PATIENCE).toBe(LONG)
      await isWhole()
    } finally {
      await editor.close()
    }
  })

  it('is typed by keys when it is a secret, and the clipboard is not touched', async () => {
    const secret = FOREIGN.slice(0, 400)
    valueOf(await send(secret, never, true))
    await expect.poll(() => page.text(), PATIENCE).toBe(secret)
    expect(await pastes()).toBe(0)
    await isWhole()
  })

  it('is typed by keys into a password field, and the clipboard is not touched', async () => {
    await page.page.locator('#password').focus()
    await expect.poll(async () => (await x11.controls.focused(never))?.isPassword, PATIENCE).toBe(true)
    const text = FOREIGN.slice(0, 400)
    valueOf(await send(text))
    await expect.poll(() => page.page.locator('#password').inputValue(), PATIENCE).toBe(text)
    expect(await pastes()).toBe(0)
    await isWhole()
  })

  it('is typed by keys when the clipboard cannot be saved, which stays as it was', async () => {
    const mute = valueOf(Selection.open(desktop.xDisplay))
    mute.serve({ answer: () => null, wasRead: () => undefined, wasTaken: () => undefined })
    const text = FOREIGN.slice(0, 400)
    valueOf(await send(text))
    await expect.poll(() => page.text(), PATIENCE).toBe(text)
    expect(await pastes()).toBe(0)
    mute.close()
  })

  it('leaves a clipboard empty that was empty', async () => {
    person.disown()
    valueOf(await send(FOREIGN))
    await expect.poll(() => page.text(), PATIENCE).toBe(FOREIGN)
    await expect.poll(targets, PATIENCE).toEqual([])
  })
})

describe('a paste that is given up', { timeout: 60_000 }, () => {
  it('ends where it is when it is aborted, and the clipboard comes back', async () => {
    const stop = new AbortController()
    const text = LONG.repeat(20)
    const sending = send(text, stop.signal)
    await expect.poll(async () => (await page.text()).length, PATIENCE).toBeGreaterThan(500)
    stop.abort()
    expect(await sending).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect((await page.text()).length).toBeLessThan(text.length)
    await isWhole()
  })

  it('by a Deskhand that is killed gives the clipboard back all the same', async () => {
    const module = join(import.meta.dirname, '../../native-bridge/platforms/linux-x11/clipboard/paste.ts')
    const script = `const { holderByNode, Paste } = await import(${JSON.stringify(module)})
      const never = new AbortController().signal
      const paste = await Paste.begin(holderByNode(), ${JSON.stringify(desktop.xDisplay)}, { window: 1, app: '' }, never)
      console.log(await paste.offer('a text that nobody shall keep', never))
      setInterval(() => undefined, 1000)`
    const deskhand = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: dirname(module),
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(deskhand.stdout, 'data')
    expect(await targets()).toContain('x-kde-passwordManagerHint')
    deskhand.kill('SIGKILL')
    await isWhole()
  })

  it('to a program that does not ask for it is typed by keys after all', async () => {
    // for a terminal Ctrl+V says that the next character is nothing special
    const terminal = await openXterm(desktop, x11, 'chromium')
    const lines = `${'a line for no browser. '.repeat(18)}\n`.repeat(8)
    valueOf(await send(lines))
    await until(async () => (await terminal.text()) === lines)
    await isWhole()
    await terminal.close()
  })
})

describe('others during a paste', { timeout: 30_000 }, () => {
  it('are told that it is a secret, and are given nothing', async () => {
    const paste = await Paste.begin(holderByNode(), desktop.xDisplay, NOBODY, never)
    expect(await paste?.offer('a text that nobody shall keep', never)).toBe(true)
    expect(await targets()).toContain('x-kde-passwordManagerHint')
    expect((await xclip('x-kde-passwordManagerHint')).toString()).toBe('secret')
    for (const target of ['UTF8_STRING', 'text/plain', 'STRING', 'SAVE_TARGETS']) expect((await xclip(target)).length).toBe(0)
    paste?.end()
    await isWhole()
  })

  it('may copy something new, which then is the clipboard', async () => {
    const paste = await Paste.begin(holderByNode(), desktop.xDisplay, NOBODY, never)
    expect(await paste?.offer('old', never)).toBe(true)
    execFileSync('xclip', ['-i', '-selection', 'clipboard'], {
      env: environment(),
      input: 'new',
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    paste?.end()
    await expect.poll(async () => (await xclip('UTF8_STRING')).toString(), PATIENCE).toBe('new')
  })
})

describe('a terminal', { timeout: 60_000 }, () => {
  it('is typed into by keys, however long the text', async () => {
    const terminal = await openXterm(desktop, x11)
    const lines = `${'a line for the terminal, typed. '.repeat(3)}\n`.repeat(32)
    valueOf(await send(lines))
    await until(async () => (await terminal.text()) === lines)
    await isWhole()
    await terminal.close()
  })
})
