import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGeminiModel, type GeminiOptions } from '../../../electron/models/gemini.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import { startFakeGeminiServer, type FakeGeminiServer, type FakeFault, type FakeTurn } from '../../support/fake-gemini-server.js'
import { Conversation } from './conversation.js'
import { startProxy } from './connect-proxy.js'

let server: FakeGeminiServer
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const click: FakeTurn = { thought: 'Now.', calls: [{ name: 'click', args: { x: 10, y: 20 } }] }

async function begin(turns: readonly FakeTurn[], options: Partial<GeminiOptions> = {}) {
  server = await startFakeGeminiServer({ turns, apiKey: 'sk-right' })
  const conversation = new Conversation({ width: 320, height: 200 })
  const model = createGeminiModel({
    apiKey: 'sk-right',
    baseUrl: server.url,
    loadFrame: conversation.loadFrame,
    ...options,
  })
  return { model, conversation }
}

async function problemOf(turn: FakeTurn, options: Partial<GeminiOptions> = {}): Promise<Problem> {
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

const quota = (id: string) => ({ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: id }] })
const PER_DAY = quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier')
const PER_MINUTE = quota('GenerateRequestsPerMinutePerProjectPerModel')
const RETRY = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '39.5s' }

describe('a failure that will not pass', () => {
  it.each<[string, FakeTurn, Problem['kind'], string]>([
    ['a key without rights', http(403), 'model-auth', 'no right to use gemini-3.8-flash'],
    ['a key that is no longer valid', http(401), 'model-auth', 'The key was refused'],
    [
      'a place that is not served',
      http(400, 'User location is not supported.', { code: 'FAILED_PRECONDITION' }),
      'model-auth',
      'no right',
    ],
    ['a limit of the day', http(429, 'Quota exceeded.', { details: [PER_DAY] }), 'model-quota', 'quota or credit is spent'],
    ['a credit that is spent', http(429, 'Your prepayment credits are depleted.'), 'model-quota', 'Add credit'],
    [
      'a model nobody knows',
      http(404, 'models/gemini-9 is not found for API version v1beta'),
      'model-refused',
      'Choose another model',
    ],
    [
      'a wrong address',
      http(404, '', { body: 'Not here.', headers: { 'content-type': 'text/plain' } }),
      'model-request',
      'Check the base URL',
    ],
    ['a bad request', http(400), 'model-request', 'The words of the server'],
    ['an error that is only words', http(400, '', { body: '{"error":"no such tool"}' }), 'model-request', 'no such tool'],
    [
      'a conversation that is too long',
      http(400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
      'model-request',
      'Start a new task',
    ],
    ['a picture it cannot read', http(400, 'Unable to process input image.'), 'model-request', 'refused a picture'],
    ['a task that is blocked', { blocked: 'PROHIBITED_CONTENT' }, 'model-refused', 'policy: PROHIBITED_CONTENT'],
    ['an answer broken off for safety', { finish: 'SAFETY' }, 'model-refused', 'policy'],
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
    ['a wait in its header', http(429, 'Slow.', { headers: { 'retry-after': '2' } }), { kind: 'model-rate-limit', waitMs: 2000 }],
    ['a wait in its body', http(429, 'Slow.', { details: [PER_MINUTE, RETRY] }), { kind: 'model-rate-limit', waitMs: 39_500 }],
    ['a wait longer than a minute', http(429, 'Slow.', { headers: { 'retry-after': '120' } }), { waitMs: 120_000 }],
    ['an overloaded server', http(503), { kind: 'model-overloaded' }],
    ['an error of the server', http(500), { kind: 'model-overloaded' }],
    ['a time-out of the server', http(504), { kind: 'model-overloaded' }],
    [
      'a gateway that answers in HTML',
      http(502, '', { body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } }),
      { kind: 'model-overloaded' },
    ],
    [
      'overload in the middle of the stream',
      { fault: { kind: 'error-chunk', status: 503, code: 'UNAVAILABLE' } },
      { kind: 'model-overloaded' },
    ],
    [
      'a limit in the middle of the stream',
      { fault: { kind: 'error-chunk', status: 429, code: 'RESOURCE_EXHAUSTED' } },
      { kind: 'model-rate-limit' },
    ],
    ['a call the model wrote wrong', { calls: [], finish: 'MALFORMED_FUNCTION_CALL' }, { kind: 'model-answer' }],
    ['a call of a tool that is none', { finish: 'UNEXPECTED_TOOL_CALL' }, { kind: 'model-answer' }],
    ['too many calls', { finish: 'TOO_MANY_TOOL_CALLS' }, { kind: 'model-answer' }],
    ['an answer that grew too long', { finish: 'MAX_TOKENS' }, { kind: 'model-incomplete' }],
    ['an answer that recited', { finish: 'RECITATION' }, { kind: 'model-incomplete' }],
    ['an answer that stopped for a reason nobody knows', { finish: 'SIESTA' }, { kind: 'model-incomplete' }],
    ['an end without a reason', { fault: { kind: 'end' } }, { kind: 'model-stream' }],
    ['an answer without a word', { fault: { kind: 'end', after: 0 } }, { kind: 'model-stream' }],
    ['half a chunk at the end', { fault: { kind: 'half-chunk' } }, { kind: 'model-stream' }],
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
    const problem = await problemOf({ fault: { kind: 'stall', after: 1 } }, { idleMs: 60 })
    expect(problem).toMatchObject({ kind: 'model-stream', retryable: true })
    expect(problem.message).toContain('said nothing for too long')
  })

  it('a server that never answers at all', async () => {
    expect(await problemOf({ delayMs: 400 }, { idleMs: 60 })).toMatchObject({ kind: 'model-stream', retryable: true })
  })

  it('an address where nobody listens', async () => {
    const { conversation } = await begin([])
    await server.close()
    const model = createGeminiModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
    expect(problem.message).toContain(`${server.url} cannot be reached (ECONNREFUSED)`)
  })

  it('an address with a password, which is never shown', async () => {
    const { conversation } = await begin([])
    await server.close()
    const baseUrl = server.url.replace('//', '//ann:s3cret@')
    const problem = await conversation.problem(createGeminiModel({ apiKey: 'k', baseUrl, loadFrame: conversation.loadFrame }))
    expect(problem.message).toContain('127.0.0.1')
    expect(problem.message).not.toContain('s3cret')
  })
})

