/** How many tokens a request will be, before it is sent: text by its length, pictures by the family's rule. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { costUsd, type Price } from '../prices.js'
import { frameOf } from './pictures.js'

/** Characters a token stands for in JSON with coordinates and short texts: low, so that the guess is rather too high. */
const CHARS_A_TOKEN = 3.5

/** Instructions and tools, more or less. */
export const FIXED_TOKENS = 5000

/** Characters of the texts in it, without pictures. */
function chars(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 5
  if (frameOf(value) !== null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + chars(one), 0)
  return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + 4 + chars(one), 0)
}

export const textTokens = (value: unknown): number => Math.ceil(chars(value) / CHARS_A_TOKEN)

export interface Measure {
  /** tokens of one picture of the screen's size */
  readonly perPicture: (size: Size) => number
  /** of the newest picture; the others are taken to be as large */
  readonly picture: Size
}

/** `value`: a conversation with pictures by frame id. */
export function estimateTokens(value: unknown, { perPicture, picture }: Measure): number {
  return textTokens(value) + picturesIn(value) * perPicture(picture)
}

function picturesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (frameOf(value) !== null) return 1
  return Object.values(value).reduce<number>((sum, one) => sum + picturesIn(one), 0)
}

/**
 * Where a server counts nothing: `sent` is the conversation with pictures by frame id; nothing is taken to be cached. `fixed`:
 * tokens of what is not in `sent`.
 */
export function estimateUsage(
  sent: unknown,
  answer: unknown,
  imageTokens: number,
  price: Price | null,
  fixed = FIXED_TOKENS,
): Usage {
  const input = fixed + textTokens(sent) + imageTokens
  const tokens = { input, cached: 0, cacheWrite: 0, output: textTokens(answer), reasoning: 0 }
  return { ...tokens, imageTokens, usd: price ? costUsd(tokens, price) : null }
}
