/** The server's token counts → ours, with what they cost. */
import type { Usage } from '../../protocol/event.js'
import { costUsd, type Price } from '../prices.js'
import { numberOf, partOf, type Item } from '../wire/json.js'

const FREE: Price = { input: 0, cached: 0, output: 0, long: null }

/** A server on one's own machine or network costs nothing by the token. */
export function isOwnServer(baseUrl: string): boolean {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname.replace(/^\[|\]$/g, '') : ''
  return (
    /^(localhost|.+\.local|.+\.lan|host\.docker\.internal)$/i.test(host) ||
    /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) ||
    /^(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)$/i.test(host)
  )
}

export const priceAt = (baseUrl: string, known: Price | null): Price | null => known ?? (isOwnServer(baseUrl) ? FREE : null)

/** null when the server told nothing, as many do. */
export function readUsage(told: Item | null, price: Price | null, imageTokens: number): Usage | null {
  if (!told) return null
  const tokens = {
    input: numberOf(told, 'prompt_tokens'),
    cached: numberOf(partOf(told, 'prompt_tokens_details'), 'cached_tokens'),
    cacheWrite: 0,
    output: numberOf(told, 'completion_tokens'),
    reasoning: numberOf(partOf(told, 'completion_tokens_details'), 'reasoning_tokens'),
  }
  return { ...tokens, imageTokens: Math.min(imageTokens, tokens.input), usd: price ? costUsd(tokens, price) : null }
}
