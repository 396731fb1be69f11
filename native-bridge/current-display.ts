/** Displays come, go and move while a session runs: what is meant is told by its id, where it lies by asking again. */
import type { Displays } from './bridge.js'
import { done, refused } from './outcome.js'
import type { Display, Outcome } from './types.js'

/** The display of this id as it lies now. Gone: a problem, never another display. */
export async function currentDisplay(displays: Displays, display: Display): Promise<Outcome<Display>> {
  const listed = await displays.list()
  if (!listed.ok) return listed
  const now = listed.value.find(({ id }) => id === display.id)
  return now ? done(now) : displayGone(display, listed.value)
}

export function displayGone(display: Display, remaining: readonly Display[]): Outcome<never> {
  const others = remaining.map(({ id }) => id).join(', ')
  return refused(
    'no-display',
    `The display ${display.id} is gone. ${others === '' ? 'There is none left.' : `There is ${others}.`}`,
  )
}
