/** What the agent wants done. The runner carries these out in order; those with a ticket answer with an event. */
import type { GrantScope } from '../protocol/policy.js'
import type { EventBody } from '../protocol/event.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Story } from './story.js'
import type { ActionItem, DoableItem, StepResult, ToolItem, Watched } from './plan.js'

/** How one call of the last answer ended, as the model is told. */
export interface CallResult {
  readonly callId: string
  readonly steps: readonly StepResult[]
  readonly output?: string
  /** frame ids of pictures that answer it: a closer look, an image file */
  readonly pictures?: readonly string[]
  readonly acknowledged: readonly string[]
}

export interface HandOver {
  readonly from: ModelUse
  readonly story: Story
  /** of the last answer's calls, which no request has told */
  readonly results: readonly CallResult[]
}

export type Effect =
  /** a line of the log; on disk before any later effect begins */
  | { readonly kind: 'record'; readonly line: EventBody }
  | {
      readonly kind: 'look'
      readonly ticket: number
      /** to wait before, when something is tried again */
      readonly delayMs: number
      readonly watched: Watched
    }
  | {
      readonly kind: 'think'
      readonly ticket: number
      readonly turn: number
      readonly results: readonly CallResult[]
      /** the model takes over from another one and knows nothing of what was so far; then `results` are told in here */
      readonly handOver: HandOver | null
      readonly steers: readonly { readonly id: string; readonly text: string }[]
      readonly notes: readonly string[]
    }
  | { readonly kind: 'judge'; readonly ticket: number; readonly item: DoableItem }
  /** `isLast`: nothing of the same answer is left to do after it, so its effect is waited for in full */
  | { readonly kind: 'act'; readonly ticket: number; readonly item: ActionItem; readonly isLast: boolean }
  | { readonly kind: 'run-tool'; readonly ticket: number; readonly item: ToolItem }
  /** the person gave leave for the rest of the session; kept outside the log */
  | { readonly kind: 'grant'; readonly scope: GrantScope }
  | { readonly kind: 'ask-user'; readonly id: string; readonly expiresInMs: number | null }
  /** aborts whatever is under way and lets go of every key and button */
  | { readonly kind: 'cancel-and-release' }
