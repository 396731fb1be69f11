/**
 * What a turn's tokens went to. Pictures and reasoning are counted by the provider. What tools put out is estimated from its
 * length; the rest of the input is history (instructions, earlier turns). Money is shared out among the parts of the input by
 * their tokens, as no provider says which of them it had cached.
 */
import type { Usage } from '../protocol/event.js'
import type { CostPart } from '../protocol/replay.js'

/** USD per 1M output tokens; null when the model's price is not known */
export type OutputPrice = number | null

const CHARACTERS_A_TOKEN = 4

export function costParts(usage: Usage, toolChars: number, outputPrice: OutputPrice): CostPart[] {
  const images = Math.min(usage.imageTokens, usage.input)
  const tools = Math.min(Math.ceil(toolChars / CHARACTERS_A_TOKEN), usage.input - images)
  const history = usage.input - images - tools
  const reasoning = Math.min(usage.reasoning, usage.output)
  const money = shareOut(usage, outputPrice)
  const part = (name: CostPart['part'], tokens: number, rate: number | null): CostPart => {
    return { part: name, tokens, usd: rate === null ? null : tokens * rate }
  }
  return [
    part('images', images, money.input),
    part('history', history, money.input),
    part('tools', tools, money.input),
    part('reasoning', reasoning, money.output),
    part('answer', usage.output - reasoning, money.output),
  ]
}

/** USD a token, so that the parts add up to what the turn cost. */
function shareOut(usage: Usage, outputPrice: OutputPrice): { input: number | null; output: number | null } {
  if (usage.usd === null) return { input: null, output: null }
  if (usage.usd === 0) return { input: 0, output: 0 }
  if (outputPrice === null) return { input: null, output: null }
  const output = usage.output === 0 ? 0 : Math.min((usage.output * outputPrice) / 1_000_000, usage.usd)
  return {
    input: usage.input === 0 ? 0 : (usage.usd - output) / usage.input,
    output: usage.output === 0 ? 0 : output / usage.output,
  }
}

export function addParts(all: readonly (readonly CostPart[])[]): CostPart[] {
  const sums = new Map<CostPart['part'], CostPart>()
  for (const { part, tokens, usd } of all.flat()) {
    const sum = sums.get(part)
    if (!sum) sums.set(part, { part, tokens, usd })
    else sums.set(part, { part, tokens: sum.tokens + tokens, usd: sum.usd === null || usd === null ? null : sum.usd + usd })
  }
  return [...sums.values()]
}
