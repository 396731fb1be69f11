/** Random numbers that can be had again from their seed (mulberry32). */
export interface Random {
  /** 0 ≤ number < 1 */
  next(): number
  /** 0 ≤ whole number < below */
  below(below: number): number
  oneOf<T>(all: readonly T[]): T
  chance(share: number): boolean
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return { next, below, oneOf: (all) => all[below(all.length)] as (typeof all)[number], chance: (share) => next() < share }
}
