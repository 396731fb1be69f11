/** The models this build has, and how each is made: one line a vendor. */
import type { Bridge, Outcome, ScreenText } from '../../native-bridge/index.js'
import { abilitiesOf } from '../models/abilities.js'
import { ANTHROPIC_MODELS, createAnthropicModel, DEFAULT_ANTHROPIC_MODEL } from '../models/anthropic.js'
import { createGeminiModel, DEFAULT_GEMINI_MODEL, GEMINI_MODELS } from '../models/gemini.js'
import type { Model } from '../models/model.js'
import { createOfflineModel } from '../models/offline/offline.js'
import { CHAT_MODELS, createOpenAiChatModel, DEFAULT_CHAT_MODEL, DEFAULT_CHAT_URL, priceAt } from '../models/openai-chat.js'
import { createOpenAiModel, DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from '../models/openai.js'
import { priceOf } from '../models/prices.js'
import { createScriptedModel, readScript } from '../models/scripted.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import { keyVariable, type ProviderChoice } from '../settings/choose-provider.js'
import { refuse } from './parse-args.js'
import type { KnownModel, ModelNeeds } from './plugs.js'

export const BUILT_PROVIDERS: readonly Provider[] = ['openai', 'anthropic', 'gemini', 'openai-chat', 'offline', 'scripted']

export async function createModel(choice: ProviderChoice, needs: ModelNeeds): Promise<Outcome<Model, Problem>> {
  switch (choice.provider) {
    case 'openai':
      return withKey(choice, needs, createOpenAiModel)
    case 'anthropic':
      return withKey(choice, needs, createAnthropicModel)
    case 'gemini':
      return withKey(choice, needs, createGeminiModel)
    case 'offline':
      return { ok: true, value: createOffline(needs.bridge) }
    case 'scripted':
      return createScripted(choice)
    case 'openai-chat':
      return createOpenChat(choice, needs)
  }
}

const SERVED: readonly { readonly provider: Provider; readonly fallback: string; readonly models: readonly string[] }[] = [
  { provider: 'openai', fallback: DEFAULT_OPENAI_MODEL, models: OPENAI_MODELS },
  { provider: 'anthropic', fallback: DEFAULT_ANTHROPIC_MODEL, models: ANTHROPIC_MODELS },
  { provider: 'gemini', fallback: DEFAULT_GEMINI_MODEL, models: GEMINI_MODELS },
  { provider: 'openai-chat', fallback: DEFAULT_CHAT_MODEL, models: CHAT_MODELS },
]

export function listModels(prices: Settings['prices']): readonly KnownModel[] {
  const served = SERVED.flatMap(({ provider, fallback, models }) =>
    [...new Set([fallback, ...models])].map((model): KnownModel => {
      const price = priceOf(model, prices, new Date()) ?? (provider === 'openai-chat' ? OWN_MACHINE : null)
      const shown = price && { input: price.input, cached: price.cached, output: price.output }
      return { provider, model, isDefault: model === fallback, price: shown, ...abilitiesOf(provider, model) }
    }),
  )
  const offline = { provider: 'offline', model: 'offline', isDefault: true, price: null } as const
  return [...served, { ...offline, ...abilitiesOf('offline', 'offline') }]
}

/** Open models are looked for on one's own machine first, where they cost nothing. */
const OWN_MACHINE = priceAt(DEFAULT_CHAT_URL, null)

function withKey(
  choice: ProviderChoice,
  needs: ModelNeeds,
  create: typeof createOpenAiModel | typeof createAnthropicModel | typeof createGeminiModel,
): Outcome<Model, Problem> {
  const { provider, key } = choice
  if (!key) return refuse('missing-key', `The provider \`${provider}\` needs a key: set ${keyVariable(provider) ?? 'one'}.`)
  const model = create({
    apiKey: key.value,
    baseUrl: choice.baseUrl ?? undefined,
    model: choice.model ?? undefined,
    effort: choice.effort ?? undefined,
    loadFrame: needs.loadFrame,
    prices: needs.prices,
  })
  return { ok: true, value: model }
}

/** A wrong dialect is told before there is a desktop. */
function createOpenChat({ key, baseUrl, model, effort, dialect }: ProviderChoice, needs: ModelNeeds): Outcome<Model, Problem> {
  const made = createOpenAiChatModel({
    apiKey: key?.value ?? '',
    baseUrl: baseUrl ?? undefined,
    model: model ?? undefined,
    effort: effort ?? undefined,
    dialect: dialect ?? undefined,
    loadFrame: needs.loadFrame,
    prices: needs.prices,
  })
  const usable = made.check('')
  return usable.ok ? { ok: true, value: made } : usable
}

async function createScripted({ model }: ProviderChoice): Promise<Outcome<Model, Problem>> {
  if (model === null || model === 'scripted') {
    return refuse('usage', 'The provider `scripted` plays a file: name it with --model FILE.')
  }
  const script = await readScript(model)
  return script.ok ? { ok: true, value: createScriptedModel({ script: script.value, id: model }) } : script
}

const NO_BRIDGE = { ok: false, problem: { kind: 'text', message: 'There is no desktop to read yet.', retryable: false } } as const

/** The model is made, and its task checked, before there is a desktop. */
function createOffline(bridge: () => Bridge | null): Model {
  const text: ScreenText = {
    read: async (...asked) => bridge()?.text.read(...asked) ?? NO_BRIDGE,
    close: () => Promise.resolve(),
  }
  return createOfflineModel({ text, listWindows: async () => bridge()?.windows.list() ?? NO_BRIDGE })
}
