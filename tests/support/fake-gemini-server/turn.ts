/** What the fake server is told to answer: plain data. */

export type Json = Record<string, unknown>

export interface FakeCall {
  readonly name: string
  readonly args?: Json
  /** null: the call comes without an id, as earlier models send it */
  readonly id?: string | null
}

export type FakeFault =
  /** an answer with that status instead of a stream */
  | {
      readonly kind: 'http'
      readonly status: number
      readonly code?: string
      readonly message?: string
      readonly details?: readonly Json[]
      readonly headers?: Readonly<Record<string, string>>
      /** sent as it is instead of the usual error body */
      readonly body?: string
    }
  /** an error in the middle of the stream */
  | { readonly kind: 'error-chunk'; readonly status: number; readonly code: string; readonly message?: string }
  /** these three after that many chunks, or before the one that says why it ends */
  | { readonly kind: 'cut'; readonly after?: number }
  | { readonly kind: 'end'; readonly after?: number }
  | { readonly kind: 'stall'; readonly after?: number }
  /** a chunk that is no JSON; half a chunk at the end */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'half-chunk' }

export interface FakeTurn {
  readonly thought?: string
  readonly text?: string
  readonly calls?: readonly FakeCall[]
  /** further parts as they are */
  readonly parts?: readonly Json[]
  readonly finish?: string
  /** the request is refused before an answer */
  readonly blocked?: string
  /** chunks put in before the parts */
  readonly chunks?: readonly Json[]
  readonly usage?: Json | null
  readonly fault?: FakeFault
  /** before the first byte */
  readonly delayMs?: number
  /** between chunks */
  readonly eventMs?: number
}