describe('a slow but living server', () => {
  it('is waited for as long as it says something', async () => {
    const { model, conversation } = await begin(
      [{ ...click, text: 'A text that comes in many small pieces, one after another.', eventMs: 60 }],
      { idleMs: 500 },
    )
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
    server = await startFakeGeminiServer({
      turns: () => {
        giveUp.abort()
        return { ...click, delayMs: 50 }
      },
    })
    const conversation = new Conversation({ width: 320, height: 200 })
    const model = createGeminiModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    expect(await conversation.ask(model, {}, giveUp.signal)).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })
})

describe('settings that cannot work', () => {
  it.each<[string, Partial<GeminiOptions>, Problem['kind'], string]>([
    ['no key', { apiKey: ' ' }, 'missing-key', 'GEMINI_API_KEY'],
    ['an effort the model does not know', { effort: 'none' }, 'configuration', 'knows no effort "none"; it knows minimal, low'],
    ['a model without hands', { model: 'gemini-2.0-flash' }, 'configuration', 'cannot operate a computer'],
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
    const { model } = await begin([], { model: 'gemini-9', effort: 'max' })
    expect(model.check('anything').ok).toBe(true)
  })
})

describe('the environment', () => {
  it('never leads to another server, or to other credentials', async () => {
    vi.stubEnv('GOOGLE_API_KEY', 'key-of-another-program')
    vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true')
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'http://127.0.0.1:9')
    const { model, conversation } = await begin([{ text: 'Hi.' }])
    expect((await conversation.answer(model)).messages).toHaveLength(1)
    expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('key-of-another-program')
  })
})

describe('reach', () => {
  it('asks for the model and says how long it took', async () => {
    const { model } = await begin([])
    const reached = await model.reach(new AbortController().signal)
    expect(reached.ok ? reached.value.ms : -1).toBeGreaterThanOrEqual(0)
    expect(server.requests).toMatchObject([{ method: 'GET', path: '/v1beta/models/gemini-3.8-flash' }])
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
