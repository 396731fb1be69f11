/**
 * Places that change by themselves: a blinking caret, a clock, a spinner, a film. They neither count as the effect of an
 * action nor keep a picture waiting. Learned from what moves while nothing is done, forgotten when something larger changes there.
 */
import type { Rect, Size } from '../types.js'
import { boundsOf, type Region } from './difference.js'

export interface Restless {
  /** known to change by themselves */
  readonly known: readonly Rect[]
  /** seen once: a caret-shaped change after an action, or a small change while nothing was done; may be an effect, a late one */
  readonly suspects: readonly Rect[]
}

export const nothingRestless: Restless = { known: [], suspects: [] }

/** A region that grew no larger than this may be a clock or a spinner: 96x48 px. */
const SMALL_AREA = 96 * 48
const CARET_WIDTH = 3
const CARET_HEIGHT = 64
/** A clock's next digit may be a little wider than its last. */
const SLACK = 6
const MOST = 16

export const isSmall = (region: Size): boolean => region.width * region.height <= SMALL_AREA

/** Adds a place to others; those it touches become one with it. */
export function merge(places: readonly Rect[], place: Rect): readonly Rect[] {
  const touching = places.filter((other) => overlaps(grown(other), place))
  return [...places.filter((other) => !touching.includes(other)), boundsOf([...touching, place]) ?? place]
}

/** A thin bar, as text carets are. */
export const looksLikeCaret = (region: Rect): boolean =>
  region.width <= CARET_WIDTH && region.height <= CARET_HEIGHT && region.height > region.width

/** The regions that are not known to change by themselves. */
export const withoutRestless = (regions: readonly Region[], restless: Restless): readonly Region[] =>
  regions.filter((region) => !restless.known.some((known) => contains(known, region)))

/** Changes that came while nothing was done: carets at once, other small things when they do it again. */
export function learnAtRest(restless: Restless, regions: readonly Region[]): Restless {
  const small = regions.filter(isSmall)
  const left = small.filter((region) => !looksLikeCaret(region))
  return suspect(remember(forgetUnder(restless, regions), small.filter(looksLikeCaret)), left)
}

/** Changes that came after an action: a caret-shaped one at the place of an earlier one is a blink. */
export const learnAfterAction = (restless: Restless, regions: readonly Region[]): Restless =>
  suspect(forgetUnder(restless, regions), regions.filter(looksLikeCaret))

/** What is seen for the second time at its place is known. */
function suspect(restless: Restless, regions: readonly Region[]): Restless {
  const isAgain = (region: Region) => restless.suspects.some((earlier) => contains(earlier, region))
  const next = remember(restless, regions.filter(isAgain))
  const fresh = regions.filter((region) => !isAgain(region))
  return { ...next, suspects: [...next.suspects, ...fresh].slice(-MOST) }
}

/** What kept moving on its own for so long that it was not waited for: small things and films. */
export const learnMoving = (restless: Restless, places: readonly Rect[]): Restless => remember(restless, places)

/** A film that stands still is none any more: what happens at its place counts again. */
export const forgetStill = (restless: Restless, moved: readonly Rect[]): Restless => ({
  ...restless,
  known: restless.known.filter((place) => isSmall(place) || moved.some((region) => overlaps(place, region))),
})

/** Does each region lie in one of the places? */
export const areWithin = (regions: readonly Rect[], places: readonly Rect[]): boolean =>
  regions.every((region) => places.some((place) => contains(place, region)))

function remember(restless: Restless, regions: readonly Rect[]): Restless {
  const fresh = regions.filter((region) => !restless.known.some((known) => contains(known, region)))
  return { ...restless, known: [...restless.known, ...fresh].slice(-MOST) }
}

/** What something larger has changed over is not the same thing any more. */
function forgetUnder(restless: Restless, regions: readonly Region[]): Restless {
  const isUnder = (rect: Rect) => regions.some((region) => !contains(rect, region) && overlaps(rect, region))
  return {
    known: restless.known.filter((rect) => !isUnder(rect)),
    suspects: restless.suspects.filter((rect) => !isUnder(rect)),
  }
}

const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const grown = (rect: Rect): Rect => ({
  x: rect.x - SLACK,
  y: rect.y - SLACK,
  width: rect.width + 2 * SLACK,
  height: rect.height + 2 * SLACK,
})
