/** What the fake Chat Completions server is told to answer: plain data. */

export type Json = Record<string, unknown>

export type FakeFault =
  /** an answer with that status instead of a stream; `body` is sent as it is */
  | {
      readonly kind: 'http'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** `data: {"error":…}` in the middle of the stream */
  | { readonly kind: 'error-chunk'; readonly error: unknown }
  /** the connection is cut, ends cleanly, or falls silent before the reason for its end */
  | { readonly kind: 'cut' | 'end' | 'stall' }
  /** a chunk that is no JSON */
  | { readonly kind: 'garbage' }

export interface FakeCall {
  readonly id?: string
  readonly name: string
  readonly arguments: string
}

export interface FakeTurn {
  readonly content?: string
  readonly reasoning?: string
  /** which field carries the reasoning, as the servers differ */
  readonly reasoningField?: 'reasoning' | 'reasoning_content'
  readonly calls?: readonly FakeCall[]
  /** pieces of calls come without an index */
  readonly noIndex?: true
  readonly finish?: string
  /** null: the server tells no counts */
  readonly usage?: Json | null
  readonly fault?: FakeFault
  readonly delayMs?: number
  /** between chunks */
  readonly eventMs?: number
}
