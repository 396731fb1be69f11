/** Places as open models write them → px of the picture that was sent. */
import type { Point, Size } from '../../../native-bridge/types.js'

/** `thousand`: 0 to 1000 over the width and the height; `pixel`: px of the picture. */
export type CoordinateFrame = 'thousand' | 'pixel'

const THOUSAND = 1000

/** A share of 1000 at the far edge means the last pixel; what lies beyond stays outside and is refused later. */
function along(value: number, side: number): number {
  const px = Math.round((value / THOUSAND) * side)
  return value <= THOUSAND ? Math.min(px, side - 1) : px
}

export function inPicture({ x, y }: Point, frame: CoordinateFrame, picture: Size): Point {
  if (frame === 'pixel') return { x: Math.round(x), y: Math.round(y) }
  return { x: along(x, picture.width), y: along(y, picture.height) }
}

/** A length, for scrolling: no clamping. */
export function lengthInPicture(value: number, frame: CoordinateFrame, side: number): number {
  return frame === 'pixel' ? value : Math.round((value / THOUSAND) * side)
}

const OPENING = /^(?:<\|box_start\|>|<point>|<bbox>|[([\s])+/
const CLOSING = /(?:<\|box_end\|>|<\/point>|<\/bbox>|[)\]\s])+$/
const BETWEEN = /^[+-]?\d+(?:\.\d+)?(?:[\s,]+[+-]?\d+(?:\.\d+)?)*$/

function numbersIn(text: string): readonly number[] | null {
  const inner = text.trim().replace(OPENING, '').replace(CLOSING, '')
  return BETWEEN.test(inner) ? inner.split(/[\s,]+/).map(Number) : null
}

function listIn(value: unknown): readonly number[] {
  if (typeof value === 'string') return numbersIn(value) ?? []
  return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : []
}

/**
 * `(x,y)`, `[x,y]`, `<point>x y</point>`, `<|box_start|>(x,y)<|box_end|>`, or a box of two corners, whose middle is meant;
 * as text or as a list. null: it is none of these.
 */
export function readPoint(value: unknown): Point | null {
  if (Array.isArray(value) && value.length === 1) return readPoint(value[0])
  const numbers = listIn(value)
  const [x1 = NaN, y1 = NaN, x2 = x1, y2 = y1] = numbers
  const isPlace = (numbers.length === 2 || numbers.length === 4) && numbers.every(Number.isFinite)
  return isPlace ? { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } : null
}
