/** The server's token counts → ours, with what they cost. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { imageTokens } from '../image-rules.js'
import { costUsd, type Price } from '../prices.js'
import { isItem, numberOf as count, partOf as part } from '../wire/json.js'
import type { ModelFamily } from './families.js'

/** null when the server told nothing. Other servers leave some of it out. */
export function readUsage(
  told: unknown,
  price: Price | null,
  family: ModelFamily,
  detail: string,
  pictures: readonly (Size | null)[],
): Usage | null {
  if (!isItem(told)) return null
  const details = part(told, 'input_tokens_details')
  const tokens = {
    input: count(told, 'input_tokens'),
    cached: count(details, 'cached_tokens'),
    cacheWrite: count(details, 'cache_write_tokens'),
    output: count(told, 'output_tokens'),
    reasoning: count(part(told, 'output_tokens_details'), 'reasoning_tokens'),
  }
  const seen = pictures.reduce((sum, size) => sum + (size ? imageTokens(family.images, size, detail) : 0), 0)
  return { ...tokens, imageTokens: seen, usd: price ? costUsd(tokens, price) : null }
}
