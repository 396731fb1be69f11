import { expect, test } from 'vitest'
import { settingsSchema } from '../../../electron/protocol/settings.js'
import { chooseFor, chooseSwitch, type WantedModel } from '../../../electron/settings/choose-switch.js'
import type { SettingOrigin } from '../../../electron/settings/settings.js'

const done = () => Promise.resolve({ ok: true as const, value: undefined })
const keychain = {
  problem: () => Promise.resolve(null),
  get: () => Promise.resolve({ ok: true as const, value: null }),
  set: done,
  remove: done,
}

const KEYS = { OPENAI_API_KEY: 'o', ANTHROPIC_API_KEY: 'a' }

const inputOf = (settings: object = {}, origins: Record<string, SettingOrigin> = {}, env: Record<string, string> = {}) => ({
  loaded: { settings: settingsSchema.parse(settings), origins },
  env: { ...KEYS, ...env },
  keychain,
  built: ['openai', 'anthropic', 'openai-chat', 'offline'] as const,
})

const wanted = (wish: Partial<WantedModel>): WantedModel => ({ provider: null, model: null, effort: null, ...wish })
const NOW = { provider: 'openai', model: 'gpt-6.1-sol', effort: null }
const LOCAL = { provider: 'openai-chat', model: 'my-own', effort: null }

test.each<[string, Partial<WantedModel>, typeof NOW, object]>([
  ['an effort alone keeps the model', { effort: 'high' }, NOW, { provider: 'openai', model: 'gpt-6.1-sol', effort: 'high' }],
  ['a model of the same provider keeps the provider', { model: 'gpt-7' }, NOW, { provider: 'openai', model: 'gpt-7' }],
  ['a name implies its provider', { model: 'claude-opus-5-5' }, NOW, { provider: 'anthropic', model: 'claude-opus-5-5' }],
  ['a provider alone has its default', { provider: 'anthropic' }, NOW, { provider: 'anthropic', model: null }],
  ['a name that says nothing stays where it is', { model: 'other' }, LOCAL, { provider: 'openai-chat', model: 'other' }],
  [
    'a provider that is named wins over the name',
    { provider: 'openai-chat', model: 'gpt-oss' },
    NOW,
    { provider: 'openai-chat' },
  ],
])('%s', async (_name, wish, now, chosen) => {
  expect(await chooseSwitch(inputOf(), wanted(wish), now)).toMatchObject({ ok: true, value: chosen })
})

test('an address and a dialect that were set are those of their provider', async () => {
  const set = { provider: 'openai-chat', model: 'my-own', baseUrl: 'http://here:8000/v1', dialect: 'qwen3-vl' }
  const input = inputOf(set, { baseUrl: 'flag' }, { ANTHROPIC_BASE_URL: 'http://proxy' })
  expect(await chooseSwitch(input, wanted({ model: 'other' }), LOCAL)).toMatchObject({
    value: { baseUrl: 'http://here:8000/v1', dialect: 'qwen3-vl' },
  })
  expect(await chooseSwitch(input, wanted({ provider: 'anthropic' }), LOCAL)).toMatchObject({
    value: { baseUrl: 'http://proxy', dialect: null },
  })
  expect(await chooseSwitch(input, wanted({ provider: 'openai' }), LOCAL)).toMatchObject({ value: { baseUrl: null } })
})

test('a key that is missing and a model that is another provider’s are refused', async () => {
  const input = { ...inputOf(), env: { OPENAI_API_KEY: 'o' } }
  expect(await chooseSwitch(input, wanted({ model: 'claude-opus-5-5' }), NOW)).toMatchObject({ problem: { kind: 'missing-key' } })
  const wrong = wanted({ provider: 'openai', model: 'claude-opus-5-5' })
  expect(await chooseSwitch(inputOf(), wrong, NOW)).toMatchObject({ problem: { kind: 'configuration' } })
})

test('what is tested is given what a task of that model would be', async () => {
  const input = inputOf({ provider: 'anthropic', model: 'claude-opus-5-5', baseUrl: 'http://proxy' })
  expect(await chooseFor(input, wanted({ provider: 'anthropic' }))).toMatchObject({
    value: { model: 'claude-opus-5-5', baseUrl: 'http://proxy' },
  })
  expect(await chooseFor(input, wanted({ model: 'gpt-6.2-sol' }))).toMatchObject({ value: { provider: 'openai', baseUrl: null } })
})
