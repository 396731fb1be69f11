import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { connect } from '../../native-bridge/platforms/linux-x11/connection.js'
import { CORE_KEYBOARD } from '../../native-bridge/platforms/linux-x11/keymap.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import {
  never,
  openChromiumPage,
  openGtkEntry,
  openXterm,
  type PageReceiver,
  PATIENCE,
  type Receiver,
  valueOf,
  wholeDisplay,
} from './receivers.js'

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('')
const UNICODE = 'Grüße aus Köln — “naïve” café, €5 · Привет, мир · 日本語 漢字 · αβγ · 😀'

let desktop: VirtualDesktop
let x11: LinuxX11

const tool = (program: string, ...args: string[]) =>
  execFileSync(program, args, { env: { ...process.env, ...desktop.env }, encoding: 'utf8' })
const type = async (text: string) => valueOf(await x11.input.send([{ kind: 'text', text }], await wholeDisplay(x11), never))
const isCapsLockOn = () => /Caps Lock:\s+on/.test(tool('xset', '-q'))

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
}, 30_000)

afterAll(async () => {
  await x11.close()
  await desktop.close()
})

describe('typing into a GTK entry', { timeout: 30_000 }, () => {
  let entry: Receiver
  beforeEach(async () => {
    entry = await openGtkEntry(desktop, x11)
  })
  afterEach(async () => {
    tool('setxkbmap', 'us')
    await entry.close()
  })

  it('all printable ASCII arrives right to the character', async () => {
    await type(ASCII)
    expect(await entry.text()).toBe(ASCII)
  })

  it('a German layout types the same ASCII, dead keys included', async () => {
    tool('setxkbmap', 'de')
    await type(ASCII)
    expect(await entry.text()).toBe(ASCII)
  })

  it('characters that the layout lacks arrive too', async () => {
    await type(UNICODE)
    expect(await entry.text()).toBe(UNICODE)
  })
})

describe('typing into a terminal', { timeout: 30_000 }, () => {
  let terminal: Receiver
  beforeAll(async () => {
    terminal = await openXterm(desktop, x11)
  }, 30_000)
  afterAll(() => terminal.close())

  const typeLine = async (text: string) => {
    const before = await terminal.text()
    await type(`${text}\n`)
    await expect.poll(async () => (await terminal.text()).slice(before.length), PATIENCE).toBe(`${text}\n`)
  }

  it('all printable ASCII arrives right to the character', () => typeLine(ASCII))
  it('a tab arrives as a tab', () => typeLine('a\tb'))
  it('characters that the layout lacks arrive too', () => typeLine(UNICODE))
  it('a carriage return with a line feed is one Return', async () => {
    const before = await terminal.text()
    await type('one\r\ntwo\n')
    await expect.poll(async () => (await terminal.text()).slice(before.length), PATIENCE).toBe('one\ntwo\n')
  })
})

describe('typing into a Chromium page', { timeout: 60_000 }, () => {
  let page: PageReceiver
  beforeAll(async () => {
    page = await openChromiumPage(desktop, x11)
  }, 60_000)
  afterAll(() => page.close())
  beforeEach(() => page.clear())
  afterEach(() => tool('setxkbmap', 'us', '-option', ''))

  const arrives = async (text: string) => {
    await type(text)
    await expect.poll(() => page.text(), PATIENCE).toBe(text)
  }

  it('all printable ASCII arrives right to the character', () => arrives(ASCII))

  it.each(['de', 'fr', 'us(dvorak)', 'ru'])('the %s layout types the same ASCII', async (layout) => {
    const [name = layout, variant] = layout.split(/[()]/)
    tool('setxkbmap', name, ...(variant ? ['-variant', variant] : []))
    await arrives(ASCII)
  })

  it('with two layouts the second one active, ASCII arrives and the layout stays', async () => {
    tool('setxkbmap', 'us,ru')
    const person = valueOf(connect(desktop.xDisplay))
    const group = () => {
      const state = Buffer.alloc(128)
      person.x.XkbGetState(person.display, CORE_KEYBOARD, state)
      return state.readUInt8(0)
    }
    person.x.XkbLockGroup(person.display, CORE_KEYBOARD, 1)
    expect(group()).toBe(1)
    await arrives('Latin & Кириллица')
    expect(group()).toBe(1)
    person.close()
  })

  it('Caps Lock garbles nothing and is on again afterwards', async () => {
    tool('xdotool', 'key', 'Caps_Lock')
    expect(isCapsLockOn()).toBe(true)
    await arrives('Mixed CASE with signs: a-Z 0-9 ?!')
    expect(isCapsLockOn()).toBe(true)
    tool('xdotool', 'key', 'Caps_Lock')
  })

  it('a tab stays in a text area, and each line is one of its own', () => arrives('name\tvalue\n\tindented\nplain, ünïcode\t漢'))

  it('in a field of one line a tab is the Tab key, which moves to the next', async () => {
    await page.page.locator('#next').focus()
    // the page tells of its focus a moment after it has it
    await expect.poll(async () => (await x11.controls.focused(never))?.isMultiline, PATIENCE).toBe(false)
    await type('second\tthird')
    await expect.poll(() => page.page.locator('#password').inputValue(), PATIENCE).toBe('third')
    expect(await page.page.locator('#next').inputValue()).toBe('second')
  })

  it.each([UNICODE, '«Ж漢»', '漢»'])('%s arrives, though the layout lacks most of it', (text) => arrives(text))

  it('more foreign characters than there are spare keys arrive', () =>
    arrives(Array.from({ length: 120 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')))

  it('a control character is refused and nothing of the text is typed', async () => {
    const sent = await x11.input.send([{ kind: 'text', text: 'before\u0007after' }], await wholeDisplay(x11), never)
    expect(sent).toMatchObject({ ok: false, problem: { kind: 'input', message: expect.stringContaining('U+0007') as string } })
    await arrives('x')
  })
})

describe('the keyboard map', { timeout: 30_000 }, () => {
  it('is as it was once the bridge is closed', async () => {
    const before = tool('xmodmap', '-pke')
    const other = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
    valueOf(await other.input.send([{ kind: 'text', text: '漢字' }], await wholeDisplay(other), never))
    expect(tool('xmodmap', '-pke')).not.toBe(before)
    await other.close()
    expect(tool('xmodmap', '-pke')).toBe(before)
  })
})
