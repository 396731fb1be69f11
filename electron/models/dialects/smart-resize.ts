/** The picture size that Qwen's vision models and their descendants resize to, so that the server's own resize changes nothing. */
import type { Size } from '../../../native-bridge/types.js'

export interface ResizeRule {
  /** both sides become a multiple of it: 28 up to Qwen2.5-VL, 32 since Qwen3-VL */
  readonly factor: number
  readonly minPixels: number
  readonly maxPixels: number
}

/** The smallest and the largest area of the Python original. */
export const QWEN_MIN_PIXELS = 56 * 56
export const QWEN_MAX_PIXELS = 16_384 * 28 * 28

/** Python rounds a half to the even neighbour. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** `display` in px → the picture in px. A side ratio over 200, which the original refuses, cannot be a display. */
export function smartResize({ width, height }: Size, { factor, minPixels, maxPixels }: ResizeRule): Size {
  const rounded = (side: number) => Math.max(factor, roundHalfToEven(side / factor) * factor)
  const size = { width: rounded(width), height: rounded(height) }
  const area = size.width * size.height
  if (area > maxPixels) {
    const shrink = Math.sqrt((width * height) / maxPixels)
    const within = (side: number) => Math.max(factor, Math.floor(side / shrink / factor) * factor)
    return { width: within(width), height: within(height) }
  }
  if (area >= minPixels) return size
  const grow = Math.sqrt(minPixels / (width * height))
  const enough = (side: number) => Math.ceil((side * grow) / factor) * factor
  return { width: enough(width), height: enough(height) }
}
