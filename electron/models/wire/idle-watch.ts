/** Ends a request when the server has said nothing for too long, or when the caller gives it up. */

/** A server that keeps the stream open after its last event is not waited for longer. */
const END_MS = 250

export interface IdleWatch {
  /** fires for either */
  readonly signal: AbortSignal
  /** the server said something */
  heard(): void
  /** the answer is whole: only the end of the stream is waited for now, so that the connection can be used again */
  ended(): void
  readonly isStalled: boolean
  stop(): void
}

export function watchIdle(idleMs: number, given: AbortSignal): IdleWatch {
  const stalled = new AbortController()
  let timer = setTimeout(() => stalled.abort(), idleMs)
  return {
    signal: AbortSignal.any([given, stalled.signal]),
    heard: () => void timer.refresh(),
    ended: () => {
      clearTimeout(timer)
      timer = setTimeout(() => stalled.abort(), END_MS)
    },
    get isStalled() {
      return stalled.signal.aborted
    },
    stop: () => clearTimeout(timer),
  }
}
