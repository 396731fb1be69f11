/**
 * nut-js and the hook as a machine would have them: a desktop in memory takes what nut-js is told, on a US keyboard, and the hook hears
 * every event of it, ours and a person's. The types are those that the real packages are checked against.
 */
import { Button, Key } from '@nut-tree-fork/nut-js'
import { UiohookKey } from 'uiohook-napi'
import { openFakeDesktop } from '../../../../native-bridge/platforms/fake/open-fake-desktop.js'
import type { NativeParts } from '../../../../native-bridge/platforms/nut-js/open-nut-platform.js'
import type { NutJs } from '../../../../native-bridge/platforms/nut-js/nut-js.js'
import { nutKeyName } from '../../../../native-bridge/platforms/nut-js/nut-keys.js'
import { codeOf, printedAt } from '../../../../native-bridge/platforms/nut-js/us-keyboard.js'
import { systemClock } from '../../../../native-bridge/clock.js'
import { namedKeys } from '../../../../native-bridge/keys.js'
import type { FakeDesktop } from '../../../../native-bridge/platforms/fake/fake-types.js'
import type { MouseButton, Point, Stroke } from '../../../../native-bridge/types.js'
import { recordHook, type RecordedHook } from './recorded-nut.js'

export interface NutOnDesktop {
  readonly desktop: FakeDesktop
  readonly native: NativeParts
  readonly hook: RecordedHook
}

const BUTTONS: Readonly<Record<number, MouseButton>> = {
  [Button.LEFT]: 'left',
  [Button.RIGHT]: 'right',
  [Button.MIDDLE]: 'middle',
}
const HOOK_BUTTONS: readonly MouseButton[] = ['left', 'right', 'middle', 'back', 'forward']
/** What the hook calls the modifiers. */
const HOOK_KEYS: Readonly<Record<string, keyof typeof UiohookKey>> = {
  ShiftLeft: 'Shift',
  ControlLeft: 'Ctrl',
  MetaLeft: 'Meta',
  AltLeft: 'Alt',
}
const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))

export function nutOnDesktop(): NutOnDesktop {
  const rect = { x: 20, y: 20, width: 300, height: 40 }
  const field = { kind: 'field', id: 'field', rect } as const
  const desktop = openFakeDesktop({ windows: [{ title: 'Receiver', x: 50, y: 60, width: 400, height: 200, controls: [field] }] })
  const hook = recordHook(UiohookKey)
  const keyboard = new UsKeyboard(desktop, hook)
  const press = async (button: MouseButton, down: boolean) => {
    await send(desktop, { kind: 'button', button, down })
    hook.emit(down ? 'mousedown' : 'mouseup', { ...desktop.pointer, button: HOOK_BUTTONS.indexOf(button) + 1 })
  }
  const nut: NutJs = {
    Key,
    Button,
    mouse: {
      config: { autoDelayMs: 0 },
      setPosition: async (point) => {
        await send(desktop, { kind: 'move', ...point })
        hook.emit('mousemove', point)
      },
      getPosition: () => Promise.resolve(desktop.pointer),
      pressButton: (button) => press(BUTTONS[button] ?? 'left', true),
      releaseButton: (button) => press(BUTTONS[button] ?? 'left', false),
      doubleClick: async (button) => {
        for (const down of [true, false, true, false]) await press(BUTTONS[button] ?? 'left', down)
      },
      ...wheel(desktop, hook),
    },
    keyboard: {
      config: { autoDelayMs: 0 },
      pressKey: (...keys) => keyboard.toggle(keys, true),
      releaseKey: (...keys) => keyboard.toggle(keys, false),
    },
    clipboard: { getContent: () => Promise.resolve(''), setContent: () => Promise.resolve() },
    screen: screenOf(desktop),
    ...windowsOf(desktop),
  }
  const native: NativeParts = {
    loadNut: () => Promise.resolve(nut),
    loadHook: () => Promise.resolve(hook.hook),
    loadSideButtons: () => (button, down) => void press(button, down),
    screenshot: () => Promise.reject(new Error('The grab of nut-js is enough.')),
    clock: systemClock,
  }
  return { desktop, native, hook }
}

