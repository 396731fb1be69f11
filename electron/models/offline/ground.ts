/** A Place of the task → the point on the display that is meant, and why that one. */
import type { Point, Rect, TextLine } from '../../../native-bridge/types.js'
import { describePlace } from './describe.js'
import { findField } from './find-field.js'
import { findText, nearestTexts, type Match } from './match-text.js'
import { quietSpot } from './quiet-spot.js'
import { activeWindow, centerOf, contains, framed, isCovered, windowTitled, type Scene, type SceneWindow } from './scene.js'
import type { Place, Side } from './steps.js'

export type Grounded =
  | { readonly ok: true; readonly point: Point; readonly rect: Rect; readonly why: string }
  /** `message` says what was looked for and the nearest texts that were seen instead */
  | { readonly ok: false; readonly message: string }

const missing = (message: string): Grounded => ({ ok: false, message })

const gapBetween = (a: number, aSize: number, b: number, bSize: number) =>
  Math.max(0, Math.max(a, b) - Math.min(a + aSize, b + bSize))
const sharesRow = (a: Rect, b: Rect) =>
  gapBetween(a.y, a.height, b.y, b.height) === 0 && Math.abs(centerOf(a).y - centerOf(b).y) <= Math.max(a.height, b.height)
const sharesColumn = (a: Rect, b: Rect) => gapBetween(a.x, a.width, b.x, b.width) === 0

/** What stands straight below or above comes before what is only lower or higher. */
const ELSEWHERE = 2000
const vertical = (distance: number, rect: Rect, anchor: Rect) => distance + (sharesColumn(rect, anchor) ? 0 : ELSEWHERE)
/** Boxes of letters overlap a little. */
const SLACK = 3

type Offset = (rect: Rect, anchor: Rect) => number | null
const OFFSETS: Readonly<Record<Side, Offset>> = {
  rightOf: (rect, anchor) => (sharesRow(rect, anchor) && rect.x >= anchor.x + anchor.width - SLACK ? rect.x - anchor.x : null),
  leftOf: (rect, anchor) => (sharesRow(rect, anchor) && rect.x + rect.width <= anchor.x + SLACK ? anchor.x - rect.x : null),
  beside: (rect, anchor) => (sharesRow(rect, anchor) ? Math.abs(rect.x - anchor.x) : null),
  below: (rect, anchor) => (rect.y >= anchor.y + anchor.height - SLACK ? vertical(rect.y - anchor.y, rect, anchor) : null),
  above: (rect, anchor) => (rect.y + rect.height <= anchor.y + SLACK ? vertical(anchor.y - rect.y, rect, anchor) : null),
}

/** How far `rect` lies from `anchor` on that side; null when it lies elsewhere. */
export const offset = (rect: Rect, anchor: Rect, side: Side): number | null => OFFSETS[side](rect, anchor)

const inWindow = (scene: Scene, window: SceneWindow, rect: Rect) =>
  contains(framed(window), centerOf(rect)) && !isCovered(scene, window, centerOf(rect))

interface Field {
  readonly scene: Scene
  /** the window the place names; null when it names none */
  readonly window: SceneWindow | null
  readonly lines: readonly TextLine[]
}

const fieldOf = (scene: Scene, place: Place): Field | string => {
  if (place.window === null) return { scene, window: null, lines: scene.lines }
  const window = windowTitled(scene, place.window)
  const titles = scene.windows.map((candidate) => `"${candidate.title}"`).join(', ')
  if (!window) return `There is no window "${place.window}"; open windows: ${titles || 'none'}.`
  return { scene, window, lines: scene.lines.filter((line) => inWindow(scene, window, line)) }
}

