import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAnthropicModel, type AnthropicOptions } from '../../../electron/models/anthropic.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import {
  startFakeAnthropicServer,
  type FakeAnthropicServer,
  type FakeFault,
  type FakeTurn,
} from '../../support/fake-anthropic-server.js'
import { Conversation } from './conversation.js'
import { startProxy } from './connect-proxy.js'

let server: FakeAnthropicServer
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const click: FakeTurn = { thinking: 'Now.', computer: [{ name: 'left_click', input: { coordinate: [10, 20] } }] }

async function begin(turns: readonly FakeTurn[], options: Partial<AnthropicOptions> = {}) {
  server = await startFakeAnthropicServer({ turns, apiKey: 'sk-right' })
  const conversation = new Conversation({ width: 320, height: 200 })
  const model = createAnthropicModel({
    apiKey: 'sk-right',
    baseUrl: server.url,
    loadFrame: conversation.loadFrame,
    ...options,
  })
  return { model, conversation }
}

async function problemOf(turn: FakeTurn, options: Partial<AnthropicOptions> = {}): Promise<Problem> {
  const { model, conversation } = await begin([{ ...click, ...turn }], options)
  return conversation.problem(model)
}

const http = (
  status: number,
  message = 'The words of the server.',
  more: Partial<FakeFault & { kind: 'http' }> = {},
): FakeTurn => ({
  fault: { kind: 'http', status, message, ...more },
})

describe('a failure that will not pass', () => {
  it.each<[string, FakeTurn, Problem['kind'], string]>([
    ['a key without rights', http(403), 'model-auth', 'no right to use claude-sonnet-5-5'],
    ['a bill that is not paid', http(402), 'model-quota', 'quota or credit is spent'],
    ['a credit that is spent', http(400, 'Your credit balance is too low to access the API.'), 'model-quota', 'Add credit'],
    ['a limit the organization set', http(400, 'You have reached your specified API usage limits.'), 'model-quota', 'spent'],
    ['a spend limit by its code', http(429, 'Limit.', { code: 'enforced_spend_limit_reached' }), 'model-quota', 'spent'],
    ['a model nobody knows', http(404, 'model: claude-9'), 'model-refused', 'Choose another model'],
    ['a wrong address', http(404, 'Not Found'), 'model-request', 'Check the base URL'],
    ['a bad request', http(400), 'model-request', 'The words of the server'],
    ['an error that is only words', http(400, '', { body: '{"error":"no such tool"}' }), 'model-request', 'no such tool'],
    ['a conversation that is too long', http(400, 'prompt is too long: 250000 tokens'), 'model-request', 'Start a new task'],
    ['a request that is too large', http(413, 'Request exceeds the maximum size'), 'model-request', 'Start a new task'],
    ['a picture it cannot read', http(400, 'Could not process image'), 'model-request', 'refused a picture'],
    [
      'a picture that is too large',
      http(400, 'Too large.', { code: 'image_dimensions_too_large' }),
      'model-request',
      'refused a picture',
    ],
    ['too many pictures', http(400, 'Too many images: 700 > 600'), 'model-request', 'refused a picture'],
    [
      'a server that forbids to ask again',
      http(503, 'No.', { headers: { 'x-should-retry': 'false' } }),
      'model-overloaded',
      'overloaded',
    ],
    ['a refusal', { stop: 'refusal' }, 'model-refused', 'The model refused'],
    [
      'a refusal that says why',
      { stop: 'refusal', stopDetails: { category: 'cyber', explanation: 'This looks like an attack.' } },
      'model-refused',
      'This looks like an attack.',
    ],
    ['a window that is full', { stop: 'model_context_window_exceeded' }, 'model-request', 'Start a new task'],
  ])('%s', async (_, turn, kind, words) => {
    const problem = await problemOf(turn)
    expect(problem).toMatchObject({ kind, retryable: false })
    expect(problem.message).toContain(words)
    expect(problem).not.toHaveProperty('waitMs')
    expect(server.turns).toHaveLength(1)
  })

  it('a wrong key, after one request, without a word of the key', async () => {
    const { model, conversation } = await begin([click], { apiKey: 'sk-very-wrong' })
    expect(await conversation.problem(model)).toEqual({
      kind: 'model-auth',
      message: 'The key was refused. Check it, or enter another one.',
      retryable: false,
    })
    expect(server.requests).toHaveLength(1)
  })

  it('never shows the key, whatever the server repeats of it', async () => {
    expect((await problemOf(http(400, 'Bad sk-right\nin line 2'))).message).toBe(
      'The server refused the request: Bad … in line 2.',
    )
  })
})

