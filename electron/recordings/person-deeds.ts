/**
 * A person's raw input as actions: two presses close together are a double click, letters in a row are one text, keys with Ctrl or
 * Alt are a chord. Fed with events; an action is handed on when it is sure that nothing more belongs to it. PURE.
 */
import type { HumanEvent, KeyLayout, MouseButton, Point } from '../../native-bridge/types.js'
import type { Action } from '../protocol/action.js'

export interface Deed {
  /** its points in OS units */
  readonly action: Action
  /** when its first event came: the screen before that is the one it was decided on */
  readonly sinceMs: number
}

export interface Deeds {
  take(event: HumanEvent): readonly Deed[]
  /** what is complete because nothing more came until now */
  rest(nowMs: number): readonly Deed[]
  /** all that is left */
  finish(): readonly Deed[]
  /** an action has begun and is not over */
  readonly isOpen: boolean
}

const AGAIN_MS = 400
const AGAIN_PX = 5
const DRAG_PX = 8
/** letters further apart are two texts */
const PAUSE_MS = 1200
const WHEEL_MS = 500
/** what a notch scrolls in most programs, as hands turn pixels into notches */
const NOTCH_PX = 100

const HELD: Readonly<Record<string, string>> = {
  ControlLeft: 'ctrl', ControlRight: 'ctrl', AltLeft: 'alt', MetaLeft: 'meta', MetaRight: 'meta', ShiftLeft: 'shift', ShiftRight: 'shift',
} // prettier-ignore

export const createDeeds = (layout: KeyLayout): Deeds => new PersonDeeds(layout)

interface Pressed extends Point {
  readonly button: MouseButton
  readonly sinceMs: number
  readonly path: Point[]
}

type Clicked = { action: Extract<Action, { kind: 'click' }>; sinceMs: number; lastMs: number }

class PersonDeeds implements Deeds {
  private readonly down = new Set<string>()
  private pressed: Pressed | null = null
  private clicked: Clicked | null = null
  private text: { text: string; sinceMs: number; lastMs: number } | null = null
  private wheel: { action: Extract<Action, { kind: 'scroll' }>; sinceMs: number; lastMs: number } | null = null

  constructor(private readonly layout: KeyLayout) {}

  get isOpen(): boolean {
    return this.pressed !== null || this.clicked !== null || this.text !== null || this.wheel !== null
  }

  take(event: HumanEvent): readonly Deed[] {
    switch (event.kind) {
      case 'move':
        this.pressed?.path.push({ x: event.x, y: event.y })
        return []
      case 'button':
        return event.down ? this.press(event) : this.release(event)
      case 'wheel':
        return this.turn(event)
      case 'key':
        return this.key(event)
    }
  }

  rest(nowMs: number): readonly Deed[] {
    return [
      ...(this.clicked && nowMs - this.clicked.lastMs > AGAIN_MS ? this.endClick() : []),
      ...(this.wheel && nowMs - this.wheel.lastMs > WHEEL_MS ? this.endWheel() : []),
      ...(this.text && nowMs - this.text.lastMs > PAUSE_MS ? this.endText() : []),
    ]
  }

  finish(): readonly Deed[] {
    this.pressed = null
    return [...this.endClick(), ...this.endWheel(), ...this.endText()]
  }

  private modifiers(): string[] {
    return [...new Set([...this.down].flatMap((code) => HELD[code] ?? []))]
  }

  private press(event: Extract<HumanEvent, { kind: 'button' }>): readonly Deed[] {
    const { x, y, button, atMs } = event
    this.pressed = { x, y, button, sinceMs: atMs, path: [{ x, y }] }
    const isAgain =
      this.clicked?.action.button === button && isNear(this.clicked.action, event) && atMs - this.clicked.lastMs <= AGAIN_MS
    return [...this.endText(), ...this.endWheel(), ...(isAgain ? [] : this.endClick())]
  }

  private release({ x, y, button, atMs }: Extract<HumanEvent, { kind: 'button' }>): readonly Deed[] {
    const { pressed } = this
    if (pressed?.button !== button) return []
    this.pressed = null
    const modifiers = this.modifiers()
    if (!isNear(pressed, { x, y }, DRAG_PX)) {
      const path = [...thinned(pressed.path), { x, y }]
      return [...this.endClick(), { action: { kind: 'drag', path, button, modifiers }, sinceMs: pressed.sinceMs }]
    }
    const count = this.clicked ? this.clicked.action.count + 1 : 1
    const sinceMs = this.clicked?.sinceMs ?? pressed.sinceMs
    const action = {
      kind: 'click' as const,
      x: pressed.x,
      y: pressed.y,
      button,
      count: Math.min(3, count) as 1 | 2 | 3,
      modifiers,
    }
    this.clicked = { action, sinceMs, lastMs: atMs }
    return action.count === 3 ? this.endClick() : []
  }

  private turn({ x, y, dx, dy, atMs }: Extract<HumanEvent, { kind: 'wheel' }>): readonly Deed[] {
    const before = [...this.endText(), ...this.endClick()]
    const begun = this.wheel ?? {
      action: { kind: 'scroll', x, y, dx: 0, dy: 0, modifiers: this.modifiers() },
      sinceMs: atMs,
      lastMs: atMs,
    }
    const { action } = begun
    const turned = { ...action, dx: action.dx + (dx ?? 0) * NOTCH_PX, dy: action.dy + (dy ?? 0) * NOTCH_PX }
    this.wheel = { ...begun, action: turned, lastMs: atMs }
    return before
  }

  private key({ code, down, atMs }: Extract<HumanEvent, { kind: 'key' }>): readonly Deed[] {
    if (!down) {
      this.down.delete(code)
      return []
    }
    this.down.add(code)
    if (HELD[code] !== undefined || code === 'AltRight' || code === '') return []
    const before = [...this.endClick(), ...this.endWheel()]
    const held = this.modifiers()
    const shift = held.includes('shift')
    const typed = held.some((name) => name !== 'shift') ? '' : this.layout(code, { shift, level3: this.down.has('AltRight') })
    if (typed === '') return [...before, ...this.endText(), { action: chordOf(held, code), sinceMs: atMs }]
    this.text = { text: (this.text?.text ?? '') + typed, sinceMs: this.text?.sinceMs ?? atMs, lastMs: atMs }
    return before
  }

  private endClick(): readonly Deed[] {
    const { clicked } = this
    this.clicked = null
    return clicked ? [{ action: clicked.action, sinceMs: clicked.sinceMs }] : []
  }

  private endWheel(): readonly Deed[] {
    const { wheel } = this
    this.wheel = null
    return wheel && (wheel.action.dx !== 0 || wheel.action.dy !== 0) ? [{ action: wheel.action, sinceMs: wheel.sinceMs }] : []
  }

  private endText(): readonly Deed[] {
    const { text } = this
    this.text = null
    return text ? [{ action: { kind: 'type', text: text.text }, sinceMs: text.sinceMs }] : []
  }
}

const chordOf = (held: readonly string[], code: string): Action => ({ kind: 'chord', keys: [...held, code], repeat: 1 })

const isNear = (one: Point, other: Point, within = AGAIN_PX): boolean =>
  Math.abs(one.x - other.x) <= within && Math.abs(one.y - other.y) <= within

const MOST_POINTS = 40

/** A hand's way in few points. */
function thinned(path: readonly Point[]): readonly Point[] {
  const every = Math.max(1, Math.ceil(path.length / MOST_POINTS))
  return path.filter((_, index) => index % every === 0)
}
