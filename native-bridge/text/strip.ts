/**
 * One text box as tesseract reads it best: dark on white whatever the colours were, enlarged to a good letter height, with
 * a white margin.
 */
import type { RawImage, Rect } from '../types.js'
import { scaleGray, type GrayImage } from './gray-image.js'

export interface Strip {
  readonly image: GrayImage
  /** picture position of the strip's origin, and how much it was enlarged */
  readonly x: number
  readonly y: number
  readonly scale: number
}

const MAX_SCALE = 4
/** headings are made smaller in the second style: another picture of the same letters */
const MIN_SCALE = 0.7
/** white border, enlarged px */
const MARGIN = 10

/** A column at each side, where letters fade out; more would take in the frame beside them. */
const PAD_ACROSS = 1

const pad = (box: Rect, rows: number, image: RawImage): Rect => {
  const x = Math.max(0, box.x - PAD_ACROSS)
  const y = Math.max(0, box.y - rows)
  return {
    x,
    y,
    width: Math.min(image.width, box.x + box.width + PAD_ACROSS) - x,
    height: Math.min(image.height, box.y + box.height + rows) - y,
  }
}

/** The colour most of the box has, as offset of one pixel that has it. */
const backgroundAt = (image: RawImage, box: Rect): number => {
  const seen = new Map<number, { count: number; at: number }>()
  let best = { count: 0, at: 0 }
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const at = (y * image.width + x) * 4
      const key = ((image.data[at]! >> 3) << 10) | ((image.data[at + 1]! >> 3) << 5) | (image.data[at + 2]! >> 3)
      const entry = seen.get(key) ?? { count: 0, at }
      entry.count++
      seen.set(key, entry)
      if (entry.count > best.count) best = entry
    }
  }
  return best.at
}

const distance = (data: Uint8Array, a: number, b: number) =>
  Math.max(Math.abs(data[a]! - data[b]!), Math.abs(data[a + 1]! - data[b + 1]!), Math.abs(data[a + 2]! - data[b + 2]!))

/**
 * The background of each column: selected text has another one than the rest of its line, and shows it in the rows
 * above and below the letters.
 */
const columnBackgrounds = (image: RawImage, box: Rect, common: number): Int32Array => {
  const own = new Int32Array(box.width).fill(common)
  const topRow = box.y * image.width + box.x
  const bottomRow = (box.y + box.height - 1) * image.width + box.x
  for (let x = 0; x < box.width; x++) {
    const top = (topRow + x) * 4
    const bottom = (bottomRow + x) * 4
    if (distance(image.data, top, common) > 40 && distance(image.data, top, bottom) < 12) own[x] = top
  }
  // a column or two alone is a letter that reaches out, not a selection
  for (let x = 0, run = 0; x <= box.width; x++) {
    if (x < box.width && own[x] !== common) run++
    else {
      if (run < 5) own.fill(common, x - run, x)
      run = 0
    }
  }
  return own
}

const inkOf = (image: RawImage, box: Rect): GrayImage => {
  const common = backgroundAt(image, box)
  const backgrounds = columnBackgrounds(image, box, common)
  const data = new Uint8Array(box.width * box.height)
  let strongest = 1
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const ink = distance(image.data, ((box.y + y) * image.width + box.x + x) * 4, backgrounds[x]!)
      data[y * box.width + x] = ink
      if (ink > strongest) strongest = ink
    }
  }
  for (let i = 0; i < data.length; i++) data[i] = 255 - (data[i]! * 255) / strongest
  return { width: box.width, height: box.height, data }
}

const withMargin = (image: GrayImage): GrayImage => {
  const width = image.width + 2 * MARGIN
  const height = image.height + 2 * MARGIN
  const data = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < image.height; y++) {
    data.set(image.data.subarray(y * image.width, (y + 1) * image.width), (y + MARGIN) * width + MARGIN)
  }
  return { width, height, data }
}

/** How a box is made ready; what one way gets wrong another often gets right. */
export interface StripStyle {
  /** letter height (ascender to descender) after enlarging, px */
  readonly letterHeight: number
  /** rows of the picture kept above and below the box */
  readonly pad: number
}

export const cutStrip = (image: RawImage, box: Rect, style: StripStyle): Strip => {
  const area = pad(box, style.pad, image)
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, style.letterHeight / box.height))
  return {
    image: withMargin(scaleGray(inkOf(image, area), scale)),
    x: area.x - MARGIN / scale,
    y: area.y - MARGIN / scale,
    scale,
  }
}
