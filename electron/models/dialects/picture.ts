/** Picture sizes and what they cost where a family has no resize of its own. */
import type { Size } from '../../../native-bridge/types.js'

/** Shrunk, keeping its aspect, until it has no more than so many px; never enlarged. */
export function within(size: Size, maxPixels: number): Size {
  const shrink = Math.sqrt(maxPixels / (size.width * size.height))
  if (shrink >= 1) return size
  return { width: Math.max(1, Math.floor(size.width * shrink)), height: Math.max(1, Math.floor(size.height * shrink)) }
}

/** The longer side no longer than `side`. */
export function withinSide(size: Size, side: number): Size {
  const shrink = side / Math.max(size.width, size.height)
  if (shrink >= 1) return size
  return { width: Math.max(1, Math.round(size.width * shrink)), height: Math.max(1, Math.round(size.height * shrink)) }
}

/** One token for each square of `factor` px. */
export const patchTokens = ({ width, height }: Size, factor: number): number =>
  Math.ceil(width / factor) * Math.ceil(height / factor)
