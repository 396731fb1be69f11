/** Decides when a conversation is cut, and gets the words that stay of it. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Usage } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { TurnRequest } from '../model.js'
import type { Item } from './json.js'
import { digestOf, summaryOf, type Summary } from './summary.js'

/** Far below every window: all of it is paid for again in each turn, if only at the price of the cache. */
export const SHORTEN_ABOVE = 60_000

export interface Written {
  readonly text: string
  readonly usage: Usage | null
}

export interface Shortening {
  readonly request: TurnRequest
  /** tokens of the request as it stands */
  readonly tokens: number
  /** left out: SHORTEN_ABOVE */
  readonly above?: number
  /** items since the last cut: there must be something to gain */
  readonly turns: number
  /** left out: FEWEST_TURNS */
  readonly fewest?: number
  /** what the model said so far */
  readonly said: () => readonly string[]
  /** the task's pictures, as this vendor writes them */
  readonly images: readonly Item[]
  /** asks the model for its notes */
  readonly write: () => Promise<Outcome<Written, Problem>>
}

/** A cut must be worth its price. */
const FEWEST_TURNS = 6

export interface Shortened {
  readonly summary: Summary
  readonly usage: Usage | null
}

/** null: it is short enough. What passes is left to the caller to try again; a model that cannot answer is quoted instead. */
export async function shorten(asked: Shortening): Promise<Outcome<Shortened | null, Problem>> {
  if (asked.tokens < (asked.above ?? SHORTEN_ABOVE) || asked.turns < (asked.fewest ?? FEWEST_TURNS))
    return { ok: true, value: null }
  const written = await asked.write()
  if (!written.ok && (written.problem.retryable || written.problem.kind === 'aborted' || FATAL.has(written.problem.kind)))
    return written
  const words = written.ok ? written.value.text.trim() : ''
  const summary = summaryOf(asked.request, words === '' ? digestOf(asked.said()) : words, asked.images)
  return { ok: true, value: { summary, usage: written.ok ? written.value.usage : null } }
}

/** Nothing will be answered after these. */
const FATAL: ReadonlySet<string> = new Set(['model-auth', 'model-quota'])

/** Both requests of a turn are paid for. */
export function bothUsages(a: Usage | null, b: Usage | null): Usage | null {
  if (!a || !b) return a ?? b
  return {
    input: a.input + b.input,
    cached: a.cached + b.cached,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    imageTokens: a.imageTokens + b.imageTokens,
    usd: a.usd === null || b.usd === null ? null : a.usd + b.usd,
  }
}
