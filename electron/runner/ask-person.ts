/** Waits for a person's answer: ends the waiting when nobody is there any more, or when it took too long. */
import type { Effect } from '../agent/effects.js'
import type { Perform } from './workbench.js'

type AskEffect = Extract<Effect, { kind: 'ask-user' }>

/** A window or terminal may go away while the question stands. */
const STILL_THERE_MS = 1000

/** The answer itself comes as a command; this only tells of its absence. */
export const askPerson: Perform<AskEffect> = async ({ ports, options }, { id, expiresInMs }, signal) => {
  const { clock } = ports
  const endsAt = expiresInMs === null ? Infinity : clock.now() + expiresInMs
  while (!signal.aborted) {
    if (!options.canAnswer()) return { kind: 'unanswerable', id }
    const left = endsAt - clock.now()
    if (left <= 0) return { kind: 'expired', id }
    await clock.sleep(Math.min(left, STILL_THERE_MS), signal)
  }
  return null
}
