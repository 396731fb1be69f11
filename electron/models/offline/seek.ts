/** Looks for a place: now, again after a while, then by scrolling down to the end and up to the beginning. */
import type { Look } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import { act, fail, wait, type Decision, type Progress } from './decision.js'
import { describePlace } from './describe.js'
import { ground, type Grounded } from './ground.js'
import { quietSpot } from './quiet-spot.js'
import { activeWindow, toPicture, windowTitled, type Scene } from './scene.js'
import type { Direction, Place } from './steps.js'

export type Found = Extract<Grounded, { ok: true }>
export type Sought = { readonly found: Found } | { readonly decision: Decision }

/** A menu or dialog that is only just opening is there by then. */
const LOOK_AGAIN_MS = [400, 1200]
/** Smaller windows are dialogs: nothing to scroll, and much that the wheel would change. */
const MIN_SCROLLED_HEIGHT = 260
const MAX_SCROLLS = 24
/** Less than this many pixels changed: nothing moved. A caret that blinks is no movement. */
const MOVED_PX = 150
export const isMoved = (look: Look): boolean => look.changed * look.raw.width * look.raw.height >= MOVED_PX

/** A slow program shows a scroll late, and an empty stretch of a page looks the same all over: one still look is no end. */
const STILLS_AT_END = 2

/** With what the look after the last scroll has shown. */
export const countStills = (look: Look, progress: Progress): Progress => ({
  ...progress,
  stills: progress.scrolls > 0 && !isMoved(look) ? progress.stills + 1 : 0,
})
export const hasReachedEnd = (progress: Progress): boolean => progress.stills >= STILLS_AT_END

export const scrollAction = (point: { x: number; y: number }, direction: Direction, px: number): Action => {
  const sign = direction === 'up' || direction === 'left' ? -1 : 1
  const isAcross = direction === 'left' || direction === 'right'
  return { kind: 'scroll', ...point, dx: isAcross ? sign * px : 0, dy: isAcross ? 0 : sign * px, modifiers: [] }
}

export const seek = (scene: Scene, look: Look, place: Place, progress: Progress, canScroll = true): Sought => {
  const grounded = ground(scene, place)
  if (grounded.ok) return { found: grounded }
  const pause = LOOK_AGAIN_MS[progress.looks]
  if (pause !== undefined) return { decision: wait(pause, `${grounded.message} Looking again.`, progress) }
  const next = canScroll ? scrollOn(scene, look, place, progress) : null
  return { decision: next ?? fail('target-not-found', grounded.message) }
}

/** Down until nothing moves, then up until nothing moves; null when all was seen. */
const goOn = (counted: Progress): Progress | null => {
  const hasEnded = hasReachedEnd(counted)
  if (counted.scrolls >= MAX_SCROLLS || (counted.phase === 'up' && hasEnded)) return null
  if (counted.phase === 'up') return counted
  return hasEnded ? { ...counted, phase: 'up', stills: 0 } : { ...counted, phase: 'down' }
}

/** The next scroll of the search; null when there is none. */
const scrollOn = (scene: Scene, look: Look, place: Place, progress: Progress): Decision | null => {
  const window = place.window === null ? activeWindow(scene) : windowTitled(scene, place.window)
  const spot = window && window.height >= MIN_SCROLLED_HEIGHT ? quietSpot(scene, window) : null
  const next = goOn(countStills(look, progress))
  if (!window || !spot || !next) return null
  const direction = next.phase === 'up' ? 'up' : 'down'
  const px = Math.max(100, Math.round((window.height * 0.6) / 100) * 100)
  const why = `${describePlace(place)} was not found yet: looking further ${direction}.`
  return act([scrollAction(toPicture(look, spot), direction, px)], why, { ...next, scrolls: next.scrolls + 1 })
}
