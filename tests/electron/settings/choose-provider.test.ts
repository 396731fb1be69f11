import { expect, test } from 'vitest'
import { settingsSchema, type Provider } from '../../../electron/protocol/settings.js'
import { chooseProvider } from '../../../electron/settings/choose-provider.js'
import type { SettingOrigin } from '../../../electron/settings/settings.js'

const BUILT: readonly Provider[] = ['openai', 'offline', 'scripted']

interface Given {
  settings?: Record<string, unknown>
  origins?: Record<string, SettingOrigin>
  env?: Record<string, string>
  keys?: Record<string, string>
  built?: readonly Provider[]
}

function choose({ settings = {}, origins = {}, env = {}, keys = {}, built = BUILT }: Given) {
  const done = () => Promise.resolve({ ok: true as const, value: undefined })
  const keychain = {
    problem: () => Promise.resolve(null),
    get: (name: string) => Promise.resolve({ ok: true as const, value: keys[name] ?? null }),
    set: done,
    remove: done,
  }
  return chooseProvider({ loaded: { settings: settingsSchema.parse(settings), origins }, env, keychain, built })
}

const OPENAI = { OPENAI_API_KEY: 'sk-1' }

test.each<[string, Given, Partial<Record<string, unknown>>]>([
  ['nothing at all is offline', {}, { provider: 'offline', key: null }],
  ['the first key found decides', { env: OPENAI }, { provider: 'openai', key: { value: 'sk-1', from: 'OPENAI_API_KEY' } }],
  ['an empty key counts as unset', { env: { OPENAI_API_KEY: '' } }, { provider: 'offline' }],
  ['a blank key counts as unset', { env: { OPENAI_API_KEY: ' \n' } }, { provider: 'offline' }],
  ['a key in the keychain counts', { keys: { 'key:openai': 'sk-2' } }, { provider: 'openai' }],
  [
    'the environment wins over the keychain',
    { env: OPENAI, keys: { 'key:openai': 'sk-2' } },
    { key: { value: 'sk-1', from: 'OPENAI_API_KEY' } },
  ],
  ['what is named wins over keys', { settings: { provider: 'offline' }, env: OPENAI }, { provider: 'offline', key: null }],
  [
    'a model implies its provider',
    { settings: { model: 'gpt-5.5' }, env: { ...OPENAI, ANTHROPIC_API_KEY: 'x' } },
    { provider: 'openai', model: 'gpt-5.5' },
  ],
  [
    'an open model implies the server of one’s own, without a key, whatever other keys there are',
    { settings: { model: 'qwen3-vl:8b' }, env: OPENAI, built: [...BUILT, 'openai-chat'] },
    { provider: 'openai-chat', key: null },
  ],
  [
    'an open model’s server may want a key, which is its own and never another vendor’s',
    {
      settings: { provider: 'openai-chat', model: 'gpt-oss' },
      env: { ...OPENAI, OPENAI_CHAT_API_KEY: 'k' },
      built: ['openai-chat'],
    },
    { provider: 'openai-chat', model: 'gpt-oss', key: { value: 'k', from: 'OPENAI_CHAT_API_KEY' } },
  ],
  [
    'a key for an open model’s server alone does not choose it',
    { env: { OPENAI_CHAT_API_KEY: 'k' }, built: [...BUILT, 'openai-chat'] },
    { provider: 'offline' },
  ],
  [
    'its address has a variable of its own',
    {
      settings: { provider: 'openai-chat', dialect: 'qwen3-vl' },
      env: { OPENAI_CHAT_BASE_URL: 'http://127.0.0.1:8000/v1', OPENAI_BASE_URL: 'http://other' },
      built: ['openai-chat'],
    },
    { baseUrl: 'http://127.0.0.1:8000/v1', dialect: 'qwen3-vl' },
  ],
  ['offline can be named as a model', { settings: { model: 'offline' }, env: OPENAI }, { provider: 'offline' }],
  [
    'a model nobody knows goes to the first key',
    { settings: { model: 'my-own' }, env: OPENAI },
    { provider: 'openai', model: 'my-own' },
  ],
])('%s', async (_, given, expected) => {
  expect(await choose(given)).toMatchObject({ ok: true, value: expected })
})

test.each<[string, Given, string, RegExp]>([
  [
    'a named provider without its key',
    { settings: { provider: 'openai' } },
    'missing-key',
    /`openai` needs a key: set OPENAI_API_KEY/,
  ],
  ['an implied provider without its key', { settings: { model: 'gpt-5.5' } }, 'missing-key', /OPENAI_API_KEY/],
  [
    'a provider that is not built',
    { settings: { provider: 'anthropic' } },
    'not-built',
    /^The provider `anthropic` is not built yet\.$/,
  ],
  [
    'a model of a provider that is not built',
    { settings: { model: 'claude-x' }, env: OPENAI },
    'not-built',
    /`anthropic` is not built yet/,
  ],
  [
    'a first key of a provider that is not built',
    { env: { GEMINI_API_KEY: 'g' } },
    'not-built',
    /GEMINI_API_KEY.*`gemini` is not built yet.*--provider/,
  ],
  [
    'a model of another provider than the named one',
    { settings: { provider: 'offline', model: 'gpt-5.5' } },
    'configuration',
    /`offline` has no model `gpt-5.5`/,
  ],
  [
    'a model nobody knows, without any key',
    { settings: { model: 'my-own' } },
    'configuration',
    /^The provider `offline` has no model `my-own`; .*OPENAI_API_KEY\.$/,
  ],
])('%s is refused with one sentence', async (_, given, kind, message) => {
  const choice = await choose(given)
  if (choice.ok) throw new Error('it was accepted')
  expect(choice.problem.kind).toBe(kind)
  expect(choice.problem.message).toMatch(message)
})

test('no sentence holds a key', async () => {
  const choice = await choose({ env: { ANTHROPIC_API_KEY: 'sk-ant-secret' } })
  expect(JSON.stringify(choice)).not.toContain('sk-ant-secret')
})

test.each<[string, Given, string | null]>([
  ['the vendor’s variable', { env: { ...OPENAI, OPENAI_BASE_URL: 'http://vendor' } }, 'http://vendor'],
  [
    'a file, over which the vendor’s variable wins',
    {
      settings: { baseUrl: 'http://file' },
      origins: { baseUrl: 'user file' },
      env: { ...OPENAI, OPENAI_BASE_URL: 'http://vendor' },
    },
    'http://vendor',
  ],
  [
    'a flag, which wins over the vendor’s variable',
    { settings: { baseUrl: 'http://flag' }, origins: { baseUrl: 'flag' }, env: { ...OPENAI, OPENAI_BASE_URL: 'http://vendor' } },
    'http://flag',
  ],
  [
    'a file alone',
    { settings: { baseUrl: 'http://file' }, origins: { baseUrl: 'user file' }, env: { ...OPENAI, OPENAI_BASE_URL: '' } },
    'http://file',
  ],
  ['nothing', { env: OPENAI }, null],
])('the address comes from %s', async (_, given, baseUrl) => {
  expect(await choose(given)).toMatchObject({ ok: true, value: { baseUrl } })
})
