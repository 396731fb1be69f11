/** What a replay shows: one item for each step of the session and each thing that happened between steps. */
import type { SessionEvent, Usage } from '../protocol/event.js'

/** Something drawn on the picture an action was decided on, in its pixels. */
export type Mark =
  | { readonly kind: 'ring' | 'caret'; readonly x: number; readonly y: number }
  | { readonly kind: 'scroll'; readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }
  | { readonly kind: 'path'; readonly points: readonly (readonly [number, number])[] }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export type ItemTone = 'plain' | 'warn' | 'bad' | 'good' | 'you' | 'asked'

export interface ReplayItem {
  /** steps are counted from 1; null: not a step */
  number: number | null
  icon: string
  tone: ItemTone
  title: string
  /** how it ended, in a word; '' when there is nothing to say */
  result: string
  /** ms since the session began */
  readonly atMs: number
  /** how long it took, null when that means nothing */
  ms: number | null
  /** the picture it was decided on, and the first one after it */
  before: string | null
  after: string | null
  readonly marks: Mark[]
  /** label and value, in order */
  readonly facts: (readonly [string, string])[]
  /** why, and what was said, one paragraph each */
  readonly words: string[]
  usage: Usage | null
  /** every event that belongs to it */
  readonly events: SessionEvent[]
}

export interface ReplayFrame {
  readonly id: string
  readonly width: number
  readonly height: number
  /** '1440 × 900, settled in 207 ms, 6 % changed' */
  readonly caption: string
}

export interface Replay {
  readonly items: readonly ReplayItem[]
  /** in the order in which they were taken */
  readonly frames: readonly ReplayFrame[]
}
