/** Token counts of a request: text by length, pictures by their size, and what an earlier request left in the cache. */
import type { CheckedRequest } from './check-request.js'
import type { Json } from './turn.js'

const SHORTEST_PREFIX = 1024
const CACHE_STEP = 128

const withoutPictures = (value: unknown) => JSON.stringify(value).replace(/data:image\/[^"]+/g, '')

export function textTokens(value: unknown): number {
  return Math.ceil(withoutPictures(value).length / 4)
}

/** How many leading items of two conversations are the same, byte for byte. */
function commonStart(a: readonly Json[], b: readonly Json[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) if (JSON.stringify(a[i]) !== JSON.stringify(b[i])) return i
  return length
}

export interface CacheEntry {
  readonly head: string
  readonly items: readonly Json[]
  readonly tokens: readonly number[]
}

export function cacheEntry(request: CheckedRequest): CacheEntry {
  const { model, instructions, tools } = request.body
  const tokens = request.items.map((item, i) => textTokens(item) + request.imageTokens[i]!)
  return { head: JSON.stringify([model, instructions, tools]), items: request.items, tokens }
}

function cachedTokens(now: CacheEntry, before: CacheEntry | undefined): number {
  if (!before || before.head !== now.head) return 0
  const shared = commonStart(before.items, now.items)
  const tokens = Math.ceil(now.head.length / 4) + now.tokens.slice(0, shared).reduce((sum, n) => sum + n, 0)
  return tokens < SHORTEST_PREFIX ? 0 : Math.floor(tokens / CACHE_STEP) * CACHE_STEP
}

export function usageOf(now: CacheEntry, before: CacheEntry | undefined, output: readonly Json[]): Json {
  const input = Math.ceil(now.head.length / 4) + now.tokens.reduce((sum, n) => sum + n, 0)
  const cached = cachedTokens(now, before)
  const reasoning = output.filter((item) => item['type'] === 'reasoning').length * 64
  const written = textTokens(output) + reasoning
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: input - cached >= SHORTEST_PREFIX ? input - cached : 0 },
    output_tokens: written,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + written,
  }
}
