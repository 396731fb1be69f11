/** The server's token counts → ours; where it tells none, an estimate by length, so that the meter shows something. */
import type { Size } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import { costUsd, type Price } from '../prices.js'
import { numberOf, partOf, type Item } from '../wire/json.js'
import type { FinishedAnswer } from './read-stream.js'

/** Letters of English text to a token, roughly, in every tokenizer. */
const CHARS_A_TOKEN = 4

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

export interface Measured {
  readonly answer: FinishedAnswer
  readonly price: Price | null
  /** characters of the request without its pictures */
  readonly sentChars: number
  readonly pictures: readonly (Size | null)[]
  readonly tokensOf: (picture: Size) => number
}

export function readUsage({ answer, price, sentChars, pictures, tokensOf }: Measured): Usage {
  const imageTokens = pictures.reduce((sum, size) => sum + (size ? tokensOf(size) : 0), 0)
  const tokens = answer.usage ? counted(answer.usage) : estimated(answer, sentChars, imageTokens)
  return { ...tokens, imageTokens: Math.min(imageTokens, tokens.input), usd: price ? costUsd(tokens, price) : null }
}

const counted = (told: Item) => ({
  input: numberOf(told, 'prompt_tokens'),
  cached: numberOf(partOf(told, 'prompt_tokens_details'), 'cached_tokens'),
  cacheWrite: 0,
  output: numberOf(told, 'completion_tokens'),
  reasoning: numberOf(partOf(told, 'completion_tokens_details'), 'reasoning_tokens'),
})

function estimated({ content, reasoning, toolCalls }: FinishedAnswer, sentChars: number, imageTokens: number) {
  const written = content.length + toolCalls.reduce((sum, call) => sum + call.arguments.length, 0)
  const thought = Math.ceil(reasoning.length / CHARS_A_TOKEN)
  return {
    input: Math.ceil(sentChars / CHARS_A_TOKEN) + imageTokens,
    cached: 0,
    cacheWrite: 0,
    output: Math.ceil(written / CHARS_A_TOKEN) + thought,
    reasoning: thought,
  }
}
