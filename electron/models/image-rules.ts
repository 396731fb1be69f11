/**
 * How large a picture may be and what it costs, by the way a model sees. A picture is the whole display: up to
 * 1600x900 at its own size, a larger one scaled down once, keeping its aspect. Coordinates then need no second mapping.
 */
import type { Size } from '../../native-bridge/types.js'
import type { PictureWish } from './model.js'

const LARGEST: Size = { width: 1600, height: 900 }
const PATCH = 32
const TILE = 512

export type ImageFamily =
  | 'patches-1.2'
  | 'patches-5.5'
  | 'patches-1'
  | 'patches-1.62'
  | 'patches-2.46'
  | 'tiles-65-129'
  | 'tiles-85-170'
  | 'claude-2576'
  | 'claude-1568'
  | 'gemini-3'
  | 'gemini-2'

interface PatchRule {
  readonly kind: 'patches'
  /** what `high` and `original` allow before the server shrinks; null: never shrunk */
  readonly high: { readonly patches: number; readonly side: number }
  readonly original: { readonly patches: number; readonly side: number } | null
  /** tokens per hundred patches, so that no fraction creeps in */
  readonly tokensPerHundred: number
}
interface TileRule {
  readonly kind: 'tiles'
  readonly base: number
  readonly tile: number
}
/** The server counts what it is sent; what is larger than `fits` would be refused, or shrunk where nobody knows of it. */
interface PlainRule {
  readonly kind: 'plain'
  readonly fits: { readonly side: number; readonly area: number } | null
  readonly tokens: (size: Size) => number
}

const RULES: Readonly<Record<ImageFamily, PatchRule | TileRule | PlainRule>> = {
  'patches-1.2': { kind: 'patches', high: { patches: 2500, side: 2048 }, original: null, tokensPerHundred: 120 },
  'patches-5.5': {
    kind: 'patches',
    high: { patches: 2500, side: 2048 },
    original: { patches: 10_000, side: 6000 },
    tokensPerHundred: 100,
  },
  'patches-1': { kind: 'patches', high: { patches: 1536, side: 2048 }, original: null, tokensPerHundred: 100 },
  'patches-1.62': { kind: 'patches', high: { patches: 1536, side: 2048 }, original: null, tokensPerHundred: 162 },
  'patches-2.46': { kind: 'patches', high: { patches: 1536, side: 2048 }, original: null, tokensPerHundred: 246 },
  'tiles-65-129': { kind: 'tiles', base: 65, tile: 129 },
  'tiles-85-170': { kind: 'tiles', base: 85, tile: 170 },
  'claude-2576': {
    kind: 'plain',
    fits: { side: 2576, area: 3_750_000 },
    tokens: ({ width, height }) => Math.ceil(width / 28) * Math.ceil(height / 28),
  },
  'claude-1568': {
    kind: 'plain',
    fits: { side: 1568, area: 1_150_000 },
    tokens: ({ width, height }) => Math.ceil((width * height) / 750),
  },
  // not established for pictures within the answers of functions; the server's own count wins over it
  'gemini-3': { kind: 'plain', fits: null, tokens: () => 1120 },
  'gemini-2': {
    kind: 'plain',
    fits: null,
    tokens: ({ width, height }) =>
      Math.max(width, height) <= 384 ? 258 : 258 * Math.ceil(width / 768) * Math.ceil(height / 768),
  },
}

function scaled(size: Size, factor: number, round: (n: number) => number): Size {
  return { width: Math.max(1, round(size.width * factor)), height: Math.max(1, round(size.height * factor)) }
}

/** The whole display within 1600x900, never enlarged. */
export function fitPicture(display: Size): Size {
  const factor = Math.min(1, LARGEST.width / display.width, LARGEST.height / display.height)
  return factor === 1 ? { width: display.width, height: display.height } : scaled(display, factor, Math.round)
}

/** The same, and not larger than this family takes. */
export function fitPictureFor(family: ImageFamily, display: Size): Size {
  const rule = RULES[family]
  const fitted = fitPicture(display)
  if (rule.kind !== 'plain' || !rule.fits) return fitted
  const { side, area } = rule.fits
  if (Math.max(fitted.width, fitted.height) <= side && fitted.width * fitted.height <= area) return fitted
  const { width, height } = display
  return scaled(display, Math.min(side / Math.max(width, height), Math.sqrt(area / (width * height))), Math.floor)
}

function patchesOf(size: Size): number {
  return Math.ceil(size.width / PATCH) * Math.ceil(size.height / PATCH)
}

/** The server's own shrinking of a picture over its budget. */
export function shrinkToBudget(size: Size, budget: { readonly patches: number; readonly side: number }): Size {
  const bySide = Math.min(1, budget.side / Math.max(size.width, size.height))
  const within = bySide === 1 ? size : scaled(size, bySide, Math.floor)
  if (patchesOf(within) <= budget.patches) return within
  const shrink = Math.sqrt((PATCH * PATCH * budget.patches) / (within.width * within.height))
  const whole = (side: number) => Math.floor((side * shrink) / PATCH) / ((side * shrink) / PATCH)
  return scaled(within, shrink * Math.min(whole(within.width), whole(within.height)), Math.floor)
}

function patchTokens(rule: PatchRule, size: Size, detail: string): number {
  let seen = size
  if (detail === 'low') seen = scaled(size, Math.min(1, 512 / Math.max(size.width, size.height)), Math.round)
  else if (detail === 'high') seen = shrinkToBudget(size, rule.high)
  else if (rule.original) seen = shrinkToBudget(size, rule.original)
  return Math.ceil((patchesOf(seen) * rule.tokensPerHundred) / 100)
}

function tileTokens(rule: TileRule, size: Size, detail: string): number {
  if (detail === 'low') return rule.base
  const square = scaled(size, Math.min(1, 2048 / Math.max(size.width, size.height)), Math.round)
  const seen = scaled(square, Math.min(1, 768 / Math.min(square.width, square.height)), Math.round)
  return rule.base + rule.tile * Math.ceil(seen.width / TILE) * Math.ceil(seen.height / TILE)
}

/** Tokens of one picture of that size. */
export function imageTokens(family: ImageFamily, size: Size, detail: string): number {
  const rule = RULES[family]
  if (rule.kind === 'plain') return rule.tokens(size)
  return rule.kind === 'patches' ? patchTokens(rule, size, detail) : tileTokens(rule, size, detail)
}

/**
 * JPEG without colour subsampling keeps small coloured text legible at this quality, and encodes several times
 * faster than PNG, which every step waits for.
 */
export const PICTURE_QUALITY = 80

export function pictureWish(family: ImageFamily, detail: 'original' | 'high'): PictureWish {
  return {
    size: (display) => fitPictureFor(family, display),
    mime: 'image/jpeg',
    quality: PICTURE_QUALITY,
    detail,
    tokens: (picture) => imageTokens(family, picture, detail),
  }
}
