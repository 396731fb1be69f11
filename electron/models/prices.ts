/** What a turn costs. Prices are USD per 1M tokens, standard tier; settings may override any of them. */
import type { Usage } from '../protocol/event.js'
import type { Settings } from '../protocol/settings.js'
import { withoutSnapshotDate } from './openai/families.js'

/** The day the table was compared with the providers' pages. */
export const PRICES_AS_OF = '2026-11-22'

export interface Price {
  readonly input: number
  readonly cached: number
  /** left out: written at the price of input */
  readonly cacheWrite?: number | undefined
  readonly output: number
}

interface PriceRow extends Price {
  readonly model: string
  /** last day of a price that ends */
  readonly until?: string
}

const row = (
  model: string,
  input: number,
  cached: number,
  cacheWrite: number | null,
  output: number,
  until?: string,
): PriceRow => ({
  model,
  input,
  cached,
  output,
  ...(cacheWrite === null ? {} : { cacheWrite }),
  ...(until === undefined ? {} : { until }),
})

/** A model with several rows: the first that has not ended counts. */
const ROWS: readonly PriceRow[] = [
  row('gpt-6.2-astra', 8, 0.4, 10, 40),
  row('gpt-6.2-sol', 2, 0.1, 2.5, 10),
  row('gpt-6-astra', 10, 1, 12.5, 50),
  row('gpt-6.1-sol', 2, 0.1, 2.5, 10),
  row('gpt-6.1-terra', 1, 0.05, 1.25, 5),
  row('gpt-6-sol', 2, 0.2, 2.5, 10),
  row('gpt-6-luna', 0.1, 0.01, 0.125, 0.5),
  row('gpt-5.6-sol', 4, 0.4, 5, 20, '2026-11-21'),
  row('gpt-5.6-sol', 5, 0.5, 6.25, 30),
  row('gpt-5.6-terra', 2, 0.2, 2.5, 12),
  row('gpt-5.6-luna', 0.2, 0.02, 0.25, 1.2),
  row('gpt-5.5', 5, 0.5, null, 30),
  row('gpt-5.4', 2.5, 0.25, null, 15),
  row('gpt-5.4-mini', 0.75, 0.075, null, 4.5),
  row('gpt-5.4-nano', 0.2, 0.02, null, 1.25),
  row('gpt-5.3-codex', 1.75, 0.175, null, 14),
  row('gpt-5.2', 1.75, 0.175, null, 14),
  row('computer-use-preview', 3, 3, null, 12),
]

/** A request with more input than this bills all of it at a higher rate. */
const LONG_INPUT = 272_000
const LONG_INPUT_FACTOR = 2
const LONG_OUTPUT_FACTOR = 1.5

/** null: no known price. `at` decides which row of a price that ends counts. */
export function priceOf(model: string, overrides: Settings['prices'], at: Date): Price | null {
  const name = withoutSnapshotDate(model)
  const day = at.toISOString().slice(0, 10)
  const known = ROWS.find((price) => price.model === name && (price.until === undefined || day <= price.until))
  const own = [model, name].find((key) => Object.hasOwn(overrides, key))
  return (own === undefined ? undefined : overrides[own]) ?? known ?? null
}

/** `cached` and `cacheWrite` are part of `input`. */
export function costUsd(tokens: Pick<Usage, 'input' | 'cached' | 'cacheWrite' | 'output'>, price: Price): number {
  const isLong = tokens.input > LONG_INPUT
  const plain = Math.max(0, tokens.input - tokens.cached - tokens.cacheWrite)
  const input = plain * price.input + tokens.cached * price.cached + tokens.cacheWrite * (price.cacheWrite ?? price.input)
  const output = tokens.output * price.output
  return (input * (isLong ? LONG_INPUT_FACTOR : 1) + output * (isLong ? LONG_OUTPUT_FACTOR : 1)) / 1_000_000
}
