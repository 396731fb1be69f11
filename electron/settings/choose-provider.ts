/**
 * Which provider a session uses: the one that was named (flag, environment, config), else the one the model's name implies,
 * else the first whose key is found, else offline. What is not built yet is refused by name, never replaced.
 */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem, ProblemKind } from '../protocol/problem.js'
import { providerSchema, type Provider, type Settings } from '../protocol/settings.js'
import type { Environment } from './environment.js'
import { keyEntry } from './keychain.js'
import type { SecretStore } from './secrets.js'
import type { LoadedSettings } from './settings.js'

export interface FoundKey {
  readonly value: string
  /** 'OPENAI_API_KEY' or 'the keychain' */
  readonly from: string
}

export interface ProviderChoice {
  readonly provider: Provider
  /** null: the provider's default */
  readonly model: string | null
  readonly baseUrl: string | null
  readonly effort: Settings['effort']
  /** of an open model; null: by the model's name */
  readonly dialect: string | null
  /** OpenAI over one WebSocket */
  readonly webSocket: boolean
  readonly key: FoundKey | null
}

export interface ChooseProviderInput {
  readonly loaded: Pick<LoadedSettings, 'settings' | 'origins'>
  readonly env: Environment
  readonly keychain: SecretStore
  /** providers this build has */
  readonly built: readonly Provider[]
}

interface ServerProvider {
  readonly key: string
  readonly baseUrl: string | null
  readonly models: RegExp
  /** servers on one's own machine want no key */
  readonly isKeyOptional?: true
}

/** Also the order in which keys are looked for. */
const SERVERS: Readonly<Partial<Record<Provider, ServerProvider>>> = {
  openai: { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: /^(gpt-|o\d|computer-use-|chatgpt-|codex-)/ },
  anthropic: { key: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', models: /^claude-/ },
  gemini: { key: 'GEMINI_API_KEY', baseUrl: null, models: /^gemini-/ },
  'openai-chat': {
    key: 'OPENAI_CHAT_API_KEY',
    baseUrl: 'OPENAI_CHAT_BASE_URL',
    models: /ui-?tars|qwen|holo-?(?:[34]|1[.-]?5)|fara|opencua|evocua|glm-?4/i,
    isKeyOptional: true,
  },
}
const KEY_ORDER: readonly Provider[] = ['openai', 'anthropic', 'gemini']
/** Whose models a name may be one of. */
const NAMED_ORDER: readonly Provider[] = [...KEY_ORDER, 'openai-chat']

export async function chooseProvider(input: ChooseProviderInput): Promise<Outcome<ProviderChoice, Problem>> {
  const { settings } = input.loaded
  const named = settings.provider ?? providerOfModel(settings.model)
  if (named !== null) {
    if (!input.built.includes(named)) return refuse('not-built', `The provider \`${named}\` is not built yet.`)
    return choose(named, await findKey(named, input), input)
  }
  const first = await findFirstKey(input)
  if (first === null) return choose('offline', null, input)
  if (!input.built.includes(first.provider)) {
    const message = `The first key found is ${first.key.from}, and the provider \`${first.provider}\` is not built yet: choose another with --provider.`
    return refuse('not-built', message)
  }
  return choose(first.provider, first.key, input)
}

/** Names the OS's keychain or the variable, never the key. */
export async function findKey(
  provider: Provider,
  input: Pick<ChooseProviderInput, 'env' | 'keychain'>,
): Promise<FoundKey | null> {
  const variable = SERVERS[provider]?.key
  if (variable === undefined) return null
  const value = input.env[variable]?.trim()
  if (value) return { value, from: variable }
  const kept = await input.keychain.get(keyEntry(provider))
  return kept.ok && kept.value ? { value: kept.value, from: `the keychain’s key for ${provider}` } : null
}

export function keyVariable(provider: Provider): string | null {
  return SERVERS[provider]?.key ?? null
}

/** Variables whose values no started program may see. */
export const KEY_VARIABLES: readonly string[] = Object.values(SERVERS).map((server) => server.key)

async function findFirstKey(input: ChooseProviderInput): Promise<{ provider: Provider; key: FoundKey } | null> {
  for (const provider of KEY_ORDER) {
    const key = await findKey(provider, input)
    if (key) return { provider, key }
  }
  return null
}

/** The provider that a model's name implies; null: it says nothing. */
export function providerOfModel(model: string | null): Provider | null {
  if (model === null) return null
  const own = providerSchema.safeParse(model)
  if (own.success && SERVERS[own.data] === undefined) return own.data
  return NAMED_ORDER.find((provider) => SERVERS[provider]?.models.test(model)) ?? null
}

function choose(provider: Provider, key: FoundKey | null, input: ChooseProviderInput): Outcome<ProviderChoice, Problem> {
  const { settings } = input.loaded
  const server = SERVERS[provider]
  if (server && key === null && !server.isKeyOptional) {
    return refuse('missing-key', `The provider \`${provider}\` needs a key: set ${server.key}, or enter one in the app.`)
  }
  const stranger = modelOfNone(provider, settings.model)
  if (stranger !== null) return refuse('configuration', stranger)
  return {
    ok: true,
    value: {
      provider,
      model: settings.model,
      baseUrl: baseUrl(provider, input),
      effort: settings.effort,
      dialect: settings.dialect,
      webSocket: settings.webSocket,
      key,
    },
  }
}

/** Servers may have models that nobody here knows; the offline model is only itself. */
function modelOfNone(provider: Provider, model: string | null): string | null {
  // a server of one's own may call its models whatever it likes
  if (provider === 'openai-chat') return null
  const implied = providerOfModel(model)
  if (implied !== null && implied !== provider)
    return `The provider \`${provider}\` has no model \`${model}\`, which is one of \`${implied}\`.`
  if (provider === 'offline' && model !== null && implied === null)
    return `The provider \`offline\` has no model \`${model}\`; for a model behind a server set its key, such as OPENAI_API_KEY.`
  return null
}

/** The vendor's own variable is environment too: it wins over files and yields to DESKHAND_BASE_URL and the flag. */
function baseUrl(provider: Provider, { loaded, env }: ChooseProviderInput): string | null {
  const origin = loaded.origins['baseUrl']
  if (origin === 'flag' || origin === 'environment') return loaded.settings.baseUrl
  const variable = SERVERS[provider]?.baseUrl
  return (variable ? env[variable]?.trim() : undefined) || loaded.settings.baseUrl
}

function refuse(kind: ProblemKind, message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind, message, retryable: false } }
}
