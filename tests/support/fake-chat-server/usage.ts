/** Token counts as servers of open models tell them: text by length, pictures by patches, and what an earlier request left behind. */
import { picturesIn, type RequestBody } from './check-body.js'
import type { Json } from './turn.js'

const textTokens = (value: unknown): number => Math.ceil(JSON.stringify(value).replace(/data:image\/[^"]+/g, '').length / 4)

function tokensOf(messages: RequestBody['messages']): number {
  const pictures = picturesIn(messages).reduce(
    (sum, { width, height }) => sum + Math.ceil(width / 28) * Math.ceil(height / 28),
    0,
  )
  return textTokens(messages) + pictures
}

export const promptTokens = ({ messages, tools }: RequestBody): number => textTokens(tools ?? []) + tokensOf(messages)

export function usageOf(body: RequestBody, before: RequestBody | undefined, answer: unknown): Json {
  const { messages } = body
  const same = messages.findIndex((one, at) => JSON.stringify(one) !== JSON.stringify(before?.messages[at]))
  const cached = tokensOf(messages.slice(0, same < 0 ? messages.length : same))
  const [prompt, completion] = [promptTokens(body), textTokens(answer)]
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  }
}
