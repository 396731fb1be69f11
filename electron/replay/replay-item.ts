/** The items of a replay as the fold keeps them: what windows and exports are given is made of these. */
import type { PlanItem, SessionEvent, Usage } from '../protocol/event.js'
import type { ReplayRow, StepTimes } from '../protocol/replay.js'

type Changing<T> = { -readonly [K in keyof T]: T[K] }

export interface ReplayItem extends Changing<ReplayRow> {
  /** label and value, in order */
  readonly facts: [string, string][]
  /** why the model did it, one paragraph each */
  why: string[]
  /** what was said, one paragraph each */
  readonly words: string[]
  /** what a tool put out */
  readonly output: string[]
  /** the plan as it stood then */
  readonly plan: readonly PlanItem[]
  /** of the whole turn, at its first step only */
  usage: Usage | null
  /** characters of tools' output that the turn's request carried for the first time */
  toolChars: number
  times: Changing<StepTimes> | null
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