describe('a failure that may pass', () => {
  it.each<[string, FakeTurn, Partial<Problem>]>([
    ['too many requests', http(429), { kind: 'model-rate-limit' }],
    ['a short wait', http(429, 'Slow.', { headers: { 'retry-after': '2' } }), { kind: 'model-rate-limit', waitMs: 2000 }],
    ['a wait longer than a minute', http(429, 'Slow.', { headers: { 'retry-after': '120' } }), { waitMs: 120_000 }],
    ['a wait in ms', http(429, 'Slow.', { headers: { 'retry-after-ms': '25' } }), { waitMs: 25 }],
    ['an overloaded server', http(529), { kind: 'model-overloaded' }],
    ['an error of the server', http(500), { kind: 'model-overloaded' }],
    ['a time-out of the server', http(504), { kind: 'model-overloaded' }],
    [
      'a gateway that answers in HTML',
      http(502, '', { body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } }),
      { kind: 'model-overloaded' },
    ],
    [
      'overload in the middle of the stream',
      { fault: { kind: 'error-event', type: 'overloaded_error' } },
      { kind: 'model-overloaded' },
    ],
    ['an error in the middle of the stream', { fault: { kind: 'error-event', type: 'api_error' } }, { kind: 'model-overloaded' }],
    [
      'a limit in the middle of the stream',
      { fault: { kind: 'error-event', type: 'rate_limit_error' } },
      { kind: 'model-rate-limit' },
    ],
    ['an answer that grew too long', { stop: 'max_tokens' }, { kind: 'model-incomplete' }],
    ['an answer that paused', { stop: 'pause_turn' }, { kind: 'model-incomplete' }],
    ['an answer that stopped for a reason nobody knows', { stop: 'siesta' }, { kind: 'model-incomplete' }],
    ['an answer without a reason', { stop: null }, { kind: 'model-incomplete' }],
    ['half a call', { fault: { kind: 'half-block' } }, { kind: 'model-stream' }],
    ['an end without a last event', { fault: { kind: 'end' } }, { kind: 'model-stream' }],
    ['an end right after the start', { fault: { kind: 'end', after: 1 } }, { kind: 'model-stream' }],
    ['an answer without a word', { fault: { kind: 'end', after: 0 } }, { kind: 'model-stream' }],
    ['a cut connection', { fault: { kind: 'cut' } }, { kind: 'model-connection' }],
    ['data that is no JSON', { fault: { kind: 'garbage' } }, { kind: 'model-stream' }],
  ])('%s', async (_, turn, expected) => {
    expect(await problemOf(turn)).toMatchObject({ ...expected, retryable: true })
    expect(server.turns).toHaveLength(1)
  })

  it('a date to wait for', async () => {
    const at = new Date(Date.now() + 90_000).toUTCString()
    const { waitMs } = await problemOf(http(429, 'Slow.', { headers: { 'retry-after': at } }))
    expect(waitMs).toBeGreaterThan(80_000)
    expect(waitMs).toBeLessThanOrEqual(90_000)
  })

  it('a server that falls silent in the middle', async () => {
    const problem = await problemOf({ fault: { kind: 'stall', after: 3 } }, { idleMs: 60 })
    expect(problem).toMatchObject({ kind: 'model-stream', retryable: true })
    expect(problem.message).toContain('said nothing for too long')
  })

  it('a server that never answers at all', async () => {
    expect(await problemOf({ delayMs: 400 }, { idleMs: 60 })).toMatchObject({ kind: 'model-stream', retryable: true })
  })

  it('an address where nobody listens', async () => {
    const { conversation } = await begin([])
    await server.close()
    const model = createAnthropicModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
    expect(problem.message).toContain(`${server.url} cannot be reached (ECONNREFUSED)`)
  })

  it('an address with a password, which is never shown', async () => {
    const { conversation } = await begin([])
    await server.close()
    const baseUrl = server.url.replace('//', '//ann:s3cret@')
    const problem = await conversation.problem(createAnthropicModel({ apiKey: 'k', baseUrl, loadFrame: conversation.loadFrame }))
    expect(problem.message).toContain('127.0.0.1')
    expect(problem.message).not.toContain('s3cret')
  })
})

describe('a slow but living server', () => {
  it('is waited for as long as it says something, be it pings', async () => {
    const { model, conversation } = await begin([{ ...click, pings: 12, eventMs: 60 }], { idleMs: 500 })
    expect((await conversation.answer(model)).calls).toHaveLength(1)
  })
})

