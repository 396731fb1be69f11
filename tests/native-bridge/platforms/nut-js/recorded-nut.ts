/** A nut-js and a hook that write down what they are told, and fail when told to. */
import { Button, Key } from '@nut-tree-fork/nut-js'
import type { Hook, HookKeyEvent, HookMouseEvent } from '../../../../native-bridge/platforms/nut-js/hook-human.js'
import type { NutImage, NutJs, NutPoint } from '../../../../native-bridge/platforms/nut-js/nut-js.js'

export interface RecordedNut {
  readonly nut: NutJs
  /** `+LeftShift`, `-A`, `move 3,4`, `+LEFT`, `down 120`, `clipboard text` */
  readonly calls: string[]
  clipboard: string | Error
  image: NutImage | Error
  /** the next call rejects with it */
  failure: Error | null
}

export function recordNut(width = 1000, height = 600, density = 1): RecordedNut {
  const calls: string[] = []
  let pointer: NutPoint = { x: 5, y: 5 }
  const note = (call: string): Promise<void> => {
    const { failure } = recorded
    recorded.failure = null
    if (failure) return Promise.reject(failure)
    calls.push(call)
    return Promise.resolve()
  }
  const windows = [
    { title: 'Notes', left: 10, top: 20, width: 300, height: 200 },
    { title: '', left: 0, top: 0, width: 1000, height: 24 },
  ].map((window) => ({ getTitle: () => Promise.resolve(window.title), getRegion: () => Promise.resolve(window) }))
  const px = { width: width * density, height: height * density }
  const recorded: RecordedNut = {
    calls,
    clipboard: 'what the person copied',
    failure: null,
    image: {
      ...px,
      channels: 4,
      byteWidth: px.width * 4,
      data: new Uint8Array(px.width * px.height * 4),
      pixelDensity: { scaleX: density, scaleY: density },
    },
    nut: {
      Key,
      Button,
      mouse: {
        config: { autoDelayMs: 100 },
        setPosition: (point) => {
          pointer = point
          return note(`move ${point.x},${point.y}`)
        },
        getPosition: () => Promise.resolve(pointer),
        pressButton: (button) => note(`+${Button[button]}`),
        releaseButton: (button) => note(`-${Button[button]}`),
        doubleClick: (button) => note(`twice ${Button[button]}`),
        scrollUp: (amount) => note(`up ${amount}`),
        scrollDown: (amount) => note(`down ${amount}`),
        scrollLeft: (amount) => note(`left ${amount}`),
        scrollRight: (amount) => note(`right ${amount}`),
      },
      keyboard: {
        config: { autoDelayMs: 300 },
        pressKey: (...keys) => note(keys.map((key) => `+${Key[key]}`).join(' ')),
        releaseKey: (...keys) => note(keys.map((key) => `-${Key[key]}`).join(' ')),
      },
      clipboard: {
        getContent: () =>
          recorded.clipboard instanceof Error ? Promise.reject(recorded.clipboard) : Promise.resolve(recorded.clipboard),
        setContent: (text) => {
          recorded.clipboard = text
          return note(`clipboard ${text}`)
        },
      },
      screen: {
        width: () => Promise.resolve(width),
        height: () => Promise.resolve(height),
        grab: () => (recorded.image instanceof Error ? Promise.reject(recorded.image) : Promise.resolve(recorded.image)),
      },
      getWindows: () => Promise.resolve(windows),
      getActiveWindow: () => Promise.resolve(windows[0] as (typeof windows)[number]),
    },
  }
  return recorded
}

type Listener = (event: HookKeyEvent & HookMouseEvent) => void

export interface RecordedHook {
  readonly hook: Hook
  isRunning: boolean
  emit(event: string, what: Partial<HookKeyEvent & HookMouseEvent>): void
}

export function recordHook(keys: Hook['keys']): RecordedHook {
  const listeners = new Map<string, Listener>()
  const recorded: RecordedHook = {
    isRunning: false,
    emit: (event, what) => listeners.get(event)?.({ keycode: 0, x: 0, y: 0, ...what }),
    hook: {
      keys,
      on: (event: string, listener: (event: never) => void) => listeners.set(event, listener as Listener),
      removeAllListeners: () => listeners.clear(),
      start: () => {
        recorded.isRunning = true
      },
      stop: () => {
        recorded.isRunning = false
      },
    },
  }
  return recorded
}
