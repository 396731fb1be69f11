/** Goes through the showing objects of a program that cannot search by itself (Qt), breadth first. */
import type { Ref } from './bus.js'
import type { Objects } from './objects.js'
import { hasState, STATE } from './roles.js'

/** Bounds what one question may cost; programs with more than this have most of it in lists. */
const MOST_OBJECTS = 400

export interface Seen {
  readonly ref: Ref
  readonly role: number
  readonly states: readonly number[]
}

export async function walk(objects: Objects, from: Ref, isWanted: (seen: Seen) => boolean): Promise<readonly Ref[]> {
  const found: Ref[] = []
  let level: readonly Ref[] = [from]
  for (let count = 0; level.length > 0 && count < MOST_OBJECTS; count += level.length) {
    const seen = await Promise.all(level.map((ref) => look(objects, ref)))
    const showing = seen.filter(({ states }) => hasState(states, STATE.showing))
    found.push(...showing.filter(isWanted).map(({ ref }) => ref))
    level = (await Promise.all(showing.map(({ ref }) => objects.children(ref)))).flat()
  }
  return found
}

async function look(objects: Objects, ref: Ref): Promise<Seen> {
  const [role, states] = await Promise.all([objects.role(ref), objects.states(ref)])
  return { ref, role, states }
}
