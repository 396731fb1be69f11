/** A person's input through uiohook-napi, which sees everything: what stands in the ledger is ours and left out. */
import type { HumanInput } from '../../bridge.js'
import { done, reasonOf, refused } from '../../outcome.js'
import type { HumanEvent, MouseButton } from '../../types.js'
import { SENT_WHEEL, sentButton, sentKey, sentMove, type SentLedger } from './sent-ledger.js'

export interface HookKeyEvent {
  readonly keycode: number
}
export interface HookMouseEvent {
  readonly x: number
  readonly y: number
  readonly button?: unknown
}

/** What is used of uiohook-napi; the real one is checked against it as it is loaded. */
export interface Hook {
  readonly keys: Readonly<Record<string, number>>
  on(event: 'keydown' | 'keyup', listener: (event: HookKeyEvent) => void): unknown
  on(event: 'mousedown' | 'mouseup' | 'mousemove' | 'wheel', listener: (event: HookMouseEvent) => void): unknown
  removeAllListeners(): unknown
  start(): void
  stop(): void
}

export async function loadHook(): Promise<Hook> {
  const { uIOhook, UiohookKey } = await import('uiohook-napi')
  return {
    keys: UiohookKey,
    on: (event: string, listener: (event: never) => void) => uIOhook.on(event as 'input', listener as () => void),
    removeAllListeners: () => uIOhook.removeAllListeners(),
    start: () => uIOhook.start(),
    stop: () => uIOhook.stop(),
  }
}

const BUTTONS: readonly MouseButton[] = ['left', 'right', 'middle', 'back', 'forward']
const SIDES: Readonly<Record<string, string>> = {
  Ctrl: 'ControlLeft',
  CtrlRight: 'ControlRight',
  Alt: 'AltLeft',
  Shift: 'ShiftLeft',
  Meta: 'MetaLeft',
}

export function createHookHuman(load: () => Promise<Hook>, ledger: SentLedger, now: () => number): HumanInput {
  return {
    watch: async (listener) => {
      try {
        const hook = await load()
        ledger.forget()
        listen(hook, ledger, now, listener)
        hook.start()
        return done(() => {
          hook.removeAllListeners()
          hook.stop()
        })
      } catch (thrown) {
        return refused('no-permission', `A person's input cannot be watched: ${reasonOf(thrown)}`)
      }
    },
  }
}

function listen(hook: Hook, ledger: SentLedger, now: () => number, report: (event: HumanEvent) => void): void {
  const codes = codesOf(hook)
  for (const down of [true, false]) {
    hook.on(down ? 'keydown' : 'keyup', ({ keycode }) => {
      const code = codes.get(keycode) ?? ''
      if (!ledger.crossOut(sentKey(code, down))) report({ kind: 'key', code, down, atMs: now() })
    })
    hook.on(down ? 'mousedown' : 'mouseup', ({ x, y, button }) => {
      const name = BUTTONS[Number(button) - 1] ?? 'left'
      if (!ledger.crossOut(sentButton(name, down))) report({ kind: 'button', button: name, down, x, y, atMs: now() })
    })
  }
  hook.on('mousemove', ({ x, y }) => {
    if (!ledger.crossOut(sentMove(x, y))) report({ kind: 'move', x, y, atMs: now() })
  })
  hook.on('wheel', ({ x, y }) => {
    if (!ledger.crossOut(SENT_WHEEL)) report({ kind: 'wheel', x, y, atMs: now() })
  })
}

/** DOM code by the hook's number. Its names are DOM-like but for letters, digits and left modifiers. */
function codesOf(hook: Hook): ReadonlyMap<number, string> {
  const dom = (name: string): string => {
    if (/^[A-Z]$/.test(name)) return `Key${name}`
    if (/^\d$/.test(name)) return `Digit${name}`
    return SIDES[name] ?? name
  }
  // Keypad keys with NumLock off share their numbers with others; the plain names come first and stay.
  const codes = new Map<number, string>()
  for (const [name, number] of Object.entries(hook.keys)) {
    if (!codes.has(number)) codes.set(number, dom(name))
  }
  return codes
}
