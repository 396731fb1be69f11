/** What is looked up in a session's rows, made once for all of them: where they stand in time, and where to jump to. PURE. */
import type { ReplayRow } from '../../electron/protocol/replay.js'

/** As many rows as one answer carries (electron/protocol/replay.ts, whose validator a window does not need). */
export const ROWS_AT_ONCE = 1000

export type Filter = 'all' | 'problems' | 'approvals' | 'steers'

export interface RowIndex {
  /** where each row begins on the timeline, in ms with long gaps cut short; one more at the end for the end */
  readonly places: Float64Array
  readonly steps: number
  readonly markers: Readonly<Record<Exclude<Filter, 'all'>, readonly number[]>>
}

/** Nobody scrubs through a night between a stop and a resume. */
const LONGEST_GAP_MS = 60_000
const LEAST_MS = 20

export const isProblem = (row: ReplayRow): boolean => row.tone === 'bad' || row.tone === 'warn'

export function indexRows(rows: readonly ReplayRow[]): RowIndex {
  const places = new Float64Array(rows.length + 1)
  const markers = { problems: [] as number[], approvals: [] as number[], steers: [] as number[] }
  let steps = 0
  rows.forEach((row, at) => {
    const next = rows[at + 1]?.atMs ?? row.atMs + (row.ms ?? 0)
    places[at + 1] = (places[at] ?? 0) + Math.min(LONGEST_GAP_MS, Math.max(LEAST_MS, next - row.atMs))
    if (row.number !== null) steps += 1
    if (isProblem(row)) markers.problems.push(at)
    if (row.kind === 'approval' || row.kind === 'question') markers.approvals.push(at)
    if (row.kind === 'steer' || row.kind === 'human') markers.steers.push(at)
  })
  return { places, steps, markers }
}

/** The row that stands at a share (0..1) of the timeline. */
export function rowAt({ places }: RowIndex, share: number): number {
  const count = places.length - 1
  const wanted = share * (places[count] ?? 0)
  let [low, high] = [0, Math.max(0, count - 1)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((places[middle] ?? 0) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}

/** Where a row begins on the timeline, 0..1. */
export const shareOf = ({ places }: RowIndex, row: number): number => (places[row] ?? 0) / (places[places.length - 1] || 1)

/** The next of them after a row, the first one when there is none after it; null when there is none at all. */
export function nextOf(marked: readonly number[], row: number, way: 1 | -1 = 1): number | null {
  if (marked.length === 0) return null
  if (way === 1) return marked.find((one) => one > row) ?? marked[0] ?? null
  return marked.findLast((one) => one < row) ?? marked.at(-1) ?? null
}

export const anyMarker = ({ markers }: RowIndex): readonly number[] =>
  [...new Set([...markers.problems, ...markers.approvals, ...markers.steers])].sort((one, other) => one - other)

/** 'Step 23 of 31, 4:12' */
export function placeInWords(rows: readonly ReplayRow[], index: RowIndex, at: number): string {
  const row = rows[at]
  if (!row) return ''
  const name = row.number === null ? row.title : `Step ${row.number} of ${index.steps}`
  return `${name}, ${minutes(row.atMs)}`
}

/** 252000 → '4:12' */
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')]
  return h > 0 ? `${h}:${String(m % 60).padStart(2, '0')}:${s}` : `${m}:${s}`
}
