/**
 * Decides from what changed between grabs whether the screen has come to rest after an action. Knows no clock and no
 * pixels: each grab is observed with its time, what differs from the state before the action, and what differs from the last grab.
 */
import type { Region } from './difference.js'
import { areWithin, isSmall, looksLikeCaret, merge } from './restless.js'
import type { Rect } from '../types.js'

export interface SettleRule {
  /** how long a first change is waited for */
  readonly firstChangeMs: number
  /** after that, all in all */
  readonly patienceMs: number
  readonly quietMs: number
  /** what moves on and on in places no larger than this, all in all, is a film; in larger ones it is the screen itself */
  readonly filmArea: number
}

export interface SettleState {
  readonly startedMs: number
  /** when a first change was seen; null: none yet */
  readonly firstChangeMs: number | null
  /** a caret came or went: an effect if nothing else shows in time, but no reason to stop waiting for one */
  readonly sawCaret: boolean
  /** the grab since which nothing moved */
  readonly quietSinceMs: number
  /** since when only small things moved, and where, all in all; null: something large moved last, or nothing did */
  readonly small: Moving | null
  /** since when nothing moved but what lies in these places: a film, however large it is */
  readonly steady: Moving | null
}

interface Moving {
  readonly sinceMs: number
  readonly places: readonly Rect[]
}

export interface Observation {
  readonly nowMs: number
  /** since before the action, restless places left out */
  readonly changed: readonly Region[]
  /** since the last grab, restless places left out */
  readonly moved: readonly Region[]
}

export type SettleVerdict = 'waiting' | 'moving' | 'unchanged' | 'settled' | 'gave-up'

/** Two equal grabs this far apart: two frames of a 60 Hz screen and some. */
export const QUIET_MS = 36
/** What began later than this after an action is given as much longer to go on as it was late, up to the longest. */
const PROMPT_MS = 50
const LONGEST_QUIET_MS = 160
/** A spinner or a small film that moves alone for this long is not waited for. */
const SMALL_MOVES_MS = 600
/** The same for a large one, which might as well be something that opens or scrolls. */
const FILM_MS = 1500

export const startSettling = (nowMs: number): SettleState => ({
  startedMs: nowMs,
  firstChangeMs: null,
  sawCaret: false,
  quietSinceMs: nowMs,
  small: null,
  steady: null,
})

export function observe(
  state: SettleState,
  seen: Observation,
  rule: SettleRule,
): { readonly state: SettleState; readonly verdict: SettleVerdict } {
  const next = advance(state, seen)
  return { state: next, verdict: judge(next, seen, rule) }
}

function advance(state: SettleState, { nowMs, changed, moved }: Observation): SettleState {
  const hasMoved = moved.length > 0
  const first = changed.some((region) => !looksLikeCaret(region)) ? nowMs : null
  return {
    startedMs: state.startedMs,
    firstChangeMs: state.firstChangeMs ?? first,
    sawCaret: state.sawCaret || (first === null && changed.length > 0),
    quietSinceMs: hasMoved ? nowMs : state.quietSinceMs,
    small: hasMoved ? smallMoves(state, nowMs, moved) : state.small,
    steady: hasMoved ? steadyMoves(state, nowMs, moved) : state.steady,
  }
}

/** What slides slowly moves by small strips at a time, so the places are taken together. */
function smallMoves(state: SettleState, nowMs: number, moved: readonly Region[]): Moving | null {
  const places = moved.reduce<readonly Rect[]>(merge, state.small?.places ?? [])
  if (places.every(isSmall)) return { sinceMs: state.small?.sinceMs ?? nowMs, places }
  return moved.every(isSmall) ? { sinceMs: nowMs, places: moved } : null
}

/** A film keeps its place; what opens, slides or grows takes new ones. */
function steadyMoves({ steady }: SettleState, nowMs: number, moved: readonly Region[]): Moving {
  if (steady && areWithin(moved, steady.places)) return steady
  return { sinceMs: nowMs, places: moved.reduce<readonly Rect[]>(merge, steady?.places ?? []) }
}

const isFilm = ({ sinceMs, places }: Moving, nowMs: number, { filmArea }: SettleRule): boolean =>
  nowMs - sinceMs >= FILM_MS && places.reduce((sum, { width, height }) => sum + width * height, 0) <= filmArea

function judge(state: SettleState, { nowMs }: Observation, rule: SettleRule): SettleVerdict {
  const elapsed = nowMs - state.startedMs
  if (state.firstChangeMs === null) {
    if (elapsed < Math.min(rule.firstChangeMs, rule.patienceMs)) return 'waiting'
    return state.sawCaret ? 'settled' : 'unchanged'
  }
  if (nowMs - state.quietSinceMs >= quietFor(state, rule)) return 'settled'
  if (state.small !== null && nowMs - state.small.sinceMs >= SMALL_MOVES_MS) return 'settled'
  if (state.steady !== null && isFilm(state.steady, nowMs, rule)) return 'settled'
  return elapsed >= rule.patienceMs ? 'gave-up' : 'moving'
}

/** How much longer nothing may move before it counts as settled; Infinity before a first change. */
export const quietLeftMs = (state: SettleState, nowMs: number, rule: SettleRule): number =>
  state.firstChangeMs === null ? Infinity : state.quietSinceMs + quietFor(state, rule) - nowMs

function quietFor(state: SettleState, rule: SettleRule): number {
  const latency = (state.firstChangeMs ?? state.startedMs) - state.startedMs
  return Math.min(Math.max(rule.quietMs, latency - PROMPT_MS), Math.max(LONGEST_QUIET_MS, rule.quietMs))
}
