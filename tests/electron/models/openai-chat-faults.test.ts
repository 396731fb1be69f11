import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiChatModel, type OpenAiChatOptions } from '../../../electron/models/openai-chat.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import { startFakeChatServer, type FakeChatServer, type FakeTurn } from '../../support/fake-chat-server.js'
import { asJson } from './dialects/computer-use-cases.js'
import { Conversation } from './conversation.js'

let server: FakeChatServer
afterEach(() => server.close())

const click: FakeTurn = { content: asJson({ action: 'left_click', coordinate: [1, 2] }) }

async function begin(turns: readonly FakeTurn[], options: Partial<OpenAiChatOptions> = {}) {
  server = await startFakeChatServer({ turns, apiKey: 'sk-right' })
  const conversation = new Conversation({ width: 320, height: 200 })
  const model = createOpenAiChatModel({ apiKey: 'sk-right', baseUrl: server.url, loadFrame: conversation.loadFrame, ...options })
  return { model, conversation }
}

async function problemOf(turn: FakeTurn, options: Partial<OpenAiChatOptions> = {}): Promise<Problem> {
  const { model, conversation } = await begin([{ ...click, ...turn }], options)
  return conversation.problem(model)
}

const http = (status: number, body?: unknown, headers?: Record<string, string>): FakeTurn => ({
  fault: { kind: 'http', status, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) },
})

describe('a failure that will not pass', () => {
  it.each<[string, FakeTurn, Problem['kind'], string]>([
    [
      'a model Ollama has not',
      http(404, { error: 'model "x" not found, try pulling it first' }),
      'model-refused',
      'Choose another',
    ],
    [
      'a model vLLM has not',
      http(404, { error: { message: 'The model `x` does not exist.', code: 404 } }),
      'model-refused',
      'Choose',
    ],
    ['a wrong address', http(404, { detail: 'Not Found' }), 'model-request', 'Check the base URL'],
    ['an address of plain text', http(404, '404 page not found'), 'model-request', 'Check the base URL'],
    ['no right', http(403, { error: 'forbidden' }), 'model-auth', 'no right'],
    [
      'a body FastAPI cannot read',
      http(422, { detail: [{ loc: ['body'], msg: 'Field required' }] }),
      'model-request',
      'Field required',
    ],
    ['a bad request', http(400, { error: { message: 'Bad sampling.' } }), 'model-request', 'Bad sampling'],
    ['an error that is only words', http(400, { error: 'no such thing' }), 'model-request', 'no such thing'],
    [
      'a conversation that is too long for vLLM',
      http(400, { error: { message: "This model's maximum context length is 32768 tokens." } }),
      'model-request',
      'too long',
    ],
    [
      'a conversation that is too long for llama.cpp',
      http(400, { error: { message: 'the request exceeds the available context size' } }),
      'model-request',
      'too long',
    ],
    ['too many pictures', http(400, { error: { message: 'At most 1 image(s) may be provided.' } }), 'model-request', 'a picture'],
    [
      'a model without eyes',
      http(500, { error: 'image input is not supported - mmproj missing' }),
      'model-refused',
      'cannot see',
    ],
    ['an answer kept back', { finish: 'content_filter' }, 'model-refused', 'policy'],
    ['spent credit', http(402, { error: { message: 'Pay.' } }), 'model-quota', 'credit'],
  ])('%s', async (_, turn, kind, words) => {
    const problem = await problemOf(turn)
    expect(problem).toMatchObject({ kind, retryable: false })
    expect(problem.message).toContain(words)
    expect(server.turns).toHaveLength(1)
  })

  it('a wrong key, after one request, without a word of the key', async () => {
    const { model, conversation } = await begin([click], { apiKey: 'sk-very-wrong' })
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-auth', retryable: false })
    expect(problem.message).not.toContain('sk-very')
    expect(server.requests).toHaveLength(1)
  })
})

describe('a failure that may pass', () => {
  it.each<[string, FakeTurn, Partial<Problem>]>([
    ['too many requests', http(429, { error: 'slow' }, { 'retry-after': '2' }), { kind: 'model-rate-limit', waitMs: 2000 }],
    ['a server that is starting', http(503, { error: { message: 'Loading model' } }), { kind: 'model-overloaded' }],
    ['an error of the server', http(500, { error: 'cuda' }), { kind: 'model-overloaded' }],
    ['a gateway that answers in HTML', http(502, '<html>Bad Gateway</html>'), { kind: 'model-overloaded' }],
    ['an error in the stream', { fault: { kind: 'error-chunk', error: { message: 'CUDA' } } }, { kind: 'model-overloaded' }],
    ['an error in the stream, in words', { fault: { kind: 'error-chunk', error: 'boom' } }, { kind: 'model-overloaded' }],
    ['a stream that is cut', { fault: { kind: 'cut' } }, { kind: 'model-connection' }],
    ['a stream that ends without an end', { fault: { kind: 'end' } }, { kind: 'model-stream' }],
    ['a stream of rubbish', { fault: { kind: 'garbage' } }, { kind: 'model-stream' }],
    ['an answer that grew too long', { finish: 'length' }, { kind: 'model-incomplete' }],
    ['an answer that stopped strangely', { finish: 'error' }, { kind: 'model-incomplete' }],
  ])('%s', async (_, turn, expected) => {
    expect(await problemOf(turn)).toMatchObject({ ...expected, retryable: true })
  })

  it('a server that falls silent', async () => {
    expect(await problemOf({ fault: { kind: 'stall' } }, { idleMs: 60 })).toMatchObject({ kind: 'model-stream', retryable: true })
  })

  it('a server that is not there', async () => {
    const { model, conversation } = await begin([])
    await server.close()
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
    expect(problem.message).toMatch(/cannot be reached/)
  })
})

it('a stop ends the request at once', async () => {
  const { model, conversation } = await begin([{ ...click, delayMs: 60_000 }])
  const controller = new AbortController()
  const asked = conversation.ask(model, {}, controller.signal)
  await expect.poll(() => server.turns.length).toBe(1)
  controller.abort()
  expect(await asked).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
})

it('a thought without an end is no answer', async () => {
  const { model, conversation } = await begin([{ content: `<think>I will ${asJson({ action: 'wait' })}` }])
  expect((await conversation.answer(model)).calls).toEqual([])
})
