/** Every key name that is accepted, pressed over a page that writes down which key the program took it for. */
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { keyNames, namedKeys, resolveKey } from '../../native-bridge/keys.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { Stroke } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { never, openChromiumPage, type PageEvent, type PageReceiver, PATIENCE, valueOf, wholeDisplay } from './receivers.js'

let desktop: VirtualDesktop
let x11: LinuxX11
let page: PageReceiver

type KeyEvent = Extract<PageEvent, { key: string }>

const send = async (...strokes: Stroke[]) => valueOf(await x11.input.send(strokes, await wholeDisplay(x11), never))
const down = (key: string): Stroke => ({ kind: 'key', key, down: true })
const up = (key: string): Stroke => ({ kind: 'key', key, down: false })
const chord = (...keys: string[]): Stroke[] => [...keys.map(down), ...[...keys].reverse().map(up)]
const seen = async (type: KeyEvent['type']) =>
  (await page.seen()).filter((event): event is KeyEvent => event.type === type && 'key' in event)

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
  page = await openChromiumPage(desktop, x11)
}, 60_000)

afterAll(async () => {
  await page.close()
  await x11.close()
  await desktop.close()
})

beforeEach(async () => {
  await page.clear()
  await page.mute()
})
afterEach(() => x11.input.releaseAll())

interface Pressed {
  readonly code: string
  readonly key: string
}

/** Presses each by itself and tells what the page saw: the key without the modifiers that were needed for it, one entry a name. */
async function pressed(names: readonly string[]): Promise<Record<string, Pressed>> {
  await page.clear()
  await page.mute()
  await send(...names.flatMap((name) => chord(name)))
  const isNamed = (name: string) => keyOf(name).kind === 'named'
  const expected = names.length + names.filter((name) => !isNamed(name) && needsShift(keyOf(name).name)).length
  await expect.poll(async () => (await seen('keyup')).length, PATIENCE).toBe(expected)
  const events = [...(await seen('keydown'))]
  return Object.fromEntries(
    names.map((name) => {
      let event = events.shift()
      if (!isNamed(name) && event?.key === 'Shift') event = events.shift()
      return [name, { code: event?.code ?? '', key: event?.key ?? '' }]
    }),
  )
}

const keyOf = (name: string) => valueOf(resolveKey(name))
/** on the US layout */
const needsShift = (character: string) => '~!@#$%^&*()_+{}|:"<>?'.includes(character)

/** KeyboardEvent.code of the canonical names that are not codes themselves. */
const LEFT: Readonly<Record<string, string>> = { Control: 'ControlLeft', Shift: 'ShiftLeft', Alt: 'AltLeft', Meta: 'MetaLeft' }
/** KeyboardEvent.key where it says less, or something else, than the name: '' where Chromium has none for the key. */
const PRINTS: Readonly<Record<string, string>> = {
  ControlRight: 'Control', ShiftRight: 'Shift', AltRight: 'Alt', MetaRight: 'Meta', Space: ' ', NumpadEnter: 'Enter',
  NumpadAdd: '+', NumpadSubtract: '-', NumpadMultiply: '*', NumpadDivide: '/', NumpadDecimal: '.', NumpadEqual: '=',
} // prettier-ignore
/** Chromium has no key value for what layouts put there. */
const WITHOUT_VALUE = /^F(19|2[0-4])$/

describe('every name is the key it says', { timeout: 60_000 }, () => {
  it('all canonical names arrive as the code and the key of that name', async () => {
    const names = namedKeys().filter((name) => name !== 'AltGraph')
    const expected = names.map((name) => {
      const digit = /^Numpad(\d)$/.exec(name)?.[1]
      return [name, { code: LEFT[name] ?? name, key: WITHOUT_VALUE.test(name) ? '\0' : (digit ?? PRINTS[name] ?? name) }]
    })
    expect(await pressed(names)).toEqual(Object.fromEntries(expected))
    expect(Object.values(await pressed(['AltGr']))).toMatchObject([{ key: 'AltGraph' }])
  })

  it('all other names arrive as their canonical one does', async () => {
    const names = keyNames().filter((name) => keyOf(name).kind === 'named')
    const codes = (all: Record<string, Pressed>) =>
      Object.fromEntries(Object.entries(all).map(([name, { code }]) => [name, code]))
    const canonical = codes(await pressed(namedKeys()))
    expect(codes(await pressed(names))).toEqual(Object.fromEntries(names.map((name) => [name, canonical[keyOf(name).name]])))
  })

  it('all names of characters type that character', async () => {
    const names = keyNames().filter((name) => keyOf(name).kind === 'character')
    expect(names.length).toBeGreaterThan(0)
    const arrived = await pressed(names)
    expect(Object.fromEntries(names.map((name) => [name, arrived[name]?.key]))).toEqual(
      Object.fromEntries(names.map((name) => [name, keyOf(name).name])),
    )
  })

  it.each([
    ['model names', 'ENTER RETURN ESC ESCAPE TAB SPACE BACKSPACE DELETE DEL INSERT HOME END PAGEUP PAGE_UP PGUP PAGEDOWN PAGE_DOWN PGDN UP ARROWUP DOWN ARROWDOWN LEFT ARROWLEFT RIGHT ARROWRIGHT CTRL CONTROL SHIFT ALT OPTION META CMD COMMAND SUPER WIN WINDOWS CAPSLOCK F1 F12 / \\ c',
      'Enter Enter Escape Escape Tab Space Backspace Delete Delete Insert Home End PageUp PageUp PageUp PageDown PageDown PageDown ArrowUp ArrowUp ArrowDown ArrowDown ArrowLeft ArrowLeft ArrowRight ArrowRight ControlLeft ControlLeft ShiftLeft AltLeft AltLeft MetaLeft MetaLeft MetaLeft MetaLeft MetaLeft MetaLeft CapsLock F1 F12 Slash Backslash KeyC'],
    ['X keysyms', 'Return Escape space BackSpace Home Page_Up Prior Page_Down Next Up Control_L Control_R Shift_R Alt_L Super_L Super_R Caps_Lock KP_Enter KP_7 slash backslash Menu',
      'Enter Escape Space Backspace Home PageUp PageUp PageDown PageDown ArrowUp ControlLeft ControlRight ShiftRight AltLeft MetaLeft MetaRight CapsLock NumpadEnter Numpad7 Slash Backslash ContextMenu'],
    ['DOM codes', 'KeyA Digit1 Minus Equal BracketLeft Backquote Quote Semicolon Comma Period Slash Backslash ControlLeft ShiftRight AltLeft MetaLeft Numpad1 NumpadEnter ArrowDown ContextMenu F24',
      'KeyA Digit1 Minus Equal BracketLeft Backquote Quote Semicolon Comma Period Slash Backslash ControlLeft ShiftRight AltLeft MetaLeft Numpad1 NumpadEnter ArrowDown ContextMenu F24'],
  ])('the vocabulary of %s', async (_, names, codes) => {
    const wanted = names.split(' ')
    const arrived = await pressed(wanted)
    expect(wanted.map((name) => arrived[name]?.code).join(' ')).toBe(codes)
  }) // prettier-ignore
})

