/** What a plain English task is turned into: one Step a sentence. docs/offline.md shows the sentences. */

export type Side = 'rightOf' | 'leftOf' | 'below' | 'above' | 'beside'

/** Something on the screen, by its text and by what is near. */
export interface Place {
  /** null: what is near `near`, or the window itself */
  readonly text: string | null
  /** 1, 2, 3 … in reading order, -1 the last; null when none was named */
  readonly ordinal: number | null
  readonly near: { readonly side: Side; readonly text: string } | null
  /** part of a window's title; null: any window */
  readonly window: string | null
  /** 'field': the box to write into that the text labels; 'menu': one click opens it; 'file': two do */
  readonly as: 'any' | 'field' | 'menu' | 'file'
}

export type Condition =
  | { readonly kind: 'text'; readonly place: Place; readonly isShown: boolean }
  | { readonly kind: 'window'; readonly title: string; readonly isShown: boolean }

export type ScrollEnd =
  | { readonly kind: 'times'; readonly times: number }
  | { readonly kind: 'until'; readonly condition: Condition }
  /** as far as it goes */
  | { readonly kind: 'end' }

export type ReadWhat =
  | { readonly kind: 'screen' }
  /** null: the active one */
  | { readonly kind: 'window'; readonly title: string | null }
  /** the line that holds the text, or the text near it */
  | { readonly kind: 'place'; readonly place: Place }

export type Direction = 'up' | 'down' | 'left' | 'right'

export type Step =
  | { readonly kind: 'open'; readonly place: Place }
  | {
      readonly kind: 'click'
      readonly place: Place
      readonly button: 'left' | 'right' | 'middle'
      readonly count: 1 | 2 | 3
      readonly modifiers: readonly string[]
    }
  | { readonly kind: 'hover'; readonly place: Place }
  /** `replaces`: what the field held is selected first, so that typing replaces it */
  | { readonly kind: 'type'; readonly text: string; readonly into: Place | null; readonly replaces: boolean }
  | { readonly kind: 'press'; readonly chords: readonly (readonly string[])[]; readonly repeat: number }
  | { readonly kind: 'scroll'; readonly direction: Direction; readonly over: Place | null; readonly end: ScrollEnd }
  | { readonly kind: 'drag'; readonly from: Place; readonly to: Place }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'waitUntil'; readonly condition: Condition; readonly atMostMs: number }
  | { readonly kind: 'check'; readonly condition: Condition }
  | { readonly kind: 'read'; readonly what: ReadWhat }
  | { readonly kind: 'stop' }

/** A step and the words it came from. */
export interface Statement {
  readonly step: Step
  /** as the person wrote it, without fillers */
  readonly text: string
  /** 1 for the task's first line */
  readonly line: number
}
