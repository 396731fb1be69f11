/** The shape of what a window shows of one session: nouns only. session-view.ts fills it from events. */
import type { Action } from '../../electron/protocol/action.js'
import type { ControlBy } from '../../electron/protocol/command.js'
import type { FinishStatus, PlanItem, Totals, Usage } from '../../electron/protocol/event.js'
import type { Problem } from '../../electron/protocol/problem.js'
import type { ActionMark } from './describe-action.js'
import type { KnownLimits } from './event-words.js'

export type RowState = 'waiting' | 'live' | 'done' | 'noeffect' | 'failed' | 'denied' | 'skipped' | 'interrupted'

export interface Picture {
  readonly frame: string
  readonly width: number
  readonly height: number
}

interface Point {
  readonly x: number
  readonly y: number
}

export interface TraceRow {
  readonly id: string
  readonly turn: number
  /** null for a tool call */
  readonly action: Action | null
  readonly title: string
  readonly why: string
  readonly state: RowState
  /** a word whenever it is not done; the time it took when it is */
  readonly note: string
  readonly picture: Picture | null
  readonly mark: ActionMark | null
  /** where the pointer was before */
  readonly from: Point | null
  readonly deniedBy: 'you' | 'rule' | 'nobody' | null
}

export interface SteerView {
  readonly id: string
  readonly text: string
  readonly when: 'now' | 'next-turn'
  readonly state: 'pending' | 'delivered' | 'applied'
}

export interface OpenApproval {
  readonly id: string
  readonly for: string
  readonly what: string
  readonly where: string
  readonly why: string
  readonly risk: 'low' | 'medium' | 'high'
  readonly rule: string
  readonly spot?: { readonly frame: string; readonly x: number; readonly y: number } | undefined
  readonly expiresAtMs: number
  readonly askedAtMs: number
}
export interface OpenQuestion {
  readonly id: string
  readonly text: string
  readonly choices: readonly string[]
  readonly kind: 'text' | 'choice' | 'confirm' | 'file'
}

export interface SessionView {
  readonly session: string
  readonly lastSeq: number
  readonly task: string
  readonly model: string
  readonly provider: string
  /** null: the model's default */
  readonly effort: string | null
  readonly limits: KnownLimits
  readonly turn: number
  readonly rows: readonly TraceRow[]
  readonly plan: readonly PlanItem[]
  readonly steers: readonly SteerView[]
  readonly question: OpenQuestion | null
  readonly approval: OpenApproval | null
  /** the last approval that ran out, until something else happens */
  readonly expired: OpenApproval | null
  readonly control: {
    readonly state: 'running' | 'paused' | 'held' | 'stopped'
    readonly by: ControlBy
    readonly isTakeOver: boolean
  }
  /** what ends a pause that came of a touch, in words */
  readonly goesOn: string
  /** what the person did in the last take-over */
  readonly did: readonly string[]
  readonly usage: Usage | null
  /** the newest picture of the screen */
  readonly picture: Picture | null
  readonly lastPoint: Point | null
  /** the model's reason as one sentence, until its next turn */
  readonly why: string
  /** all it said in this turn: where the names of things are looked for */
  readonly said: string
  /** a fault that is being retried, or the last one */
  readonly problem: (Problem & { readonly atMs: number }) | null
  /** ms worked before the current stretch, and when that began (resume and follow-up add stretches) */
  readonly workedMs: number
  readonly stretchFromMs: number
  readonly lastAtMs: number
  readonly finished: { readonly status: FinishStatus; readonly text: string; readonly totals: Totals } | null
}
