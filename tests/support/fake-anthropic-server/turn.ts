/** What the fake server is told to answer: plain data. */

export type Json = Record<string, unknown>

/** A member of the computer tool; written in the form the request's model takes. */
export interface FakeAction {
  readonly name: string
  readonly input?: Json
  readonly id?: string
}

export type FakeFault =
  /** an answer with that status instead of a stream */
  | {
      readonly kind: 'http'
      readonly status: number
      readonly type?: string
      readonly message?: string
      readonly code?: string
      readonly headers?: Readonly<Record<string, string>>
      /** sent as it is instead of the usual error body */
      readonly body?: string
    }
  /** `event: error` in the middle of the stream */
  | { readonly kind: 'error-event'; readonly type: string; readonly message?: string }
  /** these three after that many events, or before the message stops */
  | { readonly kind: 'cut'; readonly after?: number }
  | { readonly kind: 'end'; readonly after?: number }
  | { readonly kind: 'stall'; readonly after?: number }
  /** an event whose data is no JSON */
  | { readonly kind: 'garbage' }
  /** the last block never stops, the message does */
  | { readonly kind: 'half-block' }

export interface FakeTurn {
  /** the server fails to shorten when it should */
  readonly compaction?: 'fails'
  readonly thinking?: string
  /** before the calls; alone it ends the task */
  readonly text?: string
  readonly computer?: readonly FakeAction[]
  readonly tools?: readonly { readonly name: string; readonly input: unknown; readonly id?: string }[]
  /** further blocks as they are */
  readonly blocks?: readonly Json[]
  /** written instead of the JSON of the last call's input */
  readonly inputText?: string
  readonly stop?: string | null
  readonly stopDetails?: Json
  /** events put in before the blocks */
  readonly events?: readonly Json[]
  readonly usage?: Json | null
  readonly fault?: FakeFault
  /** before the first byte */
  readonly delayMs?: number
  /** between events */
  readonly eventMs?: number
  /** that many pings, `eventMs` apart, before anything else */
  readonly pings?: number
}
