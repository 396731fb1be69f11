/** The server's token counts → ours, with what they cost. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { imageTokens, type ImageFamily } from '../image-rules.js'
import { costUsd, type Price } from '../prices.js'
import { listOf, numberOf, partOf, type Item } from '../wire/json.js'

/** null when the server told nothing. What is read from the cache or written to it is not in its `input_tokens`, but is in ours. */
export function readUsage(
  told: Item,
  price: Price | null,
  family: ImageFamily,
  pictures: readonly (Size | null)[],
): Usage | null {
  if (Object.keys(told).length === 0) return null
  // shortening is a request of its own, and its tokens are not in the counts of the answer
  const all = [told, ...listOf(told, 'iterations').filter((iteration) => iteration['type'] === 'compaction')]
  const sum = (field: string) => all.reduce((total, one) => total + numberOf(one, field), 0)
  const cached = sum('cache_read_input_tokens')
  const cacheWrite = sum('cache_creation_input_tokens')
  const tokens = {
    input: sum('input_tokens') + cached + cacheWrite,
    cached,
    cacheWrite,
    output: sum('output_tokens'),
    reasoning: numberOf(partOf(told, 'output_tokens_details'), 'thinking_tokens'),
  }
  const seen = pictures.reduce((sum, size) => sum + (size ? imageTokens(family, size, 'original') : 0), 0)
  return { ...tokens, imageTokens: seen, usd: price ? costUsd(tokens, price) : null }
}
