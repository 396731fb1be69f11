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

/** How far one can go from a pixel in one direction on the same surface; text on the way is passed over. */
const reach = (image: RawImage, x: number, y: number, dx: number, dy: number, gapAllowed: number, limit: number): number => {
  const start = (y * image.width + x) * 4
  let last = 0
  for (let i = 1; i <= limit; i++) {
    const nx = x + dx * i
    const ny = y + dy * i
    if (nx < 0 || ny < 0 || nx >= image.width || ny >= image.height) break
    if (isSame(image.data, start, (ny * image.width + nx) * 4)) last = i
    else if (i - last > gapAllowed) break
  }
  return last
}

/** The even rectangle round a pixel, or null when it is no field: too small, too large, or open to a side. */
const boxAround = (image: RawImage, x: number, y: number): Rect | null => {
  const up = reach(image, x, y, 0, -1, 0, MAX_HEIGHT)
  const down = reach(image, x, y, 0, 1, 0, MAX_HEIGHT)
  const height = up + down + 1
  if (height < MIN_HEIGHT || height > MAX_HEIGHT) return null
  const left = reach(image, x, y, -1, 0, 0, image.width)
  const right = reach(image, x, y, 1, 0, 0, image.width)
  const width = left + right + 1
  if (width < MIN_WIDTH) return null
  const box = { x: x - left, y: y - up, width, height }
  return isClosed(image, box, x, y) ? box : null
}

/** The surface must end along the whole top and bottom, not only where it was first met. */
const isClosed = (image: RawImage, box: Rect, x: number, y: number): boolean => {
  const inside = (y * image.width + x) * 4
  const differsAt = (px: number, py: number) =>
    px < 0 || py < 0 || px >= image.width || py >= image.height || !isSame(image.data, inside, (py * image.width + px) * 4)
  let open = 0
  const columns = [0.15, 0.3, 0.5, 0.7, 0.85].map((share) => Math.round(box.x + box.width * share))
  for (const column of columns) {
    if (!differsAt(column, box.y - 1)) open++
    if (!differsAt(column, box.y + box.height)) open++
  }
  const rows = [0.3, 0.5, 0.7].map((share) => Math.round(box.y + box.height * share))
  for (const row of rows) {
    if (!differsAt(box.x - 1, row)) open++
    if (!differsAt(box.x + box.width, row)) open++
  }
  return open <= 1
}

const isTextAt = (lines: readonly TextLine[], x: number, y: number, label: Rect) =>
  lines.some((line) => contains(line, { x, y }, 1) && !overlaps(line, label))
const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const rightOf = (image: RawImage, label: Rect, lines: readonly TextLine[]): Rect | null => {
  const y = Math.round(label.y + label.height / 2)
  for (let x = label.x + label.width + 3; x < Math.min(image.width, label.x + label.width + REACH_RIGHT); x += STEP) {
    const box = boxAround(image, x, y)
    if (box && box.x > label.x + label.width - 2 && box.height <= MAX_HEIGHT) return box
    // another text on bare ground is another label: its field is not ours
    if (isTextAt(lines, x, y, label) && !boxAround(image, x - STEP, y)) return filledBox(image, lines, x, y)
  }
  return null
}

/** A field that is full of text: look for its surface just above the letters. */
const filledBox = (image: RawImage, lines: readonly TextLine[], x: number, y: number): Rect | null => {
  const line = lines.find((candidate) => contains(candidate, { x, y }, 1))
  return line ? boxRound(image, line) : null
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

/** The box round a text. */
export const boxRound = (image: RawImage, text: Rect): Rect | null => {
  for (const [dx, dy] of [[-3, 0], [0, -3], [text.width + 3, 0], [0, text.height + 2], [-6, 0], [text.width + 12, 0]] as const) {
    const x = Math.round(text.x + dx)
    const y = Math.round(dx === 0 ? text.y + dy : text.y + text.height / 2)
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue
    const [up, down] = [reach(image, x, y, 0, -1, 0, MAX_HEIGHT), reach(image, x, y, 0, 1, 0, MAX_HEIGHT)]
    const gap = text.height * 2 + 4
    const [left, right] = [reach(image, x, y, -1, 0, gap, image.width), reach(image, x, y, 1, 0, text.width + gap, image.width)]
    const [top, bottom] = dx === 0 ? [y - up, Math.max(y + down, text.y + text.height + 2)] : [y - up, y + down]
    const box = { x: x - left, y: top, width: left + right + 1, height: bottom - top + 1 }
    const holds = box.x <= text.x + 1 && box.x + box.width >= text.x + text.width - 1 && box.height >= text.height
    if (holds && box.height <= MAX_HEIGHT && box.width >= MIN_WIDTH && isClosed(image, { ...box, y: y - up, height: up + down + 1 }, x, y)) return box
  }
  return null
} // prettier-ignore

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
