import { createServer } from 'node:http'
import { connect as connectSocket, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createOpenAiModel, type OpenAiOptions } from '../../../electron/models/openai.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import {
  startFakeResponsesServer,
  type FakeFault,
  type FakeResponsesServer,
  type FakeTurn,
} from '../../support/fake-responses-server.js'
import { Conversation } from './conversation.js'

let server: FakeResponsesServer
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const click: FakeTurn = { reasoning: 'Now.', computer: [{ type: 'click', button: 'left', x: 10, y: 20 }] }

async function begin(turns: readonly FakeTurn[], options: Partial<OpenAiOptions> = {}) {
  server = await startFakeResponsesServer({ turns, apiKey: 'sk-right' })
  const conversation = new Conversation({ width: 320, height: 200 })
  const model = createOpenAiModel({ apiKey: 'sk-right', baseUrl: server.url, loadFrame: conversation.loadFrame, ...options })
  return { model, conversation }
}

async function problemOf(fault: FakeFault, options: Partial<OpenAiOptions> = {}): Promise<Problem> {
  const { model, conversation } = await begin([{ ...click, fault }], options)
  return conversation.problem(model)
}

const http = (status: number, code: string | null = null, headers: Record<string, string> = {}): FakeFault => ({
  kind: 'http',
  status,
  code,
  headers,
  message: 'The words of the server.',
})

describe('a failure that will not pass', () => {
  it.each<[string, FakeFault, Problem['kind'], string]>([
    ['a key without rights', http(403), 'model-auth', 'no right to use gpt-6.1-sol'],
    ['a spent quota', http(429, 'insufficient_quota'), 'model-quota', 'quota or credit is spent'],
    ['a spent credit', http(429, 'credit_balance_exhausted'), 'model-quota', 'Add credit'],
    ['a limit of the organization', http(429, 'organization_spend_limit_exceeded'), 'model-quota', 'spent'],
    ['a limit of the project', http(429, 'project_spend_limit_exceeded'), 'model-quota', 'spent'],
    ['a usage limit', http(429, 'organization_usage_limit_exceeded'), 'model-quota', 'spent'],
    ['a model nobody knows', http(404, 'model_not_found'), 'model-refused', 'Choose another model'],
    ['a model nobody knows, told as 400', http(400, 'model_not_found'), 'model-refused', 'Choose another model'],
    ['a wrong address', http(404), 'model-request', 'Check the base URL'],
    ['a bad request', http(400, 'invalid_value'), 'model-request', 'The words of the server'],
    [
      'an error that is only words',
      { kind: 'http', status: 400, body: '{"error":"no such tool"}' },
      'model-request',
      'no such tool',
    ],
    ['fields that cannot be processed', http(422), 'model-request', 'The words of the server'],
    ['a conversation that is too long', http(400, 'context_length_exceeded'), 'model-request', 'Start a new task'],
    ['a picture it cannot read', http(400, 'invalid_image'), 'model-request', 'refused a picture'],
    ['a picture that is too large', http(400, 'image_too_large'), 'model-request', 'refused a picture'],
    ['a policy about pictures', http(400, 'image_content_policy_violation'), 'model-refused', 'policy'],
    ['a policy', { kind: 'failed', code: 'bio_policy' }, 'model-refused', 'policy'],
    ['a prompt it will not take', { kind: 'failed', code: 'invalid_prompt' }, 'model-refused', 'policy'],
    ['an answer that was filtered', { kind: 'incomplete', reason: 'content_filter' }, 'model-refused', 'policy'],
    ['a server that forbids to ask again', http(503, null, { 'x-should-retry': 'false' }), 'model-overloaded', 'overloaded'],
  ])('%s', async (_, fault, kind, words) => {
    const problem = await problemOf(fault)
    expect(problem).toMatchObject({ kind, retryable: false })
    expect(problem.message).toContain(words)
    expect(problem).not.toHaveProperty('waitMs')
    expect(server.turns).toHaveLength(1)
  })

  it('a wrong key, after one request, without a word of the key', async () => {
    const { model, conversation } = await begin([click], { apiKey: 'sk-very-wrong' })
    const problem = await conversation.problem(model)
    expect(problem).toEqual({
      kind: 'model-auth',
      message: 'The key was refused. Check it, or enter another one.',
      retryable: false,
    })
    expect(server.requests).toHaveLength(1)
  })

  it('never shows the key, whatever the server repeats of it', async () => {
    const fault: FakeFault = { kind: 'http', status: 400, message: 'Bad sk-right\nin line 2' }
    expect((await problemOf(fault)).message).toBe('The server refused the request: Bad … in line 2.')
  })
})

