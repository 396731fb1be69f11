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
  /** left out: as OpenAI bills long requests; null: length makes no difference */
  readonly long?: LongRule | null | undefined
}

/** A request with more input than `above` bills all of it at a multiple. */
interface LongRule {
  readonly above: number
  readonly input: number
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

/** What Anthropic and Google bill: the same however long a request is, but for a few. */
const flat = (
  model: string,
  input: number,
  cached: number,
  cacheWrite: number | null,
  output: number,
  more: Partial<PriceRow> = {},
): PriceRow => ({ ...row(model, input, cached, cacheWrite, output), long: null, ...more })

const HAIKU_LONG: LongRule = { above: 100_000, input: 5, output: 5 }
const GEMINI_LONG: LongRule = { above: 200_000, input: 2, output: 1.5 }

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
  flat('claude-fable-5-1', 10, 1, 12.5, 50),
  flat('claude-fable-5', 10, 1, 12.5, 50),
  flat('claude-opus-5-5', 4, 0.2, 5, 20),
  flat('claude-opus-5', 5, 0.5, 6.25, 25),
  flat('claude-sonnet-5-5', 2, 0.1, 2.5, 10),
  flat('claude-sonnet-5', 2, 0.2, 2.5, 10),
  flat('claude-haiku-5-5', 0.1, 0.01, 0.125, 0.5, { long: HAIKU_LONG }),
  flat('claude-opus-4-8', 5, 0.5, 6.25, 25),
  flat('claude-opus-4-7', 5, 0.5, 6.25, 25),
  flat('claude-opus-4-6', 5, 0.5, 6.25, 25),
  flat('claude-opus-4-5', 5, 0.5, 6.25, 25),
  flat('claude-sonnet-4-6', 3, 0.3, 3.75, 15),
  flat('claude-sonnet-4-5', 3, 0.3, 3.75, 15),
  flat('claude-haiku-4-5', 1, 0.1, 1.25, 5),
  flat('gemini-3.8-flash', 0.75, 0.075, null, 3.75, { until: '2026-12-31' }),
  flat('gemini-3.8-flash', 1.5, 0.15, null, 7.5),
  flat('gemini-3.7-flash', 0.75, 0.075, null, 3.75, { until: '2027-12-31' }),
  flat('gemini-3.7-flash', 1.5, 0.15, null, 7.5),
  flat('gemini-3.5-flash', 1.5, 0.15, null, 9),
  flat('gemini-3-flash-preview', 0.5, 0.05, null, 3),
  flat('gemini-2.5-computer-use-preview-10-2025', 1.25, 1.25, null, 10, { long: GEMINI_LONG }),
]

const OPENAI_LONG: LongRule = { above: 272_000, input: 2, output: 1.5 }

/** null: no known price. `at` decides which row of a price that ends counts. */
export function priceOf(model: string, overrides: Settings['prices'], at: Date): Price | null {
  const name = withoutSnapshotDate(model).replace(/^(claude-.*)-\d{8}$/, '$1')
  const day = at.toISOString().slice(0, 10)
  const known = ROWS.find((price) => price.model === name && (price.until === undefined || day <= price.until))
  const own = [model, name].find((key) => Object.hasOwn(overrides, key))
  const set = own === undefined ? undefined : overrides[own]
  // what a person sets is the price of a token; how long requests are billed stays as it is known
  return set ? { ...set, ...(known?.long === undefined ? {} : { long: known.long }) } : (known ?? null)
}

/** `cached` and `cacheWrite` are part of `input`. */
export function costUsd(tokens: Pick<Usage, 'input' | 'cached' | 'cacheWrite' | 'output'>, price: Price): number {
  const rule = price.long === undefined ? OPENAI_LONG : price.long
  const long = rule && tokens.input > rule.above ? rule : { input: 1, output: 1 }
  const plain = Math.max(0, tokens.input - tokens.cached - tokens.cacheWrite)
  const input = plain * price.input + tokens.cached * price.cached + tokens.cacheWrite * (price.cacheWrite ?? price.input)
  const output = tokens.output * price.output
  return (input * long.input + output * long.output) / 1_000_000
}
