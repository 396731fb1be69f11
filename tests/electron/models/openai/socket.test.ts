/** OpenAI over one WebSocket: only what is new travels, and every way it fails leads back to HTTP. */
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../../../electron/models/openai.js'
import type { CallResult, Model } from '../../../../electron/models/model.js'
import {
  startFakeResponsesServer,
  type FakeResponsesServer,
  type FakeServerOptions,
  type FakeTurn,
} from '../../../support/fake-responses-server.js'
import { Conversation, done, pngPicture } from '../conversation.js'

let server: FakeResponsesServer
let model: Model
afterEach(async () => server.close())

const click: FakeTurn = { reasoning: true, computer: [{ type: 'click', x: 1, y: 2 }] }

async function begin(turns: FakeServerOptions['turns'], more: Partial<FakeServerOptions> = {}, idleMs = 5000) {
  server = await startFakeResponsesServer({ turns, ...more })
  const conversation = new Conversation({ width: 320, height: 200 })
  const { loadFrame } = conversation
  model = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, webSocket: true, environment: 'linux', loadFrame, idleMs })
  let results: readonly CallResult[] = []
  const step = async () => {
    conversation.show(pngPicture({ width: 320, height: 200 }, conversation.turn))
    const answer = await conversation.answer(model, { results })
    results = answer.calls.map((call) => done(call))
    return answer
  }
  return { conversation, step }
}

const ways = (): readonly string[] => server.requests.map(({ method }) => (method === 'SOCKET' ? 'socket' : 'http'))
const inputAt = (at: number): readonly unknown[] => server.turns.at(at)?.input as readonly unknown[]

describe('a WebSocket', () => {
  it('carries only what is new, and the answers mean the same', async () => {
    const { step } = await begin([click, click, click, { text: 'Done.' }])
    const answers = [await step(), await step(), await step(), await step()]
    expect(ways()).toEqual(['socket', 'socket', 'socket', 'socket'])
    expect(server.refused).toEqual([])
    expect(answers.map(({ calls }) => calls.length)).toEqual([1, 1, 1, 0])
    expect(answers.at(-1)?.messages).toEqual([{ text: 'Done.', phase: 'final_answer' }])
    expect(server.turns.map(({ previous_response_id: id }) => id !== undefined)).toEqual([false, true, true, true])
    expect(inputAt(-1)).toMatchObject([{ type: 'computer_call_output' }])
    expect(server.turns.every((body) => body.store === false && !('stream' in body))).toBe(true)
    expect(server.connections()).toBe(1)
  })

  it('sends all of it again once something before has changed', async () => {
    const { step } = await begin(() => click)
    for (let turn = 1; turn <= 8; turn += 1) await step()
    expect(server.refused).toEqual([])
    const isWhole = server.turns.map(({ previous_response_id: id }) => id === undefined)
    // old pictures leave with the sixth, the seventh, and every second after that
    expect(isWhole).toEqual([true, false, false, false, false, true, true, false])
  })

  it('sends all of it again when the server has forgotten the answer', async () => {
    const forgotten: FakeTurn = { fault: { kind: 'http', status: 400, code: 'previous_response_not_found' } }
    let asked = 0
    const { step } = await begin(() => ((asked += 1) === 2 ? forgotten : click))
    await step()
    expect((await step()).calls).toHaveLength(1)
    expect(ways()).toEqual(['socket', 'socket', 'socket'])
    expect(server.turns.at(-1)?.previous_response_id).toBeUndefined()
    expect(inputAt(-1).length).toBeGreaterThan(3)
  })

  it('is opened anew when it was closed between two answers', async () => {
    const { step } = await begin([click, click])
    await step()
    await server.dropSockets()
    await step()
    expect(ways()).toEqual(['socket', 'socket'])
    expect(server.turns.at(-1)?.previous_response_id).toBeUndefined()
  })

  it('is closed when a person gives the answer up, and the next one comes over a new one', async () => {
    const { conversation, step } = await begin([{ ...click, fault: { kind: 'stall', after: 3 } }, click])
    const giveUp = new AbortController()
    const waiting = conversation.ask(model, {}, giveUp.signal)
    await expect.poll(() => server.turns.length).toBe(1)
    giveUp.abort()
    expect(await waiting).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    await step()
    expect(ways()).toEqual(['socket', 'socket'])
  })
})

describe('a WebSocket that fails', () => {
  const failing = (fault: FakeTurn['fault'] & object): FakeServerOptions['turns'] => {
    let asked = 0
    return () => ((asked += 1) === 1 ? { ...click, fault } : click)
  }

  it.each<[string, FakeServerOptions['turns'], Partial<FakeServerOptions>, string]>([
    ['cannot be opened', () => click, { webSocket: 'refused' }, 'could not be opened'],
    ['is cut in the middle', failing({ kind: 'cut', after: 3 }), {}, 'broke in the middle'],
    ['is closed in the middle', failing({ kind: 'end', after: 3 }), {}, 'broke in the middle'],
    ['falls silent', failing({ kind: 'stall', after: 3 }), {}, 'fell silent'],
    ['says what is no JSON', failing({ kind: 'garbage' }), {}, 'cannot be read'],
    [
      'is one too many',
      failing({ kind: 'http', status: 429, code: 'websocket_connection_limit_reached', message: 'Too many sockets.' }),
      {},
      'Too many sockets',
    ],
  ])('because it %s is given up with a sentence, and HTTP does the rest', async (_, turns, more, words) => {
    const { conversation, step } = await begin(turns, more, 300)
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true, waitMs: 0 })
    expect(problem.message).toMatch(
      /^The WebSocket to the server does not hold: .*\. Nothing was done; it is asked again over HTTP\.$/,
    )
    expect(problem.message).toContain(words)
    expect((await step()).calls).toHaveLength(1)
    expect((await step()).calls).toHaveLength(1)
    expect(ways().slice(-2)).toEqual(['http', 'http'])
  })

  it.each<[string, FakeTurn, string, boolean]>([
    ['too many requests', { fault: { kind: 'http', status: 429, code: 'rate_limit_exceeded' } }, 'model-rate-limit', true],
    ['a quota that is spent', { fault: { kind: 'http', status: 429, code: 'insufficient_quota' } }, 'model-quota', false],
    ['a bad request', { fault: { kind: 'http', status: 400 } }, 'model-request', false],
    ['an error of the model', { fault: { kind: 'failed', code: 'server_error' } }, 'model-overloaded', true],
    ['an answer kept back', { fault: { kind: 'incomplete', reason: 'content_filter' } }, 'model-refused', false],
  ])('not: %s is what it is over HTTP, and the socket stays', async (_, turn, kind, retryable) => {
    let asked = 0
    const { conversation, step } = await begin(() => ((asked += 1) === 1 ? turn : click))
    expect(await conversation.problem(model)).toMatchObject({ kind, retryable })
    await step()
    expect(ways()).toEqual(['socket', 'socket'])
  })
})
