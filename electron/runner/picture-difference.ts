/** Where two pictures of one size show something different: blind to what encoding alone changes. */
import type { RawImage, Rect } from '../../native-bridge/index.js'

/** Squares of a picture encoder's own size, so that noise stays within one. */
const SQUARE = 16
/** mean difference of a pixel's green, 0..255, that is more than an encoder's noise */
const NOISE = 6

export interface Difference {
  /** 0..1 of the area */
  readonly share: number
  /** null when nothing differs */
  readonly rect: Rect | null
}

/** Null when their sizes differ. */
export function pictureDifference(before: RawImage, after: RawImage): Difference | null {
  const { width, height } = after
  if (before.width !== width || before.height !== height) return null
  const squares: Rect[] = []
  for (let y = 0; y < height; y += SQUARE) {
    for (let x = 0; x < width; x += SQUARE) {
      const square = { x, y, width: Math.min(SQUARE, width - x), height: Math.min(SQUARE, height - y) }
      if (meanDifference(before, after, square) > NOISE) squares.push(square)
    }
  }
  const area = squares.reduce((sum, square) => sum + square.width * square.height, 0)
  return { share: area / (width * height), rect: around(squares) }
}

/** Green alone: it is at the same place in either order of the bytes and carries most of the light. */
function meanDifference(before: RawImage, after: RawImage, { x, y, width, height }: Rect): number {
  let sum = 0
  for (let row = y; row < y + height; row++) {
    const from = (row * after.width + x) * 4 + 1
    for (let at = from; at < from + width * 4; at += 4) sum += Math.abs((before.data[at] ?? 0) - (after.data[at] ?? 0))
  }
  return sum / (width * height)
}

function around(squares: readonly Rect[]): Rect | null {
  if (squares.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
  for (const square of squares) {
    left = Math.min(left, square.x)
    top = Math.min(top, square.y)
    right = Math.max(right, square.x + square.width)
    bottom = Math.max(bottom, square.y + square.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
