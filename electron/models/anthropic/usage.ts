/** The server's token counts → ours, with what they cost. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { imageTokens, type ImageFamily } from '../image-rules.js'
import { costUsd, type Price } from '../prices.js'
import { numberOf, partOf, type Item } from '../wire/json.js'

/** null when the server told nothing. What is read from the cache or written to it is not in its `input_tokens`, but is in ours. */
export function readUsage(
  told: Item,
  price: Price | null,
  family: ImageFamily,
  pictures: readonly (Size | null)[],
): Usage | null {
  if (Object.keys(told).length === 0) return null
  const cached = numberOf(told, 'cache_read_input_tokens')
  const cacheWrite = numberOf(told, 'cache_creation_input_tokens')
  const tokens = {
    input: numberOf(told, 'input_tokens') + cached + cacheWrite,
    cached,
    cacheWrite,
    output: numberOf(told, 'output_tokens'),
    reasoning: numberOf(partOf(told, 'output_tokens_details'), 'thinking_tokens'),
  }
  const seen = pictures.reduce((sum, size) => sum + (size ? imageTokens(family, size, 'original') : 0), 0)
  return { ...tokens, imageTokens: seen, usd: price ? costUsd(tokens, price) : null }
}
