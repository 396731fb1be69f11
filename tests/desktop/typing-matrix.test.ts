/** Any text, under the layouts that people use, into programs of every toolkit; each program starts once. */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { electronRuntime } from '../support/electron-runtime.js'
import {
  never,
  openChromiumPage,
  openEditor,
  openElectronPage,
  openGtkEntry,
  openXterm,
  type PageReceiver,
  PATIENCE,
  valueOf,
  wholeDisplay,
} from './receivers.js'

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('')
const LETTERS = 'é ß ñ Ω Ж 中文 العربية 😀 e\u0301 n\u0303 “quoted” €5'
/** Begins with no blank: editors would repeat it on the next line. */
const LINE = `x${ASCII} ${LETTERS}`

const LAYOUTS = [
  { name: 'us', args: ['us'], capsLock: false },
  { name: 'de', args: ['de'], capsLock: false },
  { name: 'fr', args: ['fr'], capsLock: false },
  { name: 'ru', args: ['ru'], capsLock: false },
  { name: 'dvorak', args: ['us', '-variant', 'dvorak'], capsLock: false },
  { name: 'us with Caps Lock', args: ['us'], capsLock: true },
  { name: 'fr with Caps Lock', args: ['fr'], capsLock: true },
]

let desktop: VirtualDesktop
let x11: LinuxX11

const tool = (program: string, ...args: string[]) =>
  execFileSync(program, args, { env: { ...process.env, ...desktop.env }, encoding: 'utf8' })
const type = async (text: string) => valueOf(await x11.input.send([{ kind: 'text', text }], await wholeDisplay(x11), never))
const isCapsLockOn = () => /Caps Lock:\s+on/.test(tool('xset', '-q'))

/** Runs `then` with the layout set, and puts the US layout back. */
async function under({ args, capsLock }: (typeof LAYOUTS)[number], then: () => Promise<void>): Promise<void> {
  tool('setxkbmap', ...args)
  if (capsLock) tool('xdotool', 'key', 'Caps_Lock')
  try {
    await then()
    expect(isCapsLockOn()).toBe(capsLock)
  } finally {
    if (isCapsLockOn()) tool('xdotool', 'key', 'Caps_Lock')
    tool('setxkbmap', 'us', '-variant', '')
  }
}

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
}, 60_000)

afterAll(async () => {
  await x11.close()
  await desktop.close()
})

interface Target {
  readonly clear: () => Promise<void>
  readonly text: () => Promise<string>
  readonly close: () => Promise<void>
}

function types(name: string, open: () => Promise<Target>, text: string): void {
  describe(`into ${name}`, { timeout: 60_000 }, () => {
    let target: Target
    beforeAll(async () => {
      target = await open()
    }, 60_000)
    afterAll(() => target.close())

    it.each(LAYOUTS)('under $name', async (layout) => {
      await under(layout, async () => {
        await target.clear()
        await type(text)
        await expect.poll(() => target.text(), PATIENCE).toBe(text)
      })
    })
  })
}

const LINES = `${LINE}\nsecond line\n\nfourth, ${LETTERS}`

types('a GTK editor (mousepad)', () => openEditor(desktop, x11, 'mousepad'), `a\tb\n${LINES}\n`)
types('another GTK editor (l3afpad)', () => openEditor(desktop, x11, 'l3afpad'), `a\tb\n${LINES}\n`)
types('a Qt editor (featherpad)', () => openEditor(desktop, x11, 'featherpad'), `a\tb\n${LINES}\n`)
types('a Chromium page', () => openChromiumPage(desktop, x11), LINES)
types('an Electron window', () => openElectronPage(desktop, x11, electronRuntime()), LINES)
types('a terminal (xterm)', openTerminal, `a\tb\n${LINES}\n`)
types('a password field of a page', () => openPasswordField(), LINE)

describe('a long text', { timeout: 120_000 }, () => {
  const PHRASE = 'The quick Brown fox {jumps} over "13" lazy dogs; <a href=\'x\'>&amp;</a> ~!@#$%^&*()_+ C:\\dir|pipe? Grüße\n'
  const LONG = Array.from({ length: 120 }, (_, line) => `${line} ${PHRASE}`)
    .join('')
    .slice(0, 10_000)

  it.each([
    ['a GTK editor', () => openEditor(desktop, x11, 'mousepad')],
    ['a Chromium page', () => openChromiumPage(desktop, x11)],
  ] as const)('of ten thousand characters arrives in %s without a loss', async (_, open) => {
    const target: Target = await open()
    try {
      await type(LONG)
      await expect.poll(() => target.text(), PATIENCE).toBe(LONG)
    } finally {
      await target.close()
    }
  })
})

describe('into a password dialog (GTK)', { timeout: 30_000 }, () => {
  it.each(LAYOUTS.filter(({ name }) => name === 'us' || name.startsWith('fr')))('under $name', async (layout) => {
    const dialog = await openGtkEntry(desktop, x11, 'password')
    await under(layout, async () => {
      await type(LINE)
      expect(await dialog.text()).toBe(LINE)
    })
    await dialog.close()
  })
})

/** What the terminal got since it was last cleared. */
async function openTerminal(): Promise<Target> {
  const terminal = await openXterm(desktop, x11)
  let before = ''
  return {
    clear: async () => {
      before = await terminal.text()
    },
    text: async () => (await terminal.text()).slice(before.length),
    close: () => terminal.close(),
  }
}

async function openPasswordField(): Promise<Target> {
  const receiver: PageReceiver = await openChromiumPage(desktop, x11)
  const field = receiver.page.locator('#password')
  return {
    clear: async () => {
      await field.fill('')
      await field.focus()
    },
    text: () => field.inputValue(),
    close: () => receiver.close(),
  }
}
