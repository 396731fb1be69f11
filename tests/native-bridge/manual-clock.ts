/** A clock whose sleeps pass at once: `now` moves on by what was slept, and by what a test adds. */
import type { Clock } from '../../native-bridge/clock.js'

export interface ManualClock extends Clock {
  advance(ms: number): void
  readonly slept: readonly number[]
}

export function manualClock(): ManualClock {
  let nowMs = 1000
  const slept: number[] = []
  return {
    slept,
    now: () => nowMs,
    sleep: (ms) => {
      slept.push(ms)
      nowMs += ms
      return Promise.resolve()
    },
    advance: (ms) => {
      nowMs += ms
    },
  }
}