describe('keys together', { timeout: 30_000 }, () => {
  const chords = async () => (await seen('keydown')).map(({ chord: name }) => name)

  it('a chord is pressed in order and let go in reverse', async () => {
    await send(...chord('Control_L', 'SHIFT', 'KeyK'))
    await expect.poll(async () => (await seen('keyup')).length, PATIENCE).toBe(3)
    const order = (await page.seen()).flatMap((event) => ('key' in event ? [`${event.type} ${event.code}`] : []))
    const codes = ['ControlLeft', 'ShiftLeft', 'KeyK']
    expect(order).toEqual([...codes.map((code) => `keydown ${code}`), ...codes.reverse().map((code) => `keyup ${code}`)])
  })

  it('a chord said three times arrives three times', async () => {
    await send(...Array.from({ length: 3 }, () => chord('alt', 'j')).flat())
    await expect.poll(async () => (await chords()).filter((name) => name === 'alt+j').length, PATIENCE).toBe(3)
    expect((await seen('keydown')).length).toBe(6)
  })

  it('a held key repeats until it is let go, and a held modifier does not', async () => {
    await send(down('shift'), down('ArrowRight'))
    await expect.poll(async () => (await chords()).length, PATIENCE).toBeGreaterThan(5)
    await send(up('ArrowRight'), up('shift'))
    await expect.poll(async () => (await seen('keyup')).map(({ code }) => code), PATIENCE).toEqual(['ArrowRight', 'ShiftLeft'])
    const [first, ...others] = await chords()
    expect(first).toBe('shift+Shift')
    expect(new Set(others)).toEqual(new Set(['shift+ArrowRight']))
  })

  it.each(['us', 'de', 'fr', 'ru', 'dvorak'])('under the %s layout a shortcut does what its letter says', async (layout) => {
    const [name, variant] = layout === 'dvorak' ? ['us', 'dvorak'] : [layout, '']
    const setLayout = (...args: string[]) => execFileSync('setxkbmap', args, { env: { ...process.env, ...desktop.env } })
    await page.clear()
    setLayout(name, '-variant', variant)
    try {
      await send({ kind: 'text', text: 'to be selected' }, ...chord('CTRL', 'a'), ...chord('ctrl', 'KeyX'))
      await expect.poll(() => page.text(), PATIENCE).toBe('')
      await send(...chord('ctrl', 'v'), ...chord('ctrl', 'v'))
      await expect.poll(() => page.text(), PATIENCE).toBe('to be selectedto be selected')
    } finally {
      setLayout('us', '-variant', '')
    }
  })

  it.each([
    ['entr', 'Enter'],
    ['PAGEDWN', 'PageDown'],
    ['Contrl_L', 'Control'],
    ['KeyAA', 'a'],
  ])('%s is refused with %s as the nearest, and nothing is pressed', async (wrong, nearest) => {
    const strokes = [...chord('ctrl', 'b'), { kind: 'text', text: 'before' } as const, ...chord('ctrl', wrong)]
    const sent = await x11.input.send(strokes, await wholeDisplay(x11), never)
    expect(sent).toMatchObject({ ok: false, problem: { kind: 'unknown-key' } })
    expect(!sent.ok && sent.problem.message).toContain(`nearest name is ${nearest}.`)
    await send(...chord('Escape'))
    await expect.poll(chords, PATIENCE).toEqual(['Escape'])
  })
})
