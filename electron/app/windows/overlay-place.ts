/** Where the overlay stands: in which corner, how it grows, where it goes when the hands need its place. Numbers in, numbers out. */
import type { Point, Rect, Size } from '../../../native-bridge/index.js'

/** Between the overlay and the edges of the work area. */
const MARGIN = 16
/** A person who lets go this near to a corner means the corner. */
const SNAP = 48
/** Around a point the hands go to: what is about to open there (a menu, a tooltip) should stay in view as well. */
const CLEARANCE = 24

type Side = 'start' | 'end'
interface Corner {
  readonly x: Side
  readonly y: Side
}
const CORNERS: readonly Corner[] = [
  { x: 'end', y: 'end' },
  { x: 'end', y: 'start' },
  { x: 'start', y: 'end' },
  { x: 'start', y: 'start' },
]

function inCorner(area: Rect, size: Size, corner: Corner): Rect {
  return {
    ...size,
    x: corner.x === 'start' ? area.x + MARGIN : area.x + area.width - size.width - MARGIN,
    y: corner.y === 'start' ? area.y + MARGIN : area.y + area.height - size.height - MARGIN,
  }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)))

/** All of it inside the work area, its top left first where it is too big. */
export function keepInside(area: Rect, rect: Rect): Rect {
  return {
    ...rect,
    x: clamp(rect.x, area.x, area.x + area.width - rect.width),
    y: clamp(rect.y, area.y, area.y + area.height - rect.height),
  }
}

/** The size its content wants, as far as the work area has room (UI: height ≤ work area − 32). */
export function fittingSize(area: Rect, wanted: Size): Size {
  return {
    width: Math.round(clamp(wanted.width, 1, area.width - 2 * MARGIN)),
    height: Math.round(clamp(wanted.height, 1, area.height - 2 * MARGIN)),
  }
}

/** Where it opens: where it was left, or at the bottom right. */
export function firstPlace(area: Rect, size: Size, remembered: Point | null): Rect {
  const [bottomRight] = CORNERS
  return remembered || !bottomRight ? keepInside(area, { ...size, ...remembered } as Rect) : inCorner(area, size, bottomRight)
}

/** Into the corner it was let go near, else where it is, inside the work area. */
export function snap(area: Rect, rect: Rect): Rect {
  const near = CORNERS.map((corner) => inCorner(area, rect, corner)).find((place) => distance(place, rect) <= SNAP)
  return near ?? keepInside(area, rect)
}

/** Another size with the nearest corner held still: what stands at the bottom grows upwards. */
export function resize(area: Rect, rect: Rect, size: Size): Rect {
  const isRight = rect.x + rect.width / 2 > area.x + area.width / 2
  const isLow = rect.y + rect.height / 2 > area.y + area.height / 2
  return keepInside(area, {
    ...size,
    x: isRight ? rect.x + rect.width - size.width : rect.x,
    y: isLow ? rect.y + rect.height - size.height : rect.y,
  })
}

/**
 * The nearest corner where none of the points is under it; null when every corner is needed. Itself when nothing is in the way:
 * only its solid parts are, clicks go through the rest.
 */
export function stepAside(area: Rect, rect: Rect, points: readonly Point[], solid: readonly Rect[] = [rect]): Rect | null {
  if (!points.some((point) => solid.some((part) => contains(part, point)))) return rect
  const free = CORNERS.map((corner) => inCorner(area, rect, corner)).filter(
    (place) => !points.some((point) => contains(grown(place, CLEARANCE), point)),
  )
  free.sort((one, other) => distance(one, rect) - distance(other, rect))
  return free[0] ?? null
}

export const contains = (rect: Rect, point: Point): boolean =>
  point.x >= rect.x && point.x < rect.x + rect.width && point.y >= rect.y && point.y < rect.y + rect.height

const grown = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
})

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