/** Nearest first, where the place says what it is near; else as they were. */
const orderByNearness = (matches: readonly Match[], anchors: readonly Match[], side: Side): readonly Match[] =>
  matches
    .map((match) => {
      const offsets = anchors.map((anchor) => offset(match, anchor, side)).filter((value) => value !== null)
      return { match, distance: Math.min(...offsets) }
    })
    .filter(({ distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance)
    .map(({ match }) => match)

const UNSURE = 50

const score = (match: Match, active: SceneWindow | null): readonly number[] => [
  match.exactness,
  // drawings are read as signs, but not with confidence
  match.confidence < UNSURE ? 1 : 0,
  active && contains(active, centerOf(match)) ? 0 : 1,
  match.isAlone ? 0 : 1,
]

const better = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

const choose = (matches: readonly Match[], place: Place, scene: Scene): { match: Match; how: string } | null => {
  const count = matches.length
  if (place.ordinal !== null) {
    const match = matches.at(place.ordinal < 0 ? place.ordinal : place.ordinal - 1)
    return match ? { match, how: `${place.ordinal < 0 ? 'the last' : `number ${place.ordinal}`} of ${count}` } : null
  }
  if (place.near) return { match: matches[0]!, how: count > 1 ? `the nearest of ${count}` : '' }
  const active = activeWindow(scene)
  const match = [...matches].sort((a, b) => better(score(a, active), score(b, active)))[0]!
  if (count === 1) return { match, how: '' }
  const isInActive = active && contains(active, centerOf(match))
  const reason = [match.isAlone ? 'standing alone' : '', isInActive ? 'in the active window' : ''].filter(Boolean).join(' ')
  return { match, how: `1 of ${count} such texts, chosen as the first ${reason || 'in reading order'}` }
}

const notSeen = (text: string, lines: readonly TextLine[]): string => {
  const nearest = nearestTexts(lines, text).map((shown) => `"${shown}"`)
  return `"${text}" is not on the screen; the nearest texts are ${nearest.length > 0 ? nearest.join(', ') : 'none'}.`
}

/** All texts that fit the place, the ordinal aside. */
export const candidates = (scene: Scene, place: Place): readonly Match[] => {
  const field = fieldOf(scene, place)
  if (typeof field === 'string' || place.text === null) return []
  const matches = findText(field.lines, place.text)
  return place.near ? orderByNearness(matches, findText(field.lines, place.near.text), place.near.side) : matches
}

const groundText = (field: Field, place: Place & { text: string }): Grounded => {
  const anchors = place.near ? findText(field.lines, place.near.text) : []
  if (place.near && anchors.length === 0) return missing(notSeen(place.near.text, field.lines))
  const all = findText(field.lines, place.text)
  if (all.length === 0) return missing(notSeen(place.text, field.lines))
  const matches = place.near ? orderByNearness(all, anchors, place.near.side) : all
  const chosen = matches.length > 0 ? choose(matches, place, field.scene) : null
  if (!chosen)
    return missing(
      `${describePlace(place)} is not on the screen: "${place.text}" is there ${all.length} time${all.length > 1 ? 's' : ''}${place.near ? ', none of them there' : ''}.`,
    )
  const { match, how } = chosen
  const read = match.exactness === 3 ? `read as "${match.text}"` : ''
  const details = [how, read].filter(Boolean).join(', ')
  return {
    ok: true,
    point: centerOf(match),
    rect: match,
    why: `${describePlace(place)} is at ${match.x}, ${match.y}${details ? ` (${details})` : ''}.`,
  }
}

/** The text that is nearest on that side, for places that name none. */
export const nearestOn = (lines: readonly TextLine[], anchor: Rect, side: Side): TextLine | null => {
  const on = lines
    .map((line) => ({ line, distance: offset(line, anchor, side) }))
    .filter(
      (entry): entry is { line: TextLine; distance: number } => entry.distance !== null && /[\p{L}\d]/u.test(entry.line.text),
    )
    .sort((a, b) => a.distance - b.distance)
  return on[0]?.line ?? null
}

/** Distance of a point beside a text where nothing else is there to click. */
const BESIDE = 24

const beside = (anchor: Rect, side: Side): Point => {
  const { x, y } = centerOf(anchor)
  switch (side) {
    case 'rightOf':
    case 'beside':
      return { x: anchor.x + anchor.width + BESIDE, y }
    case 'leftOf':
      return { x: Math.max(0, anchor.x - BESIDE), y }
    case 'below':
      return { x, y: anchor.y + anchor.height + BESIDE }
    case 'above':
      return { x, y: Math.max(0, anchor.y - BESIDE) }
  }
}

const groundNear = (field: Field, place: Place, near: { side: Side; text: string }): Grounded => {
  const anchor = groundText(field, { ...place, text: near.text, near: null })
  if (!anchor.ok) return anchor
  const box = findField(field.scene.image, anchor.rect, field.lines, near.side)
  if (box) return { ok: true, point: centerOf(box), rect: box, why: `The box ${describePlace(place)} is at ${box.x}, ${box.y}.` }
  if (place.as === 'field') return missing(`No box to write into was found ${describePlace(place)}.`)
  const text = nearestOn(field.lines, anchor.rect, near.side)
  if (text) return { ok: true, point: centerOf(text), rect: text, why: `"${text.text}" stands ${describePlace(place)}.` }
  const point = beside(anchor.rect, near.side)
  return { ok: true, point, rect: { ...point, width: 1, height: 1 }, why: `The point ${describePlace(place)}.` }
}

const groundWindow = (field: Field, window: SceneWindow, isToFocus: boolean): Grounded => {
  const title = { x: Math.round(window.x + window.width / 2), y: Math.round(window.y - 12) }
  const isTitleFree = title.y >= 0 && !isCovered(field.scene, window, title)
  const point = isToFocus && isTitleFree ? title : quietSpot(field.scene, window)
  if (!point) return missing(`The window "${window.title}" is hidden by other windows.`)
  return { ok: true, point, rect: { ...point, width: 1, height: 1 }, why: `A free spot of the window "${window.title}".` }
}

export const ground = (scene: Scene, place: Place): Grounded => {
  const field = fieldOf(scene, place)
  if (typeof field === 'string') return missing(field)
  if (place.text !== null) {
    const found = groundText(field, { ...place, text: place.text })
    return found.ok && place.as === 'field' ? groundField(field, place, found.rect) : found
  }
  if (place.near) return groundNear(field, place, place.near)
  return field.window ? groundWindow(field, field.window, place.as !== 'field') : missing('No place was named.')
}

const groundField = (field: Field, place: Place, label: Rect): Grounded => {
  const box = findField(field.scene.image, label, field.lines, null)
  if (!box) return missing(`"${place.text}" is on the screen, but no box to write into was found right of it or below it.`)
  return {
    ok: true,
    point: centerOf(box),
    rect: box,
    why: `The box for "${place.text}" is at ${box.x}, ${box.y}, ${box.width} wide.`,
  }
}
