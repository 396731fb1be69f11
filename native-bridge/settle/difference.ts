/** Where two frames of one size differ: connected regions with exact bounds, found on a grid of tiles. */
import type { Rect, Size } from '../types.js'

/** Small enough to keep a caret apart from a clock beside it, large enough for few tiles (2040 at 1080p). */
const TILE = 32
/** The alpha byte means nothing; pixels are read as little-endian words. */
const COLOUR = 0x00ffffff

export interface Region extends Rect {
  /** how many of its pixels differ */
  readonly pixels: number
}

interface Grid {
  readonly columns: number
  readonly rows: number
  readonly pixels: Int32Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly top: Int32Array
  readonly bottom: Int32Array
}

/** One word per pixel, rows without padding. Frames of another length differ everywhere. */
export function differences(before: Uint32Array, after: Uint32Array, size: Size): readonly Region[] {
  if (before.length !== after.length) return [{ x: 0, y: 0, ...size, pixels: size.width * size.height }]
  const grid = makeGrid(size)
  for (let y = 0; y < size.height; y++) scanRow(before, after, y, size.width, grid)
  return joinTiles(grid)
}

export function boundsOf(regions: readonly Rect[]): Rect | null {
  if (regions.length === 0) return null
  const x = Math.min(...regions.map((region) => region.x))
  const y = Math.min(...regions.map((region) => region.y))
  const right = Math.max(...regions.map((region) => region.x + region.width))
  const bottom = Math.max(...regions.map((region) => region.y + region.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Share of the frame's pixels that the regions changed, 0..1. */
export function shareOf(regions: readonly Region[], size: Size): number {
  const pixels = regions.reduce((sum, region) => sum + region.pixels, 0)
  return Math.min(1, pixels / Math.max(1, size.width * size.height))
}

function makeGrid(size: Size): Grid {
  const columns = Math.ceil(size.width / TILE)
  const rows = Math.ceil(size.height / TILE)
  const count = columns * rows
  return {
    columns,
    rows,
    pixels: new Int32Array(count),
    left: new Int32Array(count).fill(size.width),
    right: new Int32Array(count),
    top: new Int32Array(count).fill(size.height),
    bottom: new Int32Array(count),
  }
}

/** Finds runs of differing pixels: work is done once a run, so equal rows cost a comparison a pixel. */
function scanRow(before: Uint32Array, after: Uint32Array, y: number, width: number, grid: Grid): void {
  const end = (y + 1) * width
  let at = y * width
  while (at < end) {
    while (at < end && before[at] === after[at]) at++
    if (at === end) return
    const start = at
    while (at < end && ((before[at] as number) ^ (after[at] as number)) & COLOUR) at++
    if (at === start) at++
    else markRun(start - y * width, at - y * width, y, grid)
  }
}

function markRun(from: number, to: number, y: number, grid: Grid): void {
  const row = Math.floor(y / TILE) * grid.columns
  for (let left = from; left < to;) {
    const column = Math.floor(left / TILE)
    const right = Math.min(to, (column + 1) * TILE)
    const tile = row + column
    grid.pixels[tile] = (grid.pixels[tile] as number) + right - left
    grid.left[tile] = Math.min(grid.left[tile] as number, left)
    grid.right[tile] = Math.max(grid.right[tile] as number, right)
    grid.top[tile] = Math.min(grid.top[tile] as number, y)
    grid.bottom[tile] = y + 1
    left = right
  }
}

/** Tiles that touch, corners included, become one region. */
function joinTiles(grid: Grid): readonly Region[] {
  const seen = new Uint8Array(grid.pixels.length)
  const regions: Region[] = []
  for (let tile = 0; tile < seen.length; tile++) {
    if (seen[tile] === 0 && (grid.pixels[tile] as number) > 0) regions.push(gather(tile, grid, seen))
  }
  return regions
}

function gather(first: number, grid: Grid, seen: Uint8Array): Region {
  const open = [first]
  seen[first] = 1
  let [left, top, right, bottom, pixels] = [Infinity, Infinity, 0, 0, 0]
  for (let tile = open.pop(); tile !== undefined; tile = open.pop()) {
    left = Math.min(left, grid.left[tile] as number)
    top = Math.min(top, grid.top[tile] as number)
    right = Math.max(right, grid.right[tile] as number)
    bottom = Math.max(bottom, grid.bottom[tile] as number)
    pixels += grid.pixels[tile] as number
    for (const next of neighbours(tile, grid)) {
      if (seen[next] !== 0 || grid.pixels[next] === 0) continue
      seen[next] = 1
      open.push(next)
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top, pixels }
}

function neighbours(tile: number, { columns, rows }: Grid): number[] {
  const column = tile % columns
  const row = Math.floor(tile / columns)
  const found: number[] = []
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) found.push(y * columns + x)
  }
  return found
}
