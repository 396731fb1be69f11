/**
 * Where a piece of an old picture stands on a new one: normalized cross-correlation, coarse over all of it, then fine around the
 * best places. A piece with light and dark exchanged (another theme) counts too. PURE.
 */
import type { Point } from '../../native-bridge/types.js'
import { shrunk, type Gray } from './gray.js'

export interface Sighting extends Point {
  /** 0..1; how much it looks alike, whichever of the two is the dark one */
  readonly score: number
}

const COARSE = 4
/** places of the coarse search that are looked at closely */
const CANDIDATES = 12
const COARSE_AT_LEAST = 0.5

/** How alike a piece and the place at (x, y) of the picture are, -1..1; negative: light and dark are exchanged. */
export function likeness(piece: Gray, picture: Gray, x: number, y: number): number {
  const { width, height } = piece
  if (x < 0 || y < 0 || x + width > picture.width || y + height > picture.height) return 0
  const count = width * height
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let row = 0; row < height; row++) {
    const from = (y + row) * picture.width + x
    for (let column = 0; column < width; column++) {
      const one = piece.data[row * width + column] as number
      const other = picture.data[from + column] as number
      a += one
      b += other
      aa += one * one
      bb += other * other
      ab += one * other
    }
  }
  const spread = Math.sqrt(Math.max(0, aa - (a * a) / count) * Math.max(0, bb - (b * b) / count))
  return spread < 1e-6 ? 0 : (ab - (a * b) / count) / spread
}

/** The best place within a few pixels of (x, y). */
export function nearby(piece: Gray, picture: Gray, at: Point, reach: number): Sighting {
  let best: Sighting = { x: at.x, y: at.y, score: 0 }
  for (let y = at.y - reach; y <= at.y + reach; y++) {
    for (let x = at.x - reach; x <= at.x + reach; x++) {
      const score = Math.abs(likeness(piece, picture, x, y))
      if (score > best.score) best = { x, y, score }
    }
  }
  return best
}

/** Places that look like the piece, the best first, none overlapping a better one. `coarse`: the picture, shrunk by 4. */
export function sightings(piece: Gray, picture: Gray, coarse: Gray = shrunk(picture, COARSE)): readonly Sighting[] {
  const small = shrunk(piece, COARSE)
  const rough = roughPlaces(small, coarse)
  const fine = rough.map(({ x, y }) => nearby(piece, picture, { x: x * COARSE, y: y * COARSE }, COARSE))
  return distinct(
    fine.toSorted((one, other) => other.score - one.score),
    Math.max(8, Math.min(piece.width, piece.height) / 2),
  )
}

function roughPlaces(small: Gray, coarse: Gray): readonly Sighting[] {
  const found: Sighting[] = []
  for (let y = 0; y + small.height <= coarse.height; y++) {
    for (let x = 0; x + small.width <= coarse.width; x++) {
      const score = Math.abs(likeness(small, coarse, x, y))
      if (score >= COARSE_AT_LEAST) found.push({ x, y, score })
    }
  }
  return distinct(found.toSorted((one, other) => other.score - one.score).slice(0, 400), 3).slice(0, CANDIDATES)
}

function distinct(sorted: readonly Sighting[], apart: number): readonly Sighting[] {
  const kept: Sighting[] = []
  for (const one of sorted) {
    if (kept.every((other) => Math.abs(other.x - one.x) > apart || Math.abs(other.y - one.y) > apart)) kept.push(one)
  }
  return kept
}
