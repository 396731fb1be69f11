/** One request for one answer: given up when the caller wants it or the server falls silent, and never a rejection. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import { aborted } from './failures.js'
import { watchIdle } from './idle-watch.js'

export interface Asking {
  readonly signal: AbortSignal
  /** the server said something */
  heard(): void
  /** its last word came: only the end of the stream is waited for */
  ended(): void
}

export interface Question<T> {
  readonly idleMs: number
  readonly signal: AbortSignal
  /** resolves with null when the answer ended and said nothing of how */
  readonly send: (asking: Asking) => Promise<Outcome<T, Problem> | null>
  /** what was thrown, in words; `isUnderWay`: the answer had begun */
  readonly explain: (error: unknown, isUnderWay: boolean) => Problem
}

const SILENT = 'The server said nothing for too long. Nothing of its answer was done.'
const BROKEN_OFF = 'The answer ended before it was complete. Nothing of it was done.'

export async function ask<T>({ idleMs, signal, send, explain }: Question<T>): Promise<Outcome<T, Problem>> {
  const fail = (problem: Problem) => ({ ok: false as const, problem })
  if (signal.aborted) return fail(aborted)
  const watch = watchIdle(idleMs, signal)
  const brokenOff = (): Problem => ({
    kind: 'model-stream',
    message: watch.isStalled ? SILENT : BROKEN_OFF,
    retryable: true,
  })
  let isUnderWay = false
  const heard = () => {
    isUnderWay = true
    watch.heard()
  }
  try {
    const answer = await send({ signal: watch.signal, heard, ended: () => watch.ended() })
    return signal.aborted ? fail(aborted) : (answer ?? fail(brokenOff()))
  } catch (error) {
    if (signal.aborted) return fail(aborted)
    return fail(watch.isStalled ? brokenOff() : explain(error, isUnderWay))
  } finally {
    watch.stop()
  }
}
