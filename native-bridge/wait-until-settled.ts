/**
 * Grabs a display until it has come to rest; settle/ decides, this file only feeds it. There is no fixed sleep: the pace
 * keeps grabbing from taking the processor away from the program that is being looked at.
 */
import type { Capture, LookExpectation } from './bridge.js'
import type { Clock } from './clock.js'
import { wordsOf } from './codec/pixels.js'
import { displayPixels } from './geometry.js'
import { aborted, done } from './outcome.js'
import { differences, type Region } from './settle/difference.js'
import { forgetStill, isSmall, learnMoving, merge, withoutRestless, type Restless } from './settle/restless.js'
import {
  observe,
  QUIET_MS,
  quietLeftMs,
  startSettling,
  type SettleRule,
  type SettleState,
  type SettleVerdict,
} from './settle/settle.js'
import type { Display, LookReason, Outcome, RawImage, Rect } from './types.js'

const PACE_MS = 8
/** Share of the display that a film may take and still be left out. */
const MOST_OF_A_FILM = 0.5
/** A film repaints more often than this. */
const FILM_PACE_MS = 200

export interface SettleTools {
  readonly capture: Capture
  readonly clock: Clock
  readonly signal: AbortSignal
  /** something changed, and this frame stands still: perhaps the last one, so a good moment to begin encoding it */
  readonly onStill: (raw: RawImage) => void
}

export interface SettleTask {
  readonly display: Display
  /** the display before the action; null: unknown, the first grab stands for it */
  readonly baseline: RawImage | null
  readonly expect: LookExpectation
  readonly restless: Restless
}

export interface Settled {
  readonly raw: RawImage
  readonly reason: LookReason
  readonly settledMs: number
  readonly restless: Restless
}

export async function waitUntilSettled(tools: SettleTools, task: SettleTask): Promise<Outcome<Settled>> {
  const { clock, signal } = tools
  const startedMs = clock.now()
  let watch: Watch = { state: startSettling(startedMs), last: task.baseline, verdict: 'waiting', moved: [], seen: [] }
  for (;;) {
    const grabbed = await tools.capture.grab(task.display, signal)
    if (!grabbed.ok) return grabbed
    if (signal.aborted) return aborted()
    const nowMs = clock.now()
    const raw = sameOr(watch.last, grabbed.value)
    watch = observeGrab(watch, raw, nowMs, task)
    const reason = reasonOf(watch.verdict)
    if (reason) return done({ raw, reason, settledMs: nowMs - startedMs, restless: learn(task, watch, reason, nowMs) })
    if (watch.verdict === 'moving' && watch.moved.length === 0) tools.onStill(raw)
    // the grab that may end the wait is not late for the sake of the pace
    await clock.sleep(Math.max(1, Math.min(PACE_MS, quietLeftMs(watch.state, clock.now(), ruleOf(task)))), signal)
    if (signal.aborted) return aborted()
  }
}

interface Watch {
  readonly state: SettleState
  readonly last: RawImage | null
  readonly moved: readonly Region[]
  /** where anything moved during the wait, restless places included */
  readonly seen: readonly Rect[]
  readonly verdict: SettleVerdict
}

function observeGrab({ state, last, seen }: Watch, raw: RawImage, nowMs: number, task: SettleTask): Watch {
  const { baseline, expect, restless } = task
  if (expect.kind === 'none') return { state, last: raw, moved: [], seen, verdict: raw === baseline ? 'unchanged' : 'settled' }
  const since = (before: RawImage | null) => (before ? withoutRestless(regionsBetween(before, raw), restless) : [])
  const moved = since(last)
  const changed = state.firstChangeMs === null && baseline !== last ? since(baseline) : moved
  const next = observe(state, { nowMs, changed, moved }, ruleOf(task))
  const all = last && raw !== last ? regionsBetween(last, raw) : []
  return { state: next.state, last: raw, moved, seen: all.reduce<readonly Rect[]>(merge, seen), verdict: next.verdict }
}

function ruleOf({ display, expect }: SettleTask): SettleRule {
  const { width, height } = displayPixels(display)
  const rule = { quietMs: QUIET_MS, filmArea: width * height * MOST_OF_A_FILM }
  return expect.kind === 'none' ? { ...rule, firstChangeMs: 0, patienceMs: 0 } : { ...expect, ...rule }
}

const reasonOf = (verdict: SettleVerdict): LookReason | null => (verdict === 'waiting' || verdict === 'moving' ? null : verdict)

/** The frame that is known already when the new one equals it: what was made of it need not be made again. */
export const sameOr = (known: RawImage | null, fresh: RawImage): RawImage => (known && isSame(known, fresh) ? known : fresh)

/** The last comparison of each frame: a wait and the look after it ask for the same one. Frames must not keep each other alive. */
const compared = new WeakMap<RawImage, { readonly before: WeakRef<RawImage>; readonly regions: readonly Region[] }>()

/** Where two frames differ; the quick comparison of equal ones is what most grabs need. */
export function regionsBetween(before: RawImage, after: RawImage): readonly Region[] {
  if (isSame(before, after)) return []
  const known = compared.get(after)
  if (known?.before.deref() === before) return known.regions
  const isOtherSize = before.width !== after.width || before.height !== after.height
  const regions = isOtherSize ? [everywhere(after)] : differences(wordsOf(before), wordsOf(after), after)
  compared.set(after, { before: new WeakRef(before), regions })
  return regions
}

/** What still moved when the wait ended as settled moved alone: known from now on. A film that stood still all the while is none. */
function learn({ restless }: SettleTask, { state, moved, seen }: Watch, reason: LookReason, nowMs: number): Restless {
  const left = nowMs - state.startedMs >= FILM_PACE_MS ? forgetStill(restless, seen) : restless
  if (reason !== 'settled' || moved.length === 0) return left
  return learnMoving(left, moved.every(isSmall) ? moved : (state.steady?.places ?? []))
}

function isSame(a: RawImage, b: RawImage): boolean {
  if (a === b) return true
  return a.width === b.width && a.format === b.format && Buffer.compare(a.data, b.data) === 0
}

const everywhere = ({ width, height }: RawImage): Region => ({ x: 0, y: 0, width, height, pixels: width * height })
