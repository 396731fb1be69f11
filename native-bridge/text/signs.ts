/**
 * Minus and equals signs that stand alone, as on the keys of a calculator: tesseract takes one for the other. They are
 * told by their bars: rows of ink as wide as the sign, with nothing beside them.
 */
import type { GrayImage } from './gray-image.js'

const DARK = 128
/** Wider boxes are rules, higher ones letters; enlarged px. */
const MAX_RATIO = 4
const BAR_SHARE = 0.75
const EMPTY_SHARE = 0.15

interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const inkBounds = ({ data, width, height }: GrayImage): Bounds | null => {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! >= DARK) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  return right < 0 ? null : { left, top, right, bottom }
}

/** How many bars lie one below the other; 0 when there is anything but bars. */
const countBars = ({ data, width }: GrayImage, { left, top, right, bottom }: Bounds): number => {
  let bars = 0
  let wasBar = false
  for (let y = top; y <= bottom; y++) {
    let ink = 0
    for (let x = left; x <= right; x++) if (data[y * width + x]! < DARK) ink++
    const share = ink / (right - left + 1)
    const isBar = share >= BAR_SHARE
    if (!isBar && share > EMPTY_SHARE) return 0
    if (isBar && !wasBar) bars++
    wasBar = isBar
  }
  return bars
}

export const readSign = (strip: GrayImage): '-' | '=' | null => {
  const bounds = inkBounds(strip)
  if (!bounds) return null
  const width = bounds.right - bounds.left + 1
  const height = bounds.bottom - bounds.top + 1
  const bars = countBars(strip, bounds)
  if (bars === 1 && width >= height * 1.6 && width <= height * MAX_RATIO * 2) return '-'
  return bars === 2 && width >= height && width <= height * MAX_RATIO ? '=' : null
}