describe('a request that is given up', () => {
  it('before it was sent is never sent', async () => {
    const { model, conversation } = await begin([click])
    const answer = await conversation.ask(model, {}, AbortSignal.abort())
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'aborted', retryable: false } })
    expect(server.requests).toHaveLength(0)
  })

  it('in the middle of the answer ends at once', async () => {
    const { model, conversation } = await begin([{ ...click, fault: { kind: 'stall' } }])
    const giveUp = new AbortController()
    const answer = await model.think(conversation.request(model), giveUp.signal, () => giveUp.abort())
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })

  it('while the server has not answered yet ends at once', async () => {
    const giveUp = new AbortController()
    server = await startFakeAnthropicServer({
      turns: () => {
        giveUp.abort()
        return { ...click, delayMs: 50 }
      },
    })
    const conversation = new Conversation({ width: 320, height: 200 })
    const model = createAnthropicModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    expect(await conversation.ask(model, {}, giveUp.signal)).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })
})

describe('settings that cannot work', () => {
  it.each<[string, Partial<AnthropicOptions>, Problem['kind'], string]>([
    ['no key', { apiKey: ' ' }, 'missing-key', 'ANTHROPIC_API_KEY'],
    ['an effort the model does not know', { effort: 'none' }, 'configuration', 'knows no effort "none"; it knows low, medium'],
    ['a model without hands', { model: 'claude-3-haiku-20240307' }, 'configuration', 'cannot operate a computer'],
    ['a base URL that is none', { baseUrl: 'localhost' }, 'configuration', 'is no base URL'],
    ['a key in two lines', { apiKey: 'sk-\nright' }, 'configuration', 'characters that no key has'],
  ])('%s is said before any request', async (_, options, kind, words) => {
    const { model, conversation } = await begin([click], options)
    const checked = model.check('anything')
    expect(checked).toMatchObject({ ok: false, problem: { kind, retryable: false } })
    expect(checked.ok ? '' : checked.problem.message).toContain(words)
    expect(await conversation.problem(model)).toMatchObject({ kind })
    expect(await model.reach(new AbortController().signal)).toMatchObject({ ok: false, problem: { kind } })
    expect(server.requests).toHaveLength(0)
  })

  it('an effort is taken as it is where nothing is known of the model', async () => {
    const { model } = await begin([], { model: 'claude-saga-9', effort: 'minimal' })
    expect(model.check('anything').ok).toBe(true)
  })
})

describe('the environment', () => {
  it('names the base URL where the settings do not, and no other credentials are ever sent', async () => {
    const { conversation } = await begin([{ text: 'Hi.' }])
    vi.stubEnv('ANTHROPIC_BASE_URL', server.url)
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-another-program')
    const model = createAnthropicModel({ apiKey: 'sk-right', loadFrame: conversation.loadFrame })
    expect((await conversation.answer(model)).messages).toHaveLength(1)
    expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('token-of-another-program')
  })
})

describe('reach', () => {
  it('asks for the list of models and says how long it took', async () => {
    const { model } = await begin([])
    const reached = await model.reach(new AbortController().signal)
    expect(reached.ok ? reached.value.ms : -1).toBeGreaterThanOrEqual(0)
    expect(server.requests).toMatchObject([{ method: 'GET', path: '/v1/models' }])
  })

  it('says when the key is wrong', async () => {
    const { model } = await begin([], { apiKey: 'sk-wrong' })
    expect(await model.reach(new AbortController().signal)).toMatchObject({ ok: false, problem: { kind: 'model-auth' } })
  })
})

describe('a proxy', () => {
  it.each([
    ['is used when the environment names one', '', 1],
    ['is passed by for hosts in NO_PROXY', '127.0.0.1', 0],
  ])('%s', async (_, noProxy, uses) => {
    const proxy = await startProxy()
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url)
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, noProxy)
    const { model, conversation } = await begin([click])
    expect((await conversation.answer(model)).calls).toHaveLength(1)
    expect(proxy.seen).toHaveLength(uses)
    await server.close()
    await proxy.close()
  })
})

describe('the connection', () => {
  it('is used again for the next turn', async () => {
    const { model, conversation } = await begin([{ text: 'One.' }, { text: 'Two.' }])
    await conversation.answer(model)
    // the connection is free a moment after the answer's last byte
    await new Promise((resolve) => setImmediate(resolve))
    await conversation.answer(model)
    expect(server.connections()).toBe(1)
  })
})
