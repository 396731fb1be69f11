/** Two sessions step by step: which steps are the same, which differ, which only one of them has. */
import type { ReplayRow } from '../protocol/replay.js'

export interface Pair {
  readonly kind: 'same' | 'different' | 'only-one' | 'only-other'
  /** index of the row in each session, null where it has none */
  readonly one: number | null
  readonly other: number | null
}

/** What makes two steps the same: what was done, to the nearest few pixels, and how it ended. */
function nameOf(row: ReplayRow): string {
  if (row.marks.every((mark) => mark.kind === 'caret')) return `${row.title} ${row.result}`
  const places = row.title.replace(/\d+/g, (number) => String(Math.round(Number(number) / NEAR_PX)))
  return `${places} ${row.result}`
}
const NEAR_PX = 16
/** Longer stretches of difference are paired in order: what would be found there is chance. */
const LONGEST = 2000

const stepsOf = (rows: readonly ReplayRow[]): readonly number[] =>
  rows.flatMap((row, index) => (row.number === null ? [] : [index]))

export function comparePairs(one: readonly ReplayRow[], other: readonly ReplayRow[]): readonly Pair[] {
  const [left, right] = [stepsOf(one), stepsOf(other)]
  const [names, otherNames] = [
    left.map((index) => nameOf(one[index] as ReplayRow)),
    right.map((index) => nameOf(other[index] as ReplayRow)),
  ]
  const pairs: Pair[] = []
  let [from, otherFrom] = [0, 0]
  for (const [at, otherAt] of [...commonOf(names, otherNames), [names.length, otherNames.length] as const]) {
    pairs.push(...gap(left.slice(from, at), right.slice(otherFrom, otherAt)))
    if (at < names.length) pairs.push({ kind: 'same', one: left[at] ?? null, other: right[otherAt] ?? null })
    ;[from, otherFrom] = [at + 1, otherAt + 1]
  }
  return pairs
}

/** Steps between two that are the same stand beside one another as far as both have some. */
function gap(one: readonly number[], other: readonly number[]): Pair[] {
  const both = Math.min(one.length, other.length)
  return [
    ...Array.from({ length: both }, (_, at): Pair => ({ kind: 'different', one: one[at] ?? null, other: other[at] ?? null })),
    ...one.slice(both).map((index): Pair => ({ kind: 'only-one', one: index, other: null })),
    ...other.slice(both).map((index): Pair => ({ kind: 'only-other', one: null, other: index })),
  ]
}

/** The longest run of names in common, as pairs of places. */
function commonOf(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  let begin = 0
  while (begin < one.length && begin < other.length && one[begin] === other[begin]) begin += 1
  let end = 0
  while (end < one.length - begin && end < other.length - begin && one[one.length - 1 - end] === other[other.length - 1 - end])
    end += 1
  const head = Array.from({ length: begin }, (_, at) => [at, at] as const)
  const middle = longestCommon(one.slice(begin, one.length - end), other.slice(begin, other.length - end))
  const tail = Array.from({ length: end }, (_, at) => [one.length - end + at, other.length - end + at] as const)
  return [...head, ...middle.map(([at, otherAt]) => [at + begin, otherAt + begin] as const), ...tail]
}

function longestCommon(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  if (one.length === 0 || other.length === 0 || one.length > LONGEST || other.length > LONGEST) return []
  const width = other.length + 1
  const lengths = new Uint16Array((one.length + 1) * width)
  const length = (at: number, otherAt: number): number => lengths[at * width + otherAt] ?? 0
  for (let at = one.length - 1; at >= 0; at--)
    for (let otherAt = other.length - 1; otherAt >= 0; otherAt--)
      lengths[at * width + otherAt] =
        one[at] === other[otherAt] ? length(at + 1, otherAt + 1) + 1 : Math.max(length(at + 1, otherAt), length(at, otherAt + 1))
  const pairs: (readonly [number, number])[] = []
  for (let at = 0, otherAt = 0; at < one.length && otherAt < other.length;) {
    if (one[at] === other[otherAt]) pairs.push([at++, otherAt++])
    else if (length(at + 1, otherAt) >= length(at, otherAt + 1)) at += 1
    else otherAt += 1
  }
  return pairs
}
