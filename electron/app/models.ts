/** The models this build has, and how each is made: one line a vendor. */
import type { Bridge, Outcome } from '../../native-bridge/index.js'
import { createAnthropicModel } from '../models/anthropic.js'
import { OFFERED } from '../models/catalogue.js'
import { createGeminiModel } from '../models/gemini.js'
import type { LoadFrame, Model } from '../models/model.js'
import { createOfflineModel } from '../models/offline/offline.js'
import { createOpenAiChatModel } from '../models/openai-chat.js'
import { createOpenAiModel } from '../models/openai.js'
import { createScriptedModel, readScript } from '../models/scripted.js'
import { loadTestPicture, tryModel } from '../models/try-model.js'
import type { TriedModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import type { ProviderChoice } from '../settings/choose-provider.js'
import { chooseFor, type WantedModel } from '../settings/choose-switch.js'
import type { Environment } from '../settings/environment.js'
import type { SecretStore } from '../settings/secrets.js'
import type { LoadedSettings } from '../settings/settings.js'

export const BUILT_PROVIDERS: readonly Provider[] = ['openai', 'anthropic', 'gemini', 'openai-chat', 'offline', 'scripted']

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
    webSocket: choice.webSocket,
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

interface TestParts {
  readonly loaded: LoadedSettings
  readonly env: Environment
  readonly keychain: SecretStore
}

/** Asks the provider with the key it has: does it answer? */
export async function testKey(
  provider: Provider,
  parts: TestParts,
  signal: AbortSignal,
): Promise<Outcome<{ readonly ms: number }, Problem>> {
  const choice = await chooseFor({ ...parts, built: BUILT_PROVIDERS }, { provider, model: null, effort: null })
  if (!choice.ok) return choice
  if (provider === 'offline' || provider === 'scripted') return { ok: true, value: { ms: 0 } }
  // which model a server of one's own holds, only the person knows
  const model = provider === 'openai-chat' ? choice.value.model || null : null
  const made = withoutBridge({ ...choice.value, model }, { loadFrame: loadTestPicture, prices: {} })
  return made.ok ? made.value.reach(signal) : made
}

/** Asks one model for a click on the test picture. */
export async function testModel(
  wanted: WantedModel & { readonly provider: Provider },
  parts: TestParts,
  signal: AbortSignal,
): Promise<Outcome<TriedModel, Problem>> {
  const { provider } = wanted
  if (provider === 'offline' || provider === 'scripted')
    return refuse('usage', `The ${provider} model sees no pictures: there is nothing to test.`)
  const choice = await chooseFor({ ...parts, built: BUILT_PROVIDERS }, wanted)
  if (!choice.ok) return choice
  const made = withoutBridge(choice.value, { loadFrame: loadTestPicture, prices: parts.loaded.settings.prices })
  return made.ok ? tryModel(made.value, signal) : made
}

const withoutBridge = (choice: ProviderChoice, parts: Omit<ModelParts, 'bridge'>): Outcome<Model, Problem> =>
  choice.provider === 'openai-chat' ? openChat(choice, parts) : served(choice, parts)
