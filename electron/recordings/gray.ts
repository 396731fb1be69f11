/** Light of a picture, one number a pixel: what is compared when a target is looked for by its looks. PURE. */
import type { RawImage, Rect, Size } from '../../native-bridge/types.js'

export interface Gray extends Size {
  readonly data: Uint8Array
}

export function grayOf({ data, width, height, format }: RawImage): Gray {
  const [red, blue] = format === 'rgba' ? [0, 2] : [2, 0]
  const gray = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < gray.length; at++, from += 4) {
    gray[at] = ((data[from + red] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + blue] ?? 0) * 29) >> 8
  }
  return { data: gray, width, height }
}

/** The part of a rectangle that lies in the picture, in whole pixels. */
export function clipped(rect: Rect, { width, height }: Size): Rect {
  const [x, y] = [Math.max(0, Math.floor(rect.x)), Math.max(0, Math.floor(rect.y))]
  const right = Math.min(width, Math.ceil(rect.x + rect.width))
  const bottom = Math.min(height, Math.ceil(rect.y + rect.height))
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
}

export function cut(from: Gray, rect: Rect): Gray {
  const { x, y, width, height } = clipped(rect, from)
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    data.set(from.data.subarray((y + row) * from.width + x, (y + row) * from.width + x + width), row * width)
  }
  return { data, width, height }
}

/** Each pixel the mean of a square of so many: coarse, and quick to search. */
export function shrunk(from: Gray, by: number): Gray {
  const [width, height] = [Math.floor(from.width / by), Math.floor(from.height / by)]
  const data = new Uint8Array(Math.max(0, width * height))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = meanOf(from, x * by, y * by, by)
  }
  return { data, width, height }
}

function meanOf(from: Gray, x: number, y: number, side: number): number {
  let sum = 0
  for (let row = y; row < y + side; row++) {
    for (let at = row * from.width + x; at < row * from.width + x + side; at++) sum += from.data[at] ?? 0
  }
  return sum / (side * side)
}

/** Standard deviation: 0 for a plain area. */
export function contrast({ data }: Gray): number {
  if (data.length === 0) return 0
  let [sum, squares] = [0, 0]
  for (const value of data) {
    sum += value
    squares += value * value
  }
  const mean = sum / data.length
  return Math.sqrt(Math.max(0, squares / data.length - mean * mean))
}
