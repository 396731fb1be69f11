/** The models this build has, and how each is made: one line a vendor. */
import type { Bridge, Outcome, ScreenText } from '../../native-bridge/index.js'
import type { Model } from '../models/model.js'
import { createOfflineModel } from '../models/offline/offline.js'
import { createOpenAiModel, DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from '../models/openai.js'
import { priceOf } from '../models/prices.js'
import { createScriptedModel, readScript } from '../models/scripted.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import type { ProviderChoice } from '../settings/choose-provider.js'
import { refuse } from './parse-args.js'
import type { KnownModel, ModelNeeds } from './plugs.js'

export const BUILT_PROVIDERS: readonly Provider[] = ['openai', 'offline', 'scripted']

export async function createModel(choice: ProviderChoice, needs: ModelNeeds): Promise<Outcome<Model, Problem>> {
  switch (choice.provider) {
    case 'openai':
      return createOpenAi(choice, needs)
    case 'offline':
      return { ok: true, value: createOffline(needs.bridge) }
    case 'scripted':
      return createScripted(choice)
    case 'anthropic':
    case 'gemini':
    case 'openai-chat':
      return refuse('not-built', `The provider \`${choice.provider}\` is not built yet.`)
  }
}

export function listModels(prices: Settings['prices']): readonly KnownModel[] {
  const openai = [...new Set([DEFAULT_OPENAI_MODEL, ...OPENAI_MODELS])].map((model): KnownModel => {
    const price = priceOf(model, prices, new Date())
    const shown = price && { input: price.input, cached: price.cached, output: price.output }
    return { provider: 'openai', model, isDefault: model === DEFAULT_OPENAI_MODEL, price: shown }
  })
  return [...openai, { provider: 'offline', model: 'offline', isDefault: true, price: null }]
}

function createOpenAi(choice: ProviderChoice, needs: ModelNeeds): Outcome<Model, Problem> {
  if (!choice.key) return refuse('missing-key', 'The provider `openai` needs a key: set OPENAI_API_KEY.')
  const model = createOpenAiModel({
    apiKey: choice.key.value,
    baseUrl: choice.baseUrl ?? undefined,
    model: choice.model ?? undefined,
    effort: choice.effort ?? undefined,
    loadFrame: needs.loadFrame,
    prices: needs.prices,
  })
  return { ok: true, value: model }
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
