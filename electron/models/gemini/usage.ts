/** The server's token counts → ours, with what they cost. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { imageTokens, type ImageFamily } from '../image-rules.js'
import { costUsd, type Price } from '../prices.js'
import { listOf, numberOf, type Item } from '../wire/json.js'

/** Counted by the server where it says so, else by the rule of the family. */
function pictureTokens(told: Item, family: ImageFamily, pictures: readonly (Size | null)[]): number {
  const counted = listOf(told, 'promptTokensDetails').filter((part) => part['modality'] === 'IMAGE')
  if (counted.length > 0) return counted.reduce((sum, part) => sum + numberOf(part, 'tokenCount'), 0)
  return pictures.reduce((sum, size) => sum + (size ? imageTokens(family, size, 'original') : 0), 0)
}

/** null when the server told nothing. Thoughts are not in its count of the answer, but are in ours. */
export function readUsage(
  told: Item | null,
  price: Price | null,
  family: ImageFamily,
  pictures: readonly (Size | null)[],
): Usage | null {
  if (!told || Object.keys(told).length === 0) return null
  const reasoning = numberOf(told, 'thoughtsTokenCount')
  const tokens = {
    input: numberOf(told, 'promptTokenCount') + numberOf(told, 'toolUsePromptTokenCount'),
    cached: numberOf(told, 'cachedContentTokenCount'),
    cacheWrite: 0,
    output: numberOf(told, 'candidatesTokenCount') + reasoning,
    reasoning,
  }
  return { ...tokens, imageTokens: pictureTokens(told, family, pictures), usd: price ? costUsd(tokens, price) : null }
}
