/** What can happen to the agent. Each comes with its time; answers carry the ticket of the effect they answer. */
import type { Command, ControlBy } from '../protocol/command.js'
import type { EventBody } from '../protocol/event.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { GrantScope } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'
import type { Decided, RiskKind, Spot } from '../protocol/risk.js'
import type { Answer, Landing, Outcome } from './plan.js'

/** What the policy says of one thing to do. */
export type Verdict =
  | { readonly kind: 'allow'; readonly decided?: Decided }
  | {
      readonly kind: 'ask'
      readonly what: string
      readonly where: string
      readonly why: string
      readonly risk: 'low' | 'medium' | 'high'
      readonly rule: string
      readonly risks?: readonly RiskKind[]
      readonly spot?: Spot
      /** what allow-session covers; without it an answer counts once */
      readonly scope?: GrantScope
    }
  /** the policy forbids it */
  | { readonly kind: 'deny'; readonly problem: Problem }
  /** it cannot be done: an unknown key, a point outside the picture … */
  | { readonly kind: 'refuse'; readonly problem: Problem }

/** A limit was reached; in the app a person is asked, elsewhere the session ends. */
export interface LimitHit {
  readonly problem: Problem
  readonly then: 'finish' | 'ask'
}

export interface Switch {
  readonly to: ModelUse
  readonly by: ControlBy
  /** can it be sent the conversation as it stands? */
  readonly conversation: 'kept' | 'summary'
}

export type Started = Omit<Extract<EventBody, { type: 'session.started' }>, 'type'>
export type FrameShown = Omit<Extract<EventBody, { type: 'frame' }>, 'type'>

export type AgentEventBody =
  | { readonly kind: 'started'; readonly session: Started }
  /** a new life of a session whose log was folded */
  | { readonly kind: 'resumed'; readonly why: string; readonly waitOnline?: boolean; readonly model?: Switch }
  /** another model, or another effort, from the next turn on */
  | ({ readonly kind: 'switched' } & Switch)
  | { readonly kind: 'command'; readonly command: Command; readonly by: ControlBy }
  /** something said to the session that cannot be obeyed */
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'held'; readonly isHeld: boolean }
  /** what a person did during a pause that is about to end, one short sentence each */
  | { readonly kind: 'human'; readonly did: readonly string[] }
  | {
      readonly kind: 'looked'
      readonly ticket: number
      readonly frame: FrameShown
      readonly limit: LimitHit | null
      /** a limit that is nearly used up, to be said once */
      readonly near?: Problem
    }
  | {
      readonly kind: 'thought'
      readonly ticket: number
      readonly answer: Answer
      /** one for each readable action, in order */
      readonly lands: readonly (Landing | null)[]
      readonly atNoProgress: LimitHit['then']
    }
  /** a picture that what is being done has made for the model: a closer look, an image file */
  | { readonly kind: 'shown'; readonly ticket: number; readonly frame: FrameShown }
  /** what the tool under way writes, as it comes */
  | { readonly kind: 'printed'; readonly ticket: number; readonly stream: string; readonly text: string }
  | { readonly kind: 'judged'; readonly ticket: number; readonly verdict: Verdict }
  | { readonly kind: 'acted'; readonly ticket: number; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly ticket: number; readonly problem: Problem }
  /** nobody answered an approval in time */
  | { readonly kind: 'expired'; readonly id: string }
  /** there is nobody who could answer */
  | { readonly kind: 'unanswerable'; readonly id: string }
  /** the log, the input or our own code broke: nothing can go on */
  | { readonly kind: 'broke'; readonly problem: Problem }

export type AgentEvent = AgentEventBody & {
  /** epoch ms */
  readonly atMs: number
  /** how long the effect under way has been running */
  readonly ranMs?: number
}
