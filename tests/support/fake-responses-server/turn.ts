/** What the fake server is told to answer: plain data, so that a script file can hold it too. */

export type Json = Record<string, unknown>

export interface FakeComputerCall {
  readonly actions: readonly unknown[]
  readonly call_id?: string
  readonly status?: 'completed' | 'in_progress' | 'incomplete'
  readonly pending_safety_checks?: readonly { readonly id: string; readonly code?: string; readonly message?: string }[]
}

export interface FakeToolCall {
  readonly name: string
  /** an object is written as JSON */
  readonly arguments: unknown
  readonly call_id?: string
  readonly status?: 'completed' | 'in_progress' | 'incomplete'
}

export type FakeFault =
  /** an answer with that status instead of a stream */
  | {
      readonly kind: 'http'
      readonly status: number
      readonly code?: string | null
      readonly type?: string
      readonly message?: string
      readonly param?: string
      readonly headers?: Readonly<Record<string, string>>
      /** sent as it is instead of the usual error body */
      readonly body?: string
    }
  /** the stream's own error event; nested is what the real server sends, followed by response.failed */
  | { readonly kind: 'error-event'; readonly shape: 'nested' | 'flat'; readonly code: string; readonly message?: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message?: string }
  | { readonly kind: 'incomplete'; readonly reason: string }
  /** these three after that many events, or after the last item */
  | { readonly kind: 'cut'; readonly after?: number }
  | { readonly kind: 'end'; readonly after?: number }
  | { readonly kind: 'stall'; readonly after?: number }
  /** an event whose data is no JSON */
  | { readonly kind: 'garbage' }
  /** response.completed with a response of another status */
  | { readonly kind: 'status'; readonly status: string }

export interface FakeTurn {
  /** the summary of a reasoning item before everything else; true: one without summary */
  readonly reasoning?: string | true
  readonly commentary?: string
  /** actions of one call (of `action` for the preview tool, which takes one), or several calls */
  readonly computer?: readonly unknown[] | FakeComputerCall
  readonly computers?: readonly FakeComputerCall[]
  readonly tools?: readonly FakeToolCall[]
  /** further output items as they are */
  readonly items?: readonly Json[]
  /** the final text */
  readonly text?: string
  /** events put in before the items */
  readonly events?: readonly Json[]
  readonly usage?: Json | null
  readonly fault?: FakeFault
  /** before the first byte */
  readonly delayMs?: number
  /** between events */
  readonly eventMs?: number
}
