/**
 * Finds what may be text: pixels that differ from their neighbours, joined into marks (letters, icons, frames), without
 * the long straight lines that window frames, buttons and table rules draw.
 */
import type { RawImage, Rect } from '../types.js'
import { findGaps, MIN_STACK_HEIGHT } from './line-gaps.js'

/** One connected mark: its bounds and how many of its pixels lie on the rim of those bounds. */
export interface Mark extends Rect {
  readonly pixels: number
  readonly rimPixels: number
}

/** Difference in one colour channel that counts as an edge: grey hint text on white passes, soft gradients do not. */
const EDGE = 26
/** Straight edges longer than this are rules and frames: longer than a stroke of any letter of a heading. */
const RULE_LENGTH = 40
const HORIZONTAL = 1
const VERTICAL = 2

const differs = (data: Uint8Array, a: number, b: number) =>
  Math.abs(data[a]! - data[b]!) > EDGE ||
  Math.abs(data[a + 1]! - data[b + 1]!) > EDGE ||
  Math.abs(data[a + 2]! - data[b + 2]!) > EDGE

/** Bit HORIZONTAL: differs from the pixel below (a horizontal edge); bit VERTICAL: from the pixel to the right. */
const findEdges = (image: RawImage, region: Rect): Uint8Array => {
  const { width, height } = region
  const edges = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((region.y + y) * image.width + region.x + x) * 4
      let kind = 0
      if (y + 1 < height && differs(image.data, at, at + image.width * 4)) kind |= HORIZONTAL
      if (x + 1 < width && differs(image.data, at, at + 4)) kind |= VERTICAL
      edges[y * width + x] = kind
    }
  }
  return edges
}

const clearRun = (edges: Uint8Array, bit: number, end: number, length: number, step: number) => {
  if (length <= RULE_LENGTH) return
  for (let i = 1; i <= length; i++) edges[end - i * step]! &= ~bit
}

const clearRules = (edges: Uint8Array, width: number, height: number) => {
  for (let y = 0; y < height; y++) {
    let run = 0
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      if (edges[at]! & HORIZONTAL) run++
      else {
        clearRun(edges, HORIZONTAL, at, run, 1)
        run = 0
      }
    }
    clearRun(edges, HORIZONTAL, (y + 1) * width, run, 1)
  }
  for (let x = 0; x < width; x++) {
    let run = 0
    for (let y = 0; y < height; y++) {
      const at = y * width + x
      if (edges[at]! & VERTICAL) run++
      else {
        clearRun(edges, VERTICAL, at, run, width)
        run = 0
      }
    }
    clearRun(edges, VERTICAL, height * width + x, run, width)
  }
}

/** Taller and wider marks than any letter: a picture, a frame, or text grown together with one. */
const isLarge = (mark: Mark) => mark.height > 60 || mark.width > 400

/** A border drawn round something: all of it near its own bounds. */
const isFrame = (mark: Mark) => mark.width > 20 && mark.height > 15 && mark.rimPixels / mark.pixels > 0.9

/** A single letter such as g has a waist, which is no gap between lines. */
const isNarrow = (mark: Mark) => mark.height <= 60 && mark.width < mark.height * 1.5

/** What is left of a frame where it was cut. */
const isRemnant = (mark: Mark) => (mark.height <= 3 && mark.width >= 8) || (mark.width <= 3 && mark.height >= 14)

/**
 * Marks of `region`, in the picture's own pixels. Frames go as a whole. Text that has grown together with rules, or with
 * the lines above and below it, is cut free and looked at again.
 */
export const findMarks = (image: RawImage, region: Rect): readonly Mark[] => {
  const edges = findEdges(image, region)
  const ruled = new Uint8Array(edges.length)
  const stacked = new Uint8Array(edges.length)
  const unstack = (mark: Mark, taken: readonly number[], kinds: readonly number[]) => {
    const gaps = mark.height >= MIN_STACK_HEIGHT && !isNarrow(mark) ? gapsOf(mark, taken, kinds, region) : []
    if (gaps.length === 0) return false
    for (const at of taken) if (!gaps.includes(region.y + Math.floor(at / region.width))) stacked[at] = HORIZONTAL
    return true
  }
  const alone = collectMarks(edges, region, (mark, taken, kinds) => {
    if (isLarge(mark)) taken.forEach((at, i) => (ruled[at] = kinds[i]!))
    return !isLarge(mark) && !isFrame(mark) && !unstack(mark, taken, kinds)
  })
  clearRules(ruled, region.width, region.height)
  const cutFromRules = collectMarks(
    ruled,
    region,
    (mark, taken, kinds) => !isFrame(mark) && !isRemnant(mark) && !unstack(mark, taken, kinds),
  )
  const cutFromStacks = collectMarks(stacked, region, (mark) => !isFrame(mark) && !isRemnant(mark))
  return [...alone, ...cutFromRules, ...cutFromStacks]
}

/** Rows of the picture at which a mark that holds several lines of text is to be cut. */
const gapsOf = (mark: Mark, taken: readonly number[], kinds: readonly number[], region: Rect): readonly number[] => {
  const ink = new Array<number>(mark.height).fill(0)
  // the sides of strokes only: the tops of the next line's letters are noted in the row above them
  taken.forEach((at, i) => {
    if (kinds[i]! & VERTICAL) ink[region.y + Math.floor(at / region.width) - mark.y]!++
  })
  return findGaps(ink).map((row) => mark.y + row)
}

type Wanted = (mark: Mark, taken: readonly number[], kinds: readonly number[]) => boolean

const collectMarks = (edges: Uint8Array, region: Rect, wanted: Wanted): readonly Mark[] => {
  const marks: Mark[] = []
  for (let seed = 0; seed < edges.length; seed++) {
    if (edges[seed] === 0) continue
    const { taken, kinds } = takeJoined(edges, region, seed)
    const mark = describe(taken, region)
    if (wanted(mark, taken, kinds)) marks.push(mark)
  }
  return marks
}

/** The edge pixels joined to `seed` (eight neighbours); clears them. */
const takeJoined = (edges: Uint8Array, { width, height }: Rect, seed: number) => {
  const taken = [seed]
  const kinds = [edges[seed]!]
  edges[seed] = 0
  for (let i = 0; i < taken.length; i++) {
    const x = taken[i]! % width
    const y = (taken[i]! - x) / width
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx
        if (edges[next] === 0) continue
        kinds.push(edges[next]!)
        edges[next] = 0
        taken.push(next)
      }
    }
  }
  return { taken, kinds }
}

const describe = (taken: readonly number[], { x: offsetX, y: offsetY, width }: Rect): Mark => {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
  for (const at of taken) {
    const x = at % width
    const y = (at - x) / width
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  let rimPixels = 0
  for (const at of taken) {
    const x = at % width
    const y = (at - x) / width
    if (Math.min(x - left, right - x, y - top, bottom - y) <= 3) rimPixels++
  }
  // an edge is noted at the pixel left of or above it: the mark reaches one pixel further
  return {
    x: offsetX + left,
    y: offsetY + top,
    width: right - left + 2,
    height: bottom - top + 2,
    pixels: taken.length,
    rimPixels,
  }
}
