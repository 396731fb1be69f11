/**
 * A clock that jumps: when the program has nothing left to do but wait, it is at once the time the earliest sleeper waits for.
 * Minutes pass in a test without any waiting, and always in the same order.
 */
import type { Clock } from '../../electron/runner/running-session.js'

interface Sleeper {
  readonly atMs: number
  readonly wake: () => void
}

export function fakeClock(startMs = 1000): Clock {
  let nowMs = startMs
  let sleepers: readonly Sleeper[] = []
  let isPumping = false

  const pump = () => {
    isPumping = sleepers.length > 0
    if (!isPumping) return
    // several rounds of the event loop, so that files and pictures under way come first
    setTimeout(() => {
      const next = sleepers.reduce<Sleeper | null>((first, one) => (first && first.atMs <= one.atMs ? first : one), null)
      if (next) {
        nowMs = Math.max(nowMs, next.atMs)
        next.wake()
      }
      pump()
    }, 0)
  }

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ms <= 0) return resolve()
        const wake = () => {
          sleepers = sleepers.filter((one) => one !== sleeper)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeper = { atMs: nowMs + ms, wake }
        sleepers = [...sleepers, sleeper]
        signal.addEventListener('abort', wake)
        if (!isPumping) {
          isPumping = true
          pump()
        }
      }),
  }
}