const never = new AbortController().signal

/** To the desktop itself, in OS units. */
async function send(desktop: FakeDesktop, stroke: Stroke): Promise<void> {
  const [display] = await desktop.bridge.displays.list().then((listed) => (listed.ok ? listed.value : []))
  if (!display) throw new Error('no display')
  const sent = await desktop.bridge.input.send([stroke], { display, picture: display }, never)
  if (!sent.ok) throw new Error(sent.problem.message)
}

/** Keys by position: with Shift held a key types what a US keyboard prints there. */
class UsKeyboard {
  private isShift = false
  private readonly codes = new Map<number, string>()

  constructor(
    private readonly desktop: FakeDesktop,
    private readonly hook: RecordedHook,
  ) {
    const named = namedKeys().map((name) => codeOf({ kind: 'named', name }))
    for (const code of [...named, ...ASCII.map((character) => printedAt(character)?.code)]) {
      const name = code ? nutKeyName(code) : null
      if (code && name) this.codes.set(Key[name], code)
    }
  }

  async toggle(keys: readonly Key[], down: boolean): Promise<void> {
    for (const key of keys) {
      const code = this.codes.get(key)
      if (code === undefined) throw new Error(`nut-js has no key ${key}`)
      if (code.startsWith('Shift')) this.isShift = down
      await send(this.desktop, { kind: 'key', key: this.keyAt(code), down })
      const name = HOOK_KEYS[code] ?? code.replace(/^(Key|Digit)/, '')
      this.hook.emit(down ? 'keydown' : 'keyup', { keycode: (UiohookKey as Readonly<Record<string, number>>)[name] ?? 0 })
    }
  }

  private keyAt(code: string): string {
    const printed = ASCII.find((character) => {
      const at = printedAt(character)
      return at?.code === code && at.shift === this.isShift
    })
    return printed === undefined || printed === ' ' ? code : printed
  }
}

function wheel(desktop: FakeDesktop, hook: RecordedHook) {
  const turn = async (dx: number, dy: number) => {
    await send(desktop, { kind: 'wheel', dx, dy })
    hook.emit('wheel', desktop.pointer)
  }
  return {
    scrollUp: (amount: number) => turn(0, -amount),
    scrollDown: (amount: number) => turn(0, amount),
    scrollLeft: (amount: number) => turn(-amount, 0),
    scrollRight: (amount: number) => turn(amount, 0),
  }
}

function screenOf({ bridge }: FakeDesktop): NutJs['screen'] {
  const display = async () => {
    const listed = await bridge.displays.list()
    if (!listed.ok || !listed.value[0]) throw new Error('no display')
    return listed.value[0]
  }
  return {
    width: async () => (await display()).width,
    height: async () => (await display()).height,
    grab: async () => {
      const grabbed = await bridge.capture.grab(await display(), never)
      if (!grabbed.ok) throw new Error(grabbed.problem.message)
      const { width, height, data } = grabbed.value
      // nut-js' images are blue, green, red
      const swapped = Uint8Array.from(data)
      if (grabbed.value.format === 'rgba')
        for (let at = 0; at < data.length; at += 4) [swapped[at], swapped[at + 2]] = [data[at + 2] ?? 0, data[at] ?? 0]
      return { width, height, data: swapped, channels: 4, byteWidth: width * 4, pixelDensity: { scaleX: 1, scaleY: 1 } }
    },
  }
}

function windowsOf({ bridge }: FakeDesktop): Pick<NutJs, 'getWindows' | 'getActiveWindow'> {
  const list = async () => {
    const listed = await bridge.windows.list()
    return listed.ok ? listed.value : []
  }
  const asNut = (window: Point & { title: string; width: number; height: number }) => ({
    getTitle: () => Promise.resolve(window.title),
    getRegion: () => Promise.resolve({ left: window.x, top: window.y, width: window.width, height: window.height }),
  })
  return {
    getWindows: async () => (await list()).map(asNut),
    getActiveWindow: async () => {
      const active = (await list()).find((window) => window.active)
      if (!active) throw new Error('No window is active.')
      return asNut(active)
    },
  }
}
