/**
 * The nouns of the desktop: plain data, no behaviour, imports nothing.
 *
 * Three coordinate spaces, named wherever a number has one:
 *   - picture px: pixels of the picture a model was sent (origin top left of the display);
 *   - display px: physical pixels of one display's own frame buffer;
 *   - OS units: what the OS's input calls take, over all displays (X11 and Windows: physical
 *     pixels of the virtual screen; macOS: points). The origin may lie inside, so values may be negative.
 * Only `geometry.ts` converts between them.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Rect extends Point, Size {}

/** One display. x, y, width, height in OS units; `scale` is display px per OS unit. */
export interface Display extends Rect {
  readonly id: string
  readonly scale: number
  readonly primary: boolean
}

/** Uncompressed pixels, 4 bytes each, rows without padding. The alpha byte means nothing (X11 leaves it 0). */
export interface RawImage extends Size {
  readonly data: Uint8Array
  readonly format: 'bgra' | 'rgba'
}

export type PictureMime = 'image/jpeg' | 'image/png' | 'image/webp'

/** Encoded pixels. `id` is the lower-case hex sha-256 of `bytes`. */
export interface Picture extends Size {
  readonly id: string
  readonly bytes: Uint8Array
  readonly mime: PictureMime
}

/** Ties picture px to a place on a display: the whole display, scaled once. */
export interface PictureSpace {
  readonly display: Display
  readonly picture: Size
}

/** Why a look ended: see CONTRACT 6 "Freshness". */
export type LookReason =
  /** nothing had been done before it (first look, or after a pause) */
  | 'first'
  /** something changed and then kept still */
  | 'settled'
  /** nothing changed in the time given to a first change */
  | 'unchanged'
  /** it was still changing when the patience ran out */
  | 'gave-up'

/** One settled view of one display. */
export interface Look {
  readonly space: PictureSpace
  /** display px, whole display; masked as the picture is */
  readonly raw: RawImage
  /** what the model is sent */
  readonly picture: Picture
  readonly reason: LookReason
  /** ms from the start of the look to the moment the picture was taken */
  readonly settledMs: number
  /** share of the display's area that differs from the look before it, 0..1 (1 for a first look) */
  readonly changed: number
  /** bounds of that difference, display px; null when nothing differs */
  readonly changedRect: Rect | null
  /** what was painted over, display px */
  readonly masked?: readonly Rect[]
}

export type MouseButton = 'left' | 'right' | 'middle' | 'back' | 'forward'

/**
 * A key by name. Any name of `keys.ts` (model names, X keysyms, DOM codes, single characters), any case;
 * a name it does not know is refused before anything is pressed.
 */
export type KeyName = string

/** One input event or a short run of them. Points are picture px; wheel deltas are picture px, +x right, +y down. */
export type Stroke =
  | { readonly kind: 'move'; readonly x: number; readonly y: number }
  | { readonly kind: 'button'; readonly button: MouseButton; readonly down: boolean }
  | { readonly kind: 'wheel'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'key'; readonly key: KeyName; readonly down: boolean }
  /**
   * typed character for character; `\n` is Return; `\t` is a tab character where the focused control keeps one, else the Tab key.
   * A secret never touches the clipboard.
   */
  | { readonly kind: 'text'; readonly text: string; readonly isSecret?: boolean }
  | { readonly kind: 'pause'; readonly ms: number }

/** A top-level window. x, y, width, height in OS units, without the frame the window manager draws. */
export interface DesktopWindow extends Rect {
  readonly id: string
  readonly title: string
  /** program name as the OS tells it (X11: WM_CLASS), '' if unknown */
  readonly app: string
  readonly pid: number | null
  readonly active: boolean
}

/** Words on one line of the screen. Rects are display px of the picture that was read. `confidence` 0..100. */
export interface TextWord extends Rect {
  readonly text: string
  readonly confidence: number
}

export interface TextLine extends Rect {
  readonly text: string
  readonly confidence: number
  readonly words: readonly TextWord[]
}

/** One control of a program, as the OS's accessibility tells it. Empty strings and null where it tells nothing. */
export interface Control {
  /** what it is, in the words of ARIA: 'button', 'textbox', 'link', 'menuitem', 'password' …; '' if unknown */
  readonly role: string
  /** what is written on it, or its label */
  readonly name: string
  /** OS units; null when not told */
  readonly rect: Rect | null
  readonly isEditable: boolean
  /** text with more than one line: a tab character or a Return stays in it */
  readonly isMultiline: boolean
  /** what is typed there is not shown */
  readonly isPassword: boolean
  /** program that shows it, as in DesktopWindow.app */
  readonly app: string
  /** address of the web page it is part of, null elsewhere */
  readonly url: string | null
}

/** Real input: everything Deskhand did not send itself, other programs' synthetic input included. */
export type HumanEvent =
  /** OS units */
  | { readonly kind: 'move'; readonly x: number; readonly y: number; readonly atMs: number }
  | {
      readonly kind: 'button'
      readonly button: MouseButton
      readonly down: boolean
      readonly x: number
      readonly y: number
      readonly atMs: number
    }
  /** `dx`, `dy`: notches, +x right, +y down; left out where the platform does not tell */
  | {
      readonly kind: 'wheel'
      readonly x: number
      readonly y: number
      readonly dx?: number
      readonly dy?: number
      readonly atMs: number
    }
  /** `code` is the key's position as a DOM KeyboardEvent.code, 'Period' for instance; '' when unknown */
  | { readonly kind: 'key'; readonly code: string; readonly down: boolean; readonly atMs: number }

/** What a key types in the layout of now, by its DOM code and what is held with it; '' when it types nothing. */
export type KeyLayout = (code: string, held: { readonly shift: boolean; readonly level3: boolean }) => string

export interface Permission {
  readonly name: 'screen' | 'input' | 'input-monitoring'
  readonly granted: boolean
  /** one sentence; what to do when not granted */
  readonly detail: string
  /** opens the OS's settings page for it, where there is one */
  readonly link?: string
}

/** The failures a bridge expects. Each is also a kind of protocol Problem. */
export type BridgeProblemKind =
  | 'no-display'
  | 'no-permission'
  | 'capture'
  | 'input'
  | 'unknown-key'
  | 'outside-picture'
  | 'own-window'
  | 'text'
  | 'codec'
  | 'open-program'
  | 'aborted'

export interface BridgeProblem {
  readonly kind: BridgeProblemKind
  /** one sentence for a person, without a stack, saying what to do where something can be done */
  readonly message: string
  readonly retryable: boolean
}

/** An expected failure is a value. Ports that return one never reject for it. */
export type Outcome<T, P = BridgeProblem> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P }
