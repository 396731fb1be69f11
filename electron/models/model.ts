/**
 * The port of every model adapter. An adapter is stateless between turns: all it knows comes in the request, so
 * a session can be resumed, forked or handed to another adapter from its log alone.
 */
import type { Look, Outcome, Size } from '../../native-bridge/types.js'
import type { Action, ActionResult } from '../protocol/action.js'
import type { PlanItem, StepVerdict, Usage } from '../protocol/event.js'
import type { Facts } from '../protocol/facts.js'
import type { Problem } from '../protocol/problem.js'
import type { ToolOffer } from '../protocol/tool-offer.js'

/**
 * One item of the provider's conversation as plain JSON, byte for byte what went over the wire except that pictures are
 * `{"$frame":"<frame id>"}` where a data URL or base64 stood, and secrets are `{{secret:NAME}}`. Logged as `model.items`.
 */
export type ModelItem = unknown

/** One call of the model's last answer: either actions on the desktop or a tool. Order as in the answer. */
export type ProposedCall =
  | {
      readonly kind: 'computer'
      readonly callId: string
      readonly actions: readonly ProposedStep[]
      /** a provider's own checks that a person must confirm before anything of this call is done (OpenAI, Gemini) */
      readonly safetyChecks: readonly { readonly id: string; readonly message: string }[]
    }
  | { readonly kind: 'tool'; readonly callId: string; readonly name: string; readonly input: unknown }

/** An action, or why what stood in its place is none (unknown kind, unreadable fields): reported to the model, never done. */
export type ProposedStep =
  | { readonly ok: true; readonly action: Action; readonly why?: string }
  | { readonly ok: false; readonly problem: Problem; readonly shown: string }

/** How one call of the last answer ended. Every call is answered exactly once, in order, before the next answer. */
export interface CallResult {
  readonly callId: string
  readonly steps: readonly { readonly result: ActionResult; readonly problem?: Problem; readonly note?: string }[]
  /** text for a tool call (or a cursorPosition, askUser answer …) */
  readonly output?: string
  /** frame ids of pictures that answer it: a zoom's crop, an image file that was looked at */
  readonly pictures?: readonly string[]
  /** checks the person confirmed */
  readonly acknowledged: readonly string[]
}

export interface TurnRequest {
  readonly turn: number
  /** session id: a stable cache key */
  readonly session: string
  readonly task: { readonly text: string; readonly images: readonly string[] }
  /** all `model.items` of the turns before, joined in order */
  readonly history: readonly ModelItem[]
  /** the calls of the answer before this request, in order; empty on the first turn */
  readonly results: readonly CallResult[]
  /** what the person said since the last request, oldest first */
  readonly steers: readonly { readonly id: string; readonly text: string }[]
  /** what the model must be told besides: problems, no progress, what the person did */
  readonly notes: readonly string[]
  /** what must outlast a shortening of the conversation; `steers` are in it too. Left out: nothing */
  readonly facts?: Facts
  readonly look: Look
  readonly pictureDetail: string
  /** tools beside the computer; the same for every turn of a session */
  readonly tools: readonly ToolOffer[]
}

export interface TurnAnswer {
  /** what this request added to the conversation, then what the model answered: the turn's `model.items` */
  readonly items: readonly ModelItem[]
  readonly calls: readonly ProposedCall[]
  readonly reasoning: readonly string[]
  readonly messages: readonly {
    readonly text: string
    readonly phase: 'commentary' | 'final_answer'
    readonly verdict?: StepVerdict | undefined
  }[]
  readonly plan?: readonly PlanItem[]
  /** what is to be said of the answer itself, not fatal: unknown items, a shortened input */
  readonly problems: readonly Problem[]
  /** null: the server told nothing */
  readonly usage: Usage | null
}

/** How the picture must be made for this model. */
export interface PictureWish {
  /** size to send for a display of that size in display px: MODEL-APIS image rules and CONTRACT 6 */
  size(display: Size): Size
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly quality: number
  /** wire value of `detail`, 'original' where the API has no such thing */
  readonly detail: string
  /** tokens a picture of that size costs */
  tokens(picture: Size): number
}

/** Reads a picture of the session by its id. */
export type LoadFrame = (id: string) => Promise<Outcome<{ readonly bytes: Uint8Array; readonly mime: string }, Problem>>

/** Something of the answer under way, for display only; nothing may be executed from it. */
export type ModelProgress =
  { readonly kind: 'reasoning'; readonly text: string } | { readonly kind: 'text'; readonly text: string }

/** items: that model's items can be sent as they stand; summary: another wire format, it is told in words */
export type Continuing = 'items' | 'summary'

export interface Model {
  readonly provider: string
  readonly id: string
  readonly picture: PictureWish
  /** How it goes on with a task where that model was. Left out: it cannot take over another model's task. */
  continues?(from: { readonly provider: string; readonly model: string }): Continuing
  /**
   * Says before anything is done whether the task can be carried out at all (offline: the grammar). Problem kind
   * 'task-not-understood' or 'missing-key' ends `run` with exit 2. A follow-up or steer is checked the same way.
   */
  check(task: string): Outcome<void, Problem>
  /**
   * One turn. Never rejects: failures are problems with `retryable` (and `waitMs` when the server named a wait), and the
   * runner decides on retrying. Does not retry by itself. Returns only answers that finished; an aborted signal gives
   * problem kind 'aborted'.
   */
  think(
    request: TurnRequest,
    signal: AbortSignal,
    onProgress?: (progress: ModelProgress) => void,
  ): Promise<Outcome<TurnAnswer, Problem>>
  /** For doctor and the app: can it be reached with this key? One cheap request; `offline` and `scripted` need none. */
  reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>>
}
