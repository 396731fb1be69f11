/** `models` through the command line's own main function, against a strict server: what it lists, who answers, what a test says. */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFakeAnthropicServer } from '../../support/fake-anthropic-server.js'
import { startFakeResponsesServer, type FakeTurn } from '../../support/fake-responses-server.js'
import { call, temporaryHome } from './call.js'

async function openai(turns: readonly FakeTurn[]) {
  const server = await startFakeResponsesServer({ turns, apiKey: 'k' })
  onTestFinished(() => server.close())
  return { server, env: { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.url } }
}

/** An address where nobody listens. */
async function nowhere(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/v1`
}

async function models(words: readonly string[], env: Record<string, string> = {}, home = temporaryHome()) {
  const done = call(['models', ...words], { env, home })
  const code = await done.ended
  const lines = done.out().trim().split('\n').filter(Boolean)
  return {
    code,
    out: done.out(),
    err: done.err(),
    lines,
    objects: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

const click = (x: number, y: number): FakeTurn => ({ computer: [{ type: 'click', button: 'left', x, y }] })

test('the list says where a key is, what each model can do, and its price, own prices first', async () => {
  const home = temporaryHome()
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'config.json'), JSON.stringify({ prices: { 'gpt-6.2-sol': { input: 7, cached: 1, output: 9 } } }))
  const { code, objects } = await models(['--json'], { OPENAI_API_KEY: 'k' }, home)
  expect(code).toBe(0)
  const of = (model: string) => objects().find((one) => one['model'] === model)
  expect(of('gpt-6.1-sol')).toMatchObject({
    isDefault: true,
    key: 'OPENAI_API_KEY',
    computer: 'computer',
    vision: true,
    window: 1_050_000,
  })
  expect(of('gpt-6.2-sol')).toMatchObject({ price: { input: 7, cached: 1, output: 9, isOwn: true } })
  expect(of('claude-sonnet-5-5')).toMatchObject({ key: null, computer: 'computer_toolset_20260801', price: { isOwn: false } })
  expect(of('offline')).toMatchObject({ vision: false, price: null })
  const text = await models([])
  expect(text.lines.at(-1)).toMatch(/^Prices of \d{4}-\d\d-\d\d;/)
  expect(text.out).toMatch(/openai +gpt-6\.1-sol \(default\) +computer +low to max +\$2 in, \$0\.1 cached, \$10 out/)
})

test('a click on the square is right: exit 0, and one request was sent with the test picture', async () => {
  const { server, env } = await openai([click(912, 344)])
  const { code, out } = await models(['--test', 'gpt-6.2-sol'], env)
  expect(out).toMatch(/^gpt-6\.2-sol hit the square at \(912, 344\) \(\d+ ms, \$\d+\.\d{4}\)\.\n$/)
  expect(code).toBe(0)
  expect(server.turns.map(({ model }) => model)).toEqual(['gpt-6.2-sol'])
  expect(server.refused).toEqual([])
  expect(JSON.stringify(server.turns[0])).toContain('data:image/png;base64,')
})

test('a click beside it, and an answer without one, end with exit 1 and say so', async () => {
  const { env } = await openai([click(20, 20), { text: 'I see a red square.' }])
  const beside = await models(['--test', 'gpt-6.1-sol', '--json'], env)
  expect(beside.code).toBe(1)
  expect(beside.objects()).toMatchObject([{ provider: 'openai', model: 'gpt-6.1-sol', isRight: false, point: { x: 20, y: 20 } }])
  const silent = await models(['--test', 'gpt-6.1-sol'], env)
  expect(silent.code).toBe(1)
  expect(silent.err).toMatch(/^gpt-6\.1-sol answered without a click: [^\n]+\n$/)
})

test('a model of another vendor than the one that is set is tested at its own address', async () => {
  const anthropic = await startFakeAnthropicServer({
    turns: [{ computer: [{ name: 'left_click', input: { coordinate: [912, 344] } }] }],
    apiKey: 'a',
  })
  onTestFinished(() => anthropic.close())
  const { env } = await openai([])
  const both = { ...env, ANTHROPIC_API_KEY: 'a', ANTHROPIC_BASE_URL: anthropic.url, DESKHAND_PROVIDER: 'openai' }
  const { code, out } = await models(['--test', 'claude-sonnet-5-5'], both)
  expect(out).toMatch(/^claude-sonnet-5-5 hit the square/)
  expect(code).toBe(0)
})

test.each<[string, Record<string, string>, string, number, RegExp]>([
  ['no key', {}, 'gpt-6.1-sol', 2, /`openai` needs a key: set OPENAI_API_KEY/],
  ['a refused key', { OPENAI_API_KEY: 'wrong' }, 'gpt-6.1-sol', 1, /key/],
  [
    'an effort it does not know',
    { OPENAI_API_KEY: 'k', DESKHAND_EFFORT: 'minimal' },
    'gpt-6.1-sol',
    2,
    /knows no effort "minimal"/,
  ],
  ['a model without eyes', {}, 'offline', 2, /sees no pictures: there is nothing to test/],
])('with %s the test says what is missing', async (_name, given, model, code, sentence) => {
  const { env } = await openai([])
  const url = { OPENAI_BASE_URL: env.OPENAI_BASE_URL }
  const done = await models(['--test', model], { ...url, ...given })
  expect(done.code).toBe(code)
  expect(done.out).toBe('')
  expect(done.err).toMatch(sentence)
  expect(done.err).toMatch(/^[^\n]+\n$/)
})

test('a server that is not there is said with its address', async () => {
  const url = await nowhere()
  const done = await models(['--test', 'gpt-6.1-sol'], { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: url })
  expect(done.code).toBe(1)
  expect(done.err).toContain(new URL(url).host)
  expect(done.err).toMatch(/^[^\n]+\n$/)
})

test('every provider is asked whether it answers, and those without a key are named with what is missing', async () => {
  const { env } = await openai([])
  const chat = await nowhere()
  const { code, objects } = await models(['--check', '--json'], { ...env, OPENAI_CHAT_BASE_URL: chat })
  const of = (provider: string) => objects().find((one) => one['provider'] === provider)
  expect(of('openai')).toMatchObject({ ms: expect.any(Number) as number })
  expect(of('anthropic')).toMatchObject({ problem: { kind: 'missing-key' } })
  expect(of('openai-chat')).toMatchObject({ problem: { kind: 'model-connection' } })
  expect(code).toBe(1)
  const text = await models(['--check'], { ...env, OPENAI_CHAT_BASE_URL: chat })
  expect(text.lines[0]).toMatch(/^openai +answers \(\d+ ms\)$/)
  expect(text.out).toContain(new URL(chat).host)
})
