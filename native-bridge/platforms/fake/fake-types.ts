/** What a desktop in memory is made of, and the handle by which tests and demos look into it. */
import type { Clock } from '../../clock.js'
import type { Bridge, Codec } from '../../bridge.js'
import type { BridgeProblem, Display, HumanEvent, KeyName, MouseButton, Point, Rect, Stroke } from '../../types.js'

/** Rectangles of controls are OS units from the top left of their window's client area. */
export type FakeControlSpec =
  | { readonly kind: 'label'; readonly id?: string; readonly text: string; readonly x: number; readonly y: number }
  | {
      readonly kind: 'button'
      readonly id?: string
      readonly text: string
      readonly rect: Rect
      /** `clicks` is 2 for the second click of a double click; the first one came with 1 */
      readonly onClick?: (desktop: FakeDesktop, click: { button: MouseButton; clicks: number }) => void
    }
  | {
      readonly kind: 'field'
      readonly id: string
      readonly rect: Rect
      readonly text?: string
      /** Return makes a new line and Tab a tab character; otherwise they submit and move on */
      readonly multiline?: boolean
      /** shows no more of its text than how long it is */
      readonly isPassword?: boolean
      /** its label, as accessibility tells it; '' if not given */
      readonly name?: string
      readonly onSubmit?: (desktop: FakeDesktop, text: string) => void
    }
  | { readonly kind: 'list'; readonly id: string; readonly rect: Rect; readonly items: readonly string[] }
  /** shows the seconds of the clock; a small thing that changes by itself */
  | { readonly kind: 'clock'; readonly id?: string; readonly x: number; readonly y: number; readonly everyMs?: number }
  /** changes as a whole at every grab while it is there: a film */
  | { readonly kind: 'film'; readonly id?: string; readonly rect: Rect; readonly everyMs?: number }

export interface FakeWindowSpec extends Rect {
  readonly id?: string
  readonly title: string
  readonly app?: string
  /** address of the web page that it shows */
  readonly url?: string
  readonly controls?: readonly FakeControlSpec[]
  /** by chord as `ctrl+s`, in the order ctrl, alt, shift, meta, or a key alone (`f5`, `enter`); one without an entry is only recorded */
  readonly onChord?: Readonly<Record<string, (desktop: FakeDesktop) => void>>
}

export interface FakeDesktopOptions {
  /** default: one of 1280x800 */
  readonly displays?: readonly Display[]
  /** bottom first; the last one is active */
  readonly windows?: readonly FakeWindowSpec[]
  readonly clock?: Clock
  /** default: sharp */
  readonly codec?: Codec
  /** show a blinking caret in the focused field (530 ms); default false */
  readonly blinkCaret?: boolean
}

/** One thing that arrived at the desktop, in OS units, and where it landed. */
export type FakeEvent =
  | { readonly kind: 'move'; readonly x: number; readonly y: number }
  | {
      readonly kind: 'button'
      readonly button: MouseButton
      readonly down: boolean
      readonly x: number
      readonly y: number
      readonly window: string | null
      readonly control: string | null
    }
  | {
      readonly kind: 'wheel'
      readonly dx: number
      readonly dy: number
      readonly x: number
      readonly y: number
      readonly window: string | null
    }
  | { readonly kind: 'key'; readonly key: KeyName; readonly down: boolean; readonly window: string | null }
  | { readonly kind: 'text'; readonly text: string; readonly window: string | null }

export type FakeFailure = 'displays' | 'capture' | 'input' | 'text' | 'windows' | 'human'

export interface FakeDesktop {
  readonly bridge: Bridge
  /** strokes as they were sent, picture px, in order */
  readonly strokes: readonly Stroke[]
  /** what arrived, OS units */
  readonly events: readonly FakeEvent[]
  /** number of grabs so far */
  readonly grabs: number
  readonly pointer: Point

  openWindow(spec: FakeWindowSpec): string
  /** by id or title */
  closeWindow(window: string): void
  /** brings it to the front and gives it the keyboard */
  activate(window: string): void
  /** text of a field or label, or a list's first visible item; null when there is none with that id */
  textOf(control: string): string | null
  setText(control: string, text: string): void
  /** number of finished clicks on a control */
  clicksOn(control: string): number
  /** the middle of a control in OS units, for tests that click it */
  centerOf(control: string): Point
  /** id of the control that has the keyboard */
  readonly focused: string | null
  /** Lets `change` happen `ms` from now by the desktop's clock: seen by the first look after that. */
  later(ms: number, change: (desktop: FakeDesktop) => void): void

  /** Plants a failure: the next `times` calls (default 1, Infinity allowed) fail with it. `afterStrokes`: input fails in the middle. */
  fail(what: FakeFailure, plan?: { problem?: BridgeProblem; times?: number; afterStrokes?: number }): void
  /** No display is left: everything fails with 'no-display' from now on. */
  loseDisplays(): void

  readonly human: {
    /** what a person does: reported to whoever watches */
    emit(event: HumanEvent): void
    readonly watchers: number
  }
}