describe('a failure that may pass', () => {
  it.each<[string, FakeFault, Partial<Problem>]>([
    ['too many requests', http(429, 'rate_limit_exceeded'), { kind: 'model-rate-limit' }],
    ['a wait in ms', http(429, null, { 'retry-after-ms': '25' }), { kind: 'model-rate-limit', waitMs: 25 }],
    ['a wait in seconds, longer than a minute', http(429, null, { 'retry-after': '120' }), { waitMs: 120_000 }],
    ['an overloaded server', http(503, null, { 'retry-after': '2' }), { kind: 'model-overloaded', waitMs: 2000 }],
    ['an error of the server', http(500), { kind: 'model-overloaded' }],
    [
      'a gateway that answers in HTML',
      { kind: 'http', status: 502, body: '<html>Bad Gateway</html>' },
      { kind: 'model-overloaded' },
    ],
    ['a time-out of the server', http(408), { kind: 'model-overloaded' }],
    [
      'an error event as the real server sends it',
      { kind: 'error-event', shape: 'nested', code: 'server_error' },
      { kind: 'model-overloaded' },
    ],
    [
      'an error event as its type says',
      { kind: 'error-event', shape: 'flat', code: 'rate_limit_exceeded' },
      { kind: 'model-rate-limit' },
    ],
    ['a failed response', { kind: 'failed', code: 'server_error' }, { kind: 'model-overloaded' }],
    ['a failed response over the limit', { kind: 'failed', code: 'rate_limit_exceeded' }, { kind: 'model-rate-limit' }],
    ['an answer that grew too long', { kind: 'incomplete', reason: 'max_output_tokens' }, { kind: 'model-incomplete' }],
    ['an answer that was cancelled', { kind: 'status', status: 'cancelled' }, { kind: 'model-incomplete' }],
    ['an answer still under way', { kind: 'status', status: 'in_progress' }, { kind: 'model-incomplete' }],
    ['an end without a last event', { kind: 'end' }, { kind: 'model-stream' }],
    ['an end right after the start', { kind: 'end', after: 1 }, { kind: 'model-stream' }],
    ['a cut connection', { kind: 'cut' }, { kind: 'model-connection' }],
    ['data that is no JSON', { kind: 'garbage' }, { kind: 'model-stream' }],
  ])('%s', async (_, fault, expected) => {
    expect(await problemOf(fault)).toMatchObject({ ...expected, retryable: true })
    expect(server.turns).toHaveLength(1)
  })

  it('a date to wait for', async () => {
    const { waitMs } = await problemOf(http(429, null, { 'retry-after': new Date(Date.now() + 90_000).toUTCString() }))
    expect(waitMs).toBeGreaterThan(80_000)
    expect(waitMs).toBeLessThanOrEqual(90_000)
  })

  it('a server that falls silent in the middle', async () => {
    const problem = await problemOf({ kind: 'stall', after: 3 }, { idleMs: 60 })
    expect(problem).toMatchObject({ kind: 'model-stream', retryable: true })
    expect(problem.message).toContain('said nothing for too long')
  })

  it('a server that never answers at all', async () => {
    const { model, conversation } = await begin([{ ...click, delayMs: 400 }], { idleMs: 60 })
    expect(await conversation.problem(model)).toMatchObject({ kind: 'model-stream', retryable: true })
  })

  it('an address where nobody listens', async () => {
    const { conversation } = await begin([])
    await server.close()
    const model = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
    expect(problem.message).toContain(`${server.url} cannot be reached (ECONNREFUSED)`)
  })
})

describe('an address with a password', () => {
  it('is never shown with it', async () => {
    const { conversation } = await begin([])
    await server.close()
    const baseUrl = server.url.replace('//', '//ann:s3cret@')
    const problem = await conversation.problem(createOpenAiModel({ apiKey: 'k', baseUrl, loadFrame: conversation.loadFrame }))
    expect(problem.message).toContain('127.0.0.1')
    expect(problem.message).not.toContain('s3cret')
  })
})

describe('a slow but living server', () => {
  it('is waited for as long as it says something', async () => {
    const { model, conversation } = await begin([{ ...click, eventMs: 60 }], { idleMs: 500 })
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
    server = await startFakeResponsesServer({
      turns: () => {
        giveUp.abort()
        return { ...click, delayMs: 50 }
      },
    })
    const conversation = new Conversation({ width: 320, height: 200 })
    const model = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, loadFrame: conversation.loadFrame })
    expect(await conversation.ask(model, {}, giveUp.signal)).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })
})

describe('settings that cannot work', () => {
  it.each<[string, Partial<OpenAiOptions>, Problem['kind'], string]>([
    ['no key', { apiKey: ' ' }, 'missing-key', 'OPENAI_API_KEY'],
    [
      'an effort the model does not know',
      { effort: 'none' },
      'configuration',
      'gpt-6.1-sol knows no effort "none"; it knows low, medium',
    ],
    ['a base URL that is none', { baseUrl: 'localhost' }, 'configuration', 'is no base URL'],
    ['a base URL without http', { baseUrl: 'localhost:8080/v1' }, 'configuration', 'begins with https:// or http://'],
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
    const { model } = await begin([], { model: 'gpt-9', effort: 'minimal' })
    expect(model.check('anything').ok).toBe(true)
  })
})

describe('reach', () => {
  it('asks for the list of models and says how long it took', async () => {
    const { model } = await begin([])
    const reached = await model.reach(new AbortController().signal)
    expect(reached).toMatchObject({ ok: true })
    expect(reached.ok ? reached.value.ms : -1).toBeGreaterThanOrEqual(0)
    expect(server.requests).toMatchObject([{ method: 'GET', path: '/v1/models' }])
  })

  it('says when the key is wrong', async () => {
    const { model } = await begin([], { apiKey: 'sk-wrong' })
    expect(await model.reach(new AbortController().signal)).toMatchObject({ ok: false, problem: { kind: 'model-auth' } })
  })
})

describe('a proxy', () => {
  /** takes CONNECT only, as a proxy for HTTPS does, and counts */
  async function startProxy() {
    const seen: string[] = []
    const proxy = createServer()
    proxy.on('connect', (request, socket, head) => {
      seen.push(request.url ?? '')
      const [host, port] = (request.url ?? '').split(':')
      const upstream = connectSocket(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const close = () => {
      proxy.closeAllConnections()
      return new Promise((resolve) => proxy.close(resolve))
    }
    return { url: `http://127.0.0.1:${port}`, seen, close }
  }

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
