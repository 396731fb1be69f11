/** Where two pictures differ. PURE. */
import type { Rect } from '../../native-bridge/types.js'
import type { Gray } from './gray.js'

/** mean difference of a square of pixels that is more than an encoder's noise */
const NOISE = 7
/** A screen that did not change is not encoded anew, so anything at all is a change: another theme shows it fainter. */
export const FAINT = 0.5
const SQUARE = 8

/** Around everything that differs; null when nothing does. Pictures of different sizes differ everywhere. */
export function changedRegion(one: Gray, other: Gray, noise = NOISE): Rect | null {
  if (one.width !== other.width || one.height !== other.height) return { x: 0, y: 0, width: other.width, height: other.height }
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
  for (let y = 0; y + SQUARE <= one.height; y += SQUARE) {
    for (let x = 0; x + SQUARE <= one.width; x += SQUARE) {
      if (squareDifference(one, other, x, y) <= noise) continue
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x + SQUARE)
      bottom = Math.max(bottom, y + SQUARE)
    }
  }
  return right === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top }
}

function squareDifference(one: Gray, other: Gray, x: number, y: number): number {
  let sum = 0
  for (let row = y; row < y + SQUARE; row++) {
    const from = row * one.width + x
    for (let at = from; at < from + SQUARE; at++) sum += Math.abs((one.data[at] as number) - (other.data[at] as number))
  }
  return sum / (SQUARE * SQUARE)
}
