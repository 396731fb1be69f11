/**
 * Finds the box to write into that a label names, by its pixels: an even area of a field's size that ends on all sides.
 * To the right of the label first, else below it, else the box round the text itself (a hint inside the field).
 */
import type { RawImage, Rect, TextLine } from '../../../native-bridge/types.js'
import { contains } from './scene.js'
import type { Side } from './steps.js'

const MIN_WIDTH = 36
const MIN_HEIGHT = 13
const MAX_HEIGHT = 420
/** A field is at most so much higher than its label, unless it is a text area that begins near it. */
const REACH_RIGHT = 420
const REACH_DOWN = 70
const STEP = 4
/** Colour steps this small are the same surface: gradients of old themes. */
const SAME = 6

const isSame = (data: Uint8Array, a: number, b: number) =>
  Math.abs(data[a]! - data[b]!) <= SAME &&
  Math.abs(data[a + 1]! - data[b + 1]!) <= SAME &&
  Math.abs(data[a + 2]! - data[b + 2]!) <= SAME

const offsetOf = (image: RawImage, x: number, y: number): number | null =>
  x < 0 || y < 0 || x >= image.width || y >= image.height ? null : (y * image.width + x) * 4

/** How far one can go up or down from a pixel on the same surface. */
const reachDown = (image: RawImage, x: number, y: number, dy: 1 | -1): number => {
  const start = offsetOf(image, x, y)!
  for (let i = 1; i <= MAX_HEIGHT; i++) {
    const next = offsetOf(image, x, y + dy * i)
    if (next === null || !isSame(image.data, start, next)) return i - 1
  }
  return MAX_HEIGHT
}

/** A border fills the whole height of a column; letters leave most of it free. */
const BORDER_SHARE = 0.85

/** How far the surface goes to one side between two rows; text that stands on it is passed over. */
const reachAcross = (image: RawImage, x: number, y: number, rows: readonly [top: number, bottom: number], dx: 1 | -1): number => {
  const start = offsetOf(image, x, y)!
  const [top, bottom] = rows
  for (let i = 1; ; i++) {
    let others = 0
    for (let row = top; row <= bottom; row++) {
      const next = offsetOf(image, x + dx * i, row)
      if (next === null || !isSame(image.data, start, next)) others++
    }
    if (others >= (bottom - top + 1) * BORDER_SHARE) return i - 1
  }
}

/** The even rectangle round a pixel, or null when it is no field: too small, too large, or open to a side. */
const boxAround = (image: RawImage, x: number, y: number): Rect | null => {
  const top = y - reachDown(image, x, y, -1)
  const bottom = y + reachDown(image, x, y, 1)
  const height = bottom - top + 1
  if (height < MIN_HEIGHT || height > MAX_HEIGHT) return null
  const left = x - reachAcross(image, x, y, [top, bottom], -1)
  const right = x + reachAcross(image, x, y, [top, bottom], 1)
  const box = { x: left, y: top, width: right - left + 1, height }
  return box.width >= MIN_WIDTH && isClosed(image, box, x, y) ? box : null
}

/** The surface must end along the whole top and bottom, not only where it was first met. */
const isClosed = (image: RawImage, box: Rect, x: number, y: number): boolean => {
  const inside = offsetOf(image, x, y)!
  const isOpen = (column: number) => [box.y - 1, box.y + box.height].map((row) => {
    const next = offsetOf(image, column, row)
    return next !== null && isSame(image.data, inside, next)
  }) // prettier-ignore
  const columns = [0.15, 0.3, 0.5, 0.7, 0.85].map((share) => Math.round(box.x + box.width * share))
  return columns.flatMap(isOpen).filter(Boolean).length <= 1
}

const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const isTextAt = (lines: readonly TextLine[], x: number, y: number, label: Rect) =>
  lines.some((line) => contains(line, { x, y }, 1) && !overlaps(line, label))

const rightOf = (image: RawImage, label: Rect, lines: readonly TextLine[]): Rect | null => {
  const y = Math.round(label.y + label.height / 2)
  for (let x = label.x + label.width + 3; x < Math.min(image.width, label.x + label.width + REACH_RIGHT); x += 2) {
    const box = boxAround(image, x, y)
    if (box && box.x > label.x + label.width - 2) return box
    // another text on bare ground is another label: its field is not ours
    if (!box && isTextAt(lines, x, y, label)) return null
  }
  return null
}

const leftOf = (image: RawImage, label: Rect): Rect | null => {
  const y = Math.round(label.y + label.height / 2)
  for (let x = label.x - 4; x > Math.max(0, label.x - REACH_RIGHT); x -= STEP) {
    const box = boxAround(image, x, y)
    if (box && box.x + box.width < label.x + 2) return box
  }
  return null
}

const vertically = (image: RawImage, label: Rect, from: number, step: number): Rect | null => {
  for (const x of [label.x + 6, label.x + Math.round(label.width / 2), label.x + label.width - 4]) {
    for (let moved = 0; moved < REACH_DOWN; moved += 3) {
      const y = from + moved * step
      if (y < 0 || y >= image.height || x >= image.width) break
      const box = boxAround(image, x, y)
      if (box && (step > 0 ? box.y >= from - 2 : box.y + box.height <= from + 2)) return box
    }
  }
  return null
}

/** The box round a text: the surface beside or above its letters, where that has a field's shape. */
const boxRound = (image: RawImage, text: Rect): Rect | null => {
  const middle = Math.round(text.y + text.height / 2)
  const spots = [-3, -6, text.width + 3, text.width + 12].map((dx) => [Math.round(text.x + dx), middle] as const)
  for (const [x, y] of [...spots, [text.x, text.y - 3] as const]) {
    const box = offsetOf(image, x, y) === null ? null : boxAround(image, x, y)
    if (box && contains(box, { x: text.x + text.width / 2, y: middle })) return box
  }
  return null
}

/** A hint stands at the left of its field; a button's text in the middle. */
const isHint = (box: Rect, text: Rect) => box.width >= text.width * 1.3 && text.x - box.x < (box.width - text.width) * 0.3

export const findField = (image: RawImage, label: Rect, lines: readonly TextLine[], side: Side | null): Rect | null => {
  const below = () => vertically(image, label, label.y + label.height + 2, 1)
  switch (side) {
    case 'rightOf':
    case 'beside':
      return rightOf(image, label, lines)
    case 'leftOf':
      return leftOf(image, label)
    case 'below':
      return below()
    case 'above':
      return vertically(image, label, label.y - 3, -1)
    case null: {
      const around = boxRound(image, label)
      if (around && isHint(around, label) && around.height < label.height * 6) return around
      return rightOf(image, label, lines) ?? below() ?? around
    }
  }
}
