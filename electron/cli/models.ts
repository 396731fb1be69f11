/** The models this build has, and how each is made: one line a vendor. */
import type { Bridge, Outcome, ScreenText } from '../../native-bridge/index.js'
import { createAnthropicModel } from '../models/anthropic.js'
import { knownModels } from '../models/catalogue.js'
import { createGeminiModel } from '../models/gemini.js'
import type { Model } from '../models/model.js'
import { createOfflineModel } from '../models/offline/offline.js'
import { createOpenAiChatModel } from '../models/openai-chat.js'
import { createOpenAiModel } from '../models/openai.js'
import { createScriptedModel, readScript } from '../models/scripted.js'
import type { KnownModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import { keyVariable, type ProviderChoice } from '../settings/choose-provider.js'
import { refuse } from './parse-args.js'
import type { ModelNeeds } from './plugs.js'

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

export const listModels = (prices: Settings['prices']): readonly KnownModel[] => knownModels(prices, new Date())

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
    webSocket: choice.webSocket,
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
