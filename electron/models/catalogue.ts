/** The models that are offered for choice, by provider: what `models` lists and the windows show. */
import type { KnownModel } from '../protocol/known-model.js'
import type { Provider, Settings } from '../protocol/settings.js'
import { abilitiesOf } from './abilities.js'
import { ANTHROPIC_MODELS, DEFAULT_ANTHROPIC_MODEL } from './anthropic/families.js'
import { DEFAULT_GEMINI_MODEL, GEMINI_MODELS } from './gemini/families.js'
import { CHAT_MODELS, DEFAULT_CHAT_MODEL, DEFAULT_CHAT_URL, priceAt } from './openai-chat.js'
import { DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from './openai/families.js'
import { priceOf } from './prices.js'

export interface OfferedProvider {
  readonly id: Provider
  readonly name: string
  /** its default first */
  readonly models: readonly string[]
  readonly needsKey: boolean
}

const firstOf = (first: string, all: readonly string[]): readonly string[] => [...new Set([first, ...all])]

/** `scripted` is for tests and asks for a file. */
export const OFFERED: readonly OfferedProvider[] = [
  { id: 'openai', name: 'OpenAI', models: firstOf(DEFAULT_OPENAI_MODEL, OPENAI_MODELS), needsKey: true },
  { id: 'anthropic', name: 'Anthropic', models: firstOf(DEFAULT_ANTHROPIC_MODEL, ANTHROPIC_MODELS), needsKey: true },
  { id: 'gemini', name: 'Gemini', models: firstOf(DEFAULT_GEMINI_MODEL, GEMINI_MODELS), needsKey: true },
  { id: 'openai-chat', name: 'Open model', models: firstOf(DEFAULT_CHAT_MODEL, CHAT_MODELS), needsKey: false },
  { id: 'offline', name: 'Offline', models: ['offline'], needsKey: false },
]

/** Open models are looked for on one's own machine first, where they cost nothing. */
const OWN_MACHINE = priceAt(DEFAULT_CHAT_URL, null)

function shownPrice(provider: Provider, model: string, prices: Settings['prices'], at: Date): KnownModel['price'] {
  const price = priceOf(model, prices, at) ?? (provider === 'openai-chat' ? OWN_MACHINE : null)
  if (price === null) return null
  const { input, cached, output } = price
  return { input, cached, output, isOwn: Object.hasOwn(prices, model) }
}

export function knownModels(prices: Settings['prices'], at: Date): readonly KnownModel[] {
  return OFFERED.flatMap(({ id: provider, models }) =>
    models.map((model, index) => ({
      provider,
      model,
      isDefault: index === 0,
      price: shownPrice(provider, model, prices, at),
      ...abilitiesOf(provider, model),
    })),
  )
}
