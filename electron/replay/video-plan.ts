/**
 * A session as a film: shots one after another, each with its picture, its caption, and how pointer and view move in it. Long
 * sessions are shown faster, so that a film stays short enough to be watched.
 */
import type { Mark } from '../protocol/replay.js'
import type { ReplayItem } from './replay-item.js'
import { visibleLine } from './visible-text.js'

export interface Shot {
  /** the picture, null for a card of words alone */
  readonly frame: string | null
  readonly ms: number
  /** the pointer goes from the one to the other, in pixels of the picture */
  readonly pointer: { readonly from: readonly [number, number]; readonly to: readonly [number, number] } | null
  /** what is drawn once the pointer is there */
  readonly marks: readonly Mark[]
  /** where the view goes closer to */
  readonly zoom: readonly [number, number] | null
  readonly caption: string
  /** second line, smaller */
  readonly why: string
  readonly tone: ReplayItem['tone']
}

const STEP_MS = 1600
const AFTER_MS = 500
const NOTE_MS = 1500
const CARD_MS = 2500
const LONGEST_MS = 10 * 60_000
/** faster than this nothing could be seen */
const LEAST = 0.1

export function planVideo(items: readonly ReplayItem[]): readonly Shot[] {
  const shots = items.flatMap(shotsOf)
  const whole = shots.reduce((sum, { ms }) => sum + ms, 0)
  const pace = Math.max(LEAST, Math.min(1, LONGEST_MS / whole))
  return pace === 1 ? shots : shots.map((shot) => ({ ...shot, ms: shot.ms * pace }))
}

function shotsOf(item: ReplayItem): Shot[] {
  if (item.kind === 'plan') return []
  const still = { pointer: null, marks: [], zoom: null, tone: item.tone }
  const caption = item.number === null ? visibleLine(item.title, 110) : `${item.number}  ${visibleLine(item.title, 100)}`
  const words = item.result === '' ? caption : `${caption}  ·  ${item.result}`
  if (item.kind === 'start' || item.kind === 'end') {
    const told = visibleLine(item.words.join(' '), 160)
    return [{ ...still, frame: item.kind === 'end' ? item.before : null, ms: CARD_MS, caption, why: told }]
  }
  if (item.number === null) return [{ ...still, frame: item.before, ms: NOTE_MS, caption: words, why: '' }]
  return stepShots(item, words)
}

/** What it did on the picture it was decided on, then what came of it. */
function stepShots(item: ReplayItem, caption: string): Shot[] {
  const why = visibleLine(item.why.join(' '), 160)
  const to = targetOf(item.marks)
  const from = item.from ?? to
  const step: Shot = {
    frame: item.before,
    ms: STEP_MS,
    pointer: to && from ? { from, to } : null,
    marks: item.marks,
    zoom: to,
    caption,
    why,
    tone: item.tone,
  }
  return item.after === null || item.after === item.before
    ? [step]
    : [step, { ...step, frame: item.after, ms: AFTER_MS, pointer: null, marks: [], zoom: null }]
}

function targetOf(marks: readonly Mark[]): readonly [number, number] | null {
  const [mark] = marks
  if (!mark) return null
  switch (mark.kind) {
    case 'path':
      return mark.points[0] ?? null
    case 'box':
      return [mark.x + mark.width / 2, mark.y + mark.height / 2]
    default:
      return [mark.x, mark.y]
  }
}

export interface Moment {
  /** of the way, 0 to 1 */
  readonly pointer: number
  /** how close, 1 is the whole picture */
  readonly scale: number
  /** the marks are drawn from here on; along a drag 0 to 1, null before */
  readonly mark: number | null
}

const CLOSE = 1.35

/** How a shot looks at a part of its time, 0 to 1: the pointer travels, the view comes closer, the mark is drawn, the view goes back. */
export function momentAt(shot: Shot, share: number): Moment {
  if (!shot.pointer) return { pointer: 1, scale: 1, mark: null }
  const travel = ease(share / 0.4)
  const closer = ease((share - 0.15) / 0.3) - ease((share - 0.82) / 0.18)
  return { pointer: travel, scale: 1 + (CLOSE - 1) * closer, mark: share < 0.4 ? null : Math.min(1, (share - 0.4) / 0.35) }
}

/** When something moves in it, as parts of its time; in between one picture stands. */
export function movesAt(shot: Shot): readonly (readonly [number, number])[] {
  return shot.pointer
    ? [
        [0, 0.76],
        [0.82, 1],
      ]
    : []
}

function ease(share: number): number {
  const at = Math.max(0, Math.min(1, share))
  return at * at * (3 - 2 * at)
}
