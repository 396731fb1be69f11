/** The models this build has, and how each is made: one line a vendor. */
import type { Bridge, Outcome } from '../../native-bridge/index.js'
import { ANTHROPIC_MODELS, createAnthropicModel, DEFAULT_ANTHROPIC_MODEL } from '../models/anthropic.js'
import { createGeminiModel, DEFAULT_GEMINI_MODEL, GEMINI_MODELS } from '../models/gemini.js'
import type { LoadFrame, Model } from '../models/model.js'
import { createOfflineModel } from '../models/offline/offline.js'
import { CHAT_MODELS, createOpenAiChatModel, DEFAULT_CHAT_MODEL } from '../models/openai-chat.js'
import { createOpenAiModel, DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from '../models/openai.js'
import { createScriptedModel, readScript } from '../models/scripted.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import { chooseProvider, type ProviderChoice } from '../settings/choose-provider.js'
import type { Environment } from '../settings/environment.js'
import type { SecretStore } from '../settings/secrets.js'
import type { LoadedSettings } from '../settings/settings.js'

export const BUILT_PROVIDERS: readonly Provider[] = ['openai', 'anthropic', 'gemini', 'openai-chat', 'offline', 'scripted']

const firstOf = (first: string, all: readonly string[]): readonly string[] => [first, ...all.filter((id) => id !== first)]

/** What the windows offer; `scripted` is for tests and asks for a file. */
export const OFFERED: readonly {
  readonly id: Provider
  readonly name: string
  readonly models: readonly string[]
  readonly needsKey: boolean
}[] = [
  { id: 'openai', name: 'OpenAI', models: firstOf(DEFAULT_OPENAI_MODEL, OPENAI_MODELS), needsKey: true },
  { id: 'anthropic', name: 'Anthropic', models: firstOf(DEFAULT_ANTHROPIC_MODEL, ANTHROPIC_MODELS), needsKey: true },
  { id: 'gemini', name: 'Gemini', models: firstOf(DEFAULT_GEMINI_MODEL, GEMINI_MODELS), needsKey: true },
  { id: 'openai-chat', name: 'Open model', models: firstOf(DEFAULT_CHAT_MODEL, CHAT_MODELS), needsKey: false },
  { id: 'offline', name: 'Offline', models: ['offline'], needsKey: false },
]

export interface ModelParts {
  readonly bridge: Bridge
  readonly loadFrame: LoadFrame
  readonly prices: Settings['prices']
}

export async function createModel(choice: ProviderChoice, parts: ModelParts): Promise<Outcome<Model, Problem>> {
  switch (choice.provider) {
    case 'openai':
    case 'anthropic':
    case 'gemini':
      return served(choice, parts)
    case 'offline':
      return { ok: true, value: createOfflineModel({ text: parts.bridge.text, listWindows: () => parts.bridge.windows.list() }) }
    case 'scripted':
      return scripted(choice)
    case 'openai-chat':
      return openChat(choice, parts)
  }
}

const refuse = (kind: Problem['kind'], message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})

const VENDORS = { openai: createOpenAiModel, anthropic: createAnthropicModel, gemini: createGeminiModel } as const

const isServed = (provider: Provider): provider is keyof typeof VENDORS => Object.hasOwn(VENDORS, provider)

function served(choice: ProviderChoice, parts: Omit<ModelParts, 'bridge'>): Outcome<Model, Problem> {
  const { provider, key } = choice
  if (!isServed(provider)) return refuse('not-built', `The provider ${provider} is not built yet.`)
  const name = OFFERED.find(({ id }) => id === provider)?.name ?? provider
  if (!key) return refuse('missing-key', `${name} needs a key. Enter one in the settings.`)
  const model = VENDORS[provider]({
    apiKey: key.value,
    baseUrl: choice.baseUrl ?? undefined,
    model: choice.model ?? undefined,
    effort: choice.effort ?? undefined,
    loadFrame: parts.loadFrame,
    prices: parts.prices,
  })
  return { ok: true, value: model }
}

/** Any server that speaks Chat Completions; the key is for those that want one. */
function openChat(choice: ProviderChoice, parts: Omit<ModelParts, 'bridge'>): Outcome<Model, Problem> {
  const model = createOpenAiChatModel({
    apiKey: choice.key?.value ?? '',
    baseUrl: choice.baseUrl ?? undefined,
    model: choice.model ?? undefined,
    effort: choice.effort ?? undefined,
    dialect: choice.dialect ?? undefined,
    loadFrame: parts.loadFrame,
    prices: parts.prices,
  })
  const usable = model.check('')
  return usable.ok ? { ok: true, value: model } : usable
}

async function scripted(choice: ProviderChoice): Promise<Outcome<Model, Problem>> {
  if (choice.model === null) return refuse('configuration', 'The scripted model needs a file: set `model` to its path.')
  const script = await readScript(choice.model)
  return script.ok ? { ok: true, value: createScriptedModel({ script: script.value, id: choice.model }) } : script
}

/** Asks the provider with the key it has: does it answer? */
export async function testKey(
  provider: Provider,
  parts: { readonly loaded: LoadedSettings; readonly env: Environment; readonly keychain: SecretStore },
  signal: AbortSignal,
): Promise<Outcome<{ readonly ms: number }, Problem>> {
  const { loaded } = parts
  // which model a server of one's own holds, only the person knows
  const model = provider === 'openai-chat' && loaded.settings.provider === provider ? loaded.settings.model : null
  const named = { ...loaded, settings: { ...loaded.settings, provider, model } }
  const choice = await chooseProvider({ ...parts, loaded: named, built: BUILT_PROVIDERS })
  if (!choice.ok) return choice
  const needs = { loadFrame: () => Promise.resolve(refuse('log', 'There is no picture.')), prices: {} }
  if (provider === 'openai-chat') return reached(openChat(choice.value, needs), signal)
  if (!isServed(choice.value.provider)) return { ok: true, value: { ms: 0 } }
  return reached(served(choice.value, needs), signal)
}

const reached = (made: Outcome<Model, Problem>, signal: AbortSignal): ReturnType<Model['reach']> =>
  made.ok ? made.value.reach(signal) : Promise.resolve(made)
