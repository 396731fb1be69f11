import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeResponsesServer, type FakeResponsesServer, type FakeTurn } from './fake-responses-server.js'
import { pngPicture } from '../electron/models/conversation.js'

type Json = Record<string, unknown>

const url = (width: number, height: number) =>
  `data:image/png;base64,${Buffer.from(pngPicture({ width, height }).bytes).toString('base64')}`
const picture = url(64, 64)
const user = { role: 'user', content: [{ type: 'input_text', text: 'Go.' }] }
const call = { type: 'computer_call', id: 'cu_old', call_id: 'c1', status: 'completed', actions: [{ type: 'wait' }] }
const shot = (more: Json = {}) => ({
  type: 'computer_call_output',
  call_id: 'c1',
  output: { type: 'computer_screenshot', image_url: picture, detail: 'original' },
  ...more,
})
const seen = (image_url: string, detail = 'original') => ({ role: 'user', content: [{ type: 'input_image', image_url, detail }] })
const good: Json = { model: 'gpt-6.1-sol', store: false, input: [user], tools: [{ type: 'computer' }] }

let server: FakeResponsesServer
const turn: FakeTurn = { reasoning: 'Look.', computer: [{ type: 'screenshot' }] }
beforeEach(async () => void (server = await startFakeResponsesServer({ turns: () => turn, apiKey: 'k' })))
afterEach(() => server.close())

async function ask(method: string, path: string, body?: unknown, key = 'k') {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json }
}
const post = (body: unknown) => ask('POST', '/responses', body)
const output = (body: Json) => body['output'] as Json[]

describe('the fake server refuses as the real one does', () => {
  it.each<[string, unknown, string | null, string]>([
    ['a body that is no JSON', '{"model":', null, 'could not parse'],
    ['a body without a model', { input: 'x' }, 'invalid_value', "'model'"],
    ['an unknown field', { ...good, temprature: 1 }, 'unknown_parameter', "'temprature'"],
    [
      'an unknown field of a tool',
      { ...good, tools: [{ type: 'computer', display_width: 5 }] },
      'unknown_parameter',
      'tools.0.display_width',
    ],
    ['an unknown field of an item', { ...good, input: [{ ...user, when: 'now' }] }, null, 'input[0]'],
    ['no input', { model: 'gpt-6.1-sol' }, 'missing_required_parameter', 'input'],
    ['an item of an unknown type', { ...good, input: [{ type: 'hologram' }] }, 'invalid_value', 'hologram'],
    ['a call nobody answered', { ...good, input: [user, call] }, null, 'No tool output found for computer call c1.'],
    [
      'a function call nobody answered',
      { ...good, input: [user, { type: 'function_call', call_id: 'f1', name: 'f', arguments: '{}' }] },
      null,
      'No tool output found for function call f1.',
    ],
    ['an answer without a call', { ...good, input: [user, shot()] }, null, 'No tool call found'],
    ['an answer before its call', { ...good, input: [user, shot(), call] }, null, 'No tool call found'],
    [
      'an answer of another kind',
      { ...good, input: [call, { type: 'function_call_output', call_id: 'c1', output: 'ok' }] },
      null,
      'No tool call found',
    ],
    ['two answers to one call', { ...good, input: [call, shot(), shot()] }, null, 'No tool call found'],
    ['two calls of one id', { ...good, input: [call, shot(), call, shot()] }, 'invalid_value', 'Duplicate'],
    ['a call id that is too long', { ...good, input: [{ ...call, call_id: 'c'.repeat(65) }] }, 'invalid_value', 'call_id'],
    [
      'checks nobody asked for',
      { ...good, input: [call, shot({ acknowledged_safety_checks: [{ id: 's' }] })] },
      'invalid_value',
      'safety check',
    ],
    [
      'another detail than original for a screenshot',
      { ...good, input: [call, shot({ output: { type: 'computer_screenshot', image_url: picture, detail: 'high' } })] },
      'invalid_value',
      'detail',
    ],
    [
      'reasoning that nothing follows',
      { ...good, input: [user, { type: 'reasoning', id: 'rs_9', summary: [] }, user] },
      null,
      'without its required following item',
    ],
    ['an unknown earlier response', { ...good, previous_response_id: 'resp_9' }, 'previous_response_not_found', 'resp_9'],
    [
      'an effort the model does not know',
      { ...good, reasoning: { effort: 'none' } },
      'unsupported_value',
      'low, medium, high, xhigh, max',
    ],
    ['a temperature', { ...good, temperature: 0 }, 'unsupported_parameter', 'temperature'],
    [
      'the preview tool for a newer model',
      {
        ...good,
        truncation: 'auto',
        tools: [{ type: 'computer_use_preview', display_width: 5, display_height: 5, environment: 'linux' }],
      },
      'unsupported_value',
      'not supported with gpt-6.1-sol',
    ],
    [
      'the newer tool for the preview model',
      { ...good, model: 'computer-use-preview' },
      'unsupported_value',
      'not supported with computer-use-preview',
    ],
    [
      'the preview tool without truncation',
      {
        ...good,
        model: 'computer-use-preview',
        tools: [{ type: 'computer_use_preview', display_width: 5, display_height: 5, environment: 'linux' }],
      },
      'unsupported_value',
      'truncation',
    ],
    [
      'a strict function with an optional field',
      {
        ...good,
        tools: [
          {
            type: 'function',
            name: 'f',
            strict: true,
            parameters: { type: 'object', properties: { a: {} }, required: [], additionalProperties: false },
          },
        ],
      },
      'invalid_function_parameters',
      "Missing 'a'",
    ],
    [
      'a strict function that is open',
      { ...good, tools: [{ type: 'function', name: 'f', strict: true, parameters: { type: 'object', properties: {} } }] },
      'invalid_function_parameters',
      'additionalProperties',
    ],
    ['a picture that is no data URL', { ...good, input: [seen('file:///a.png')] }, 'invalid_image_url', 'image_url'],
    ['a picture that is not base64', { ...good, input: [seen('data:image/png;base64,@@@@')] }, 'invalid_base64_image', 'base64'],
    ['bytes that are no picture', { ...good, input: [seen('data:image/png;base64,AAAA')] }, 'invalid_image', 'valid image'],
    ['a picture of more than 30,000 patches', { ...good, input: [seen(url(32 * 30_001, 1))] }, 'image_too_large', 'too large'],
    [
      'original detail where a model has none',
      { ...good, model: 'gpt-5.4-mini', input: [seen(picture)] },
      'unsupported_value',
      'original',
    ],
    ['a cache key that is too long', { ...good, prompt_cache_key: 'k'.repeat(65) }, 'invalid_value', 'prompt_cache_key'],
    ['background without a store', { ...good, background: true }, null, 'Background'],
  ])('%s', async (_, body, code, words) => {
    const refused = await post(body)
    expect(refused.status).toBe(400)
    const error = refused.body['error'] as Json
    expect(error).toMatchObject({ type: 'invalid_request_error', ...(code === null ? {} : { code }) })
    expect(String(error['message'])).toContain(words)
    expect(server.turns).toHaveLength(0)
  })

  it('a wrong key, no key, an unknown model and an unknown path', async () => {
    expect(await ask('POST', '/responses', good, 'wrong')).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key' } },
    })
    expect((await fetch(`${server.url}/models`)).status).toBe(401)
    expect(await post({ ...good, model: 'gpt-99' })).toMatchObject({ status: 404, body: { error: { code: 'model_not_found' } } })
    expect((await ask('GET', '/nothing')).status).toBe(404)
    expect(server.refused.map(({ status }) => status)).toEqual([401, 401, 404, 404])
    expect(server.requests).toHaveLength(4)
  })

  it('an item of its own that comes back changed, and a call without the reasoning it came from', async () => {
    const [reasoning, made] = output((await post(good)).body)
    const answer = shot({ call_id: made!['call_id'] })
    const again = (items: Json[]) => post({ ...good, input: [user, ...items, answer] })
    expect((await again([reasoning!, made!])).status).toBe(200)
    expect(await again([{ ...reasoning, encrypted_content: 'gAAAAA-begun-rs_1_1' }, made!])).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_encrypted_content' } },
    })
    expect((await again([reasoning!, { ...made, actions: [] }])).status).toBe(400)
    const alone = await again([made!])
    expect(JSON.stringify(alone.body)).toContain("without its required 'reasoning' item: 'rs_1_1'")
  })
})

describe('the fake server answers as the real one does', () => {
  const client = () => new OpenAI({ apiKey: 'k', baseURL: server.url, maxRetries: 0 })

  it('streams in the order of the real server, numbered, padded, with items that are not yet what they become', async () => {
    const stream = await client().responses.create({
      model: 'gpt-6.1-sol',
      input: 'go',
      stream: true,
      tools: [{ type: 'computer' }],
    } as never)
    const events: Json[] = []
    for await (const event of stream as unknown as AsyncIterable<Json>) events.push(event)
    expect(events.map((event) => event['type'])).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.output_item.done',
      'response.completed',
    ])
    expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, i) => i))
    expect(events[4]).toMatchObject({ delta: 'Look.', obfuscation: 'x'.repeat(11) })
    expect(events[2]!['item']).not.toEqual(events[7]!['item'])
    expect(events[8]!['item']).toMatchObject({ actions: [], status: 'in_progress' })
    expect(events[9]!['item']).toMatchObject({ actions: [{ type: 'screenshot' }], status: 'completed' })
  })

  it('leaves the padding out when asked to', async () => {
    const stream = await client().responses.create({
      ...good,
      stream: true,
      stream_options: { include_obfuscation: false },
    } as never)
    for await (const event of stream as unknown as AsyncIterable<Json>) expect(event).not.toHaveProperty('obfuscation')
  })

  it('works with the helper of the SDK, and in one piece without a stream', async () => {
    const final = await client()
      .responses.stream({ ...good } as never)
      .finalResponse()
    expect(final.output.map((item) => item.type)).toEqual(['reasoning', 'computer_call'])
    const { status, headers, body } = await post(good)
    expect(status).toBe(200)
    expect(body['status']).toBe('completed')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
    expect(headers.get('x-ratelimit-remaining-tokens')).not.toBeNull()
  })

  it('counts pictures by their patches', async () => {
    const tokens = async (input: unknown[]) =>
      (await ask('POST', '/responses/input_tokens', { model: 'gpt-6.1-sol', input })).body
    const without = (await tokens([user]))['input_tokens'] as number
    const withPicture = (await tokens([user, seen(url(1440, 900))]))['input_tokens'] as number
    const withLabelOnly = (await tokens([user, seen(url(32, 32))]))['input_tokens'] as number
    expect(withPicture - withLabelOnly).toBe(1566 - 2)
    expect(withPicture - without).toBeGreaterThan(1566)
  })

  it('finds what it has seen before in its cache', async () => {
    const long = { role: 'user', content: [{ type: 'input_text', text: 'word '.repeat(2000) }] }
    const details = async (input: unknown[]) => {
      const { body } = await post({ ...good, prompt_cache_key: 's', input })
      return (body['usage'] as { input_tokens_details: { cached_tokens: number } }).input_tokens_details
    }
    expect(await details([long])).toMatchObject({ cached_tokens: 0 })
    expect((await details([long, user])).cached_tokens).toBeGreaterThan(2000)
    expect(await details([{ ...long, role: 'developer' }, user])).toMatchObject({ cached_tokens: 0 })
  })

  it('keeps a response only when asked to, and goes on from it', async () => {
    const { body } = await post({ ...good, store: true })
    const id = String(body['id'])
    expect((await ask('GET', `/responses/${id}`)).body).toMatchObject({ id, status: 'completed' })
    const callId = output(body)[1]!['call_id']
    const next = { ...good, previous_response_id: id, input: [shot({ call_id: callId })] }
    expect((await post(next)).status).toBe(200)
    expect((await post({ ...next, input: [user] })).status).toBe(400)
    expect((await ask('POST', `/responses/${id}/cancel`)).status).toBe(400)
    expect((await ask('DELETE', `/responses/${id}`)).body).toMatchObject({ deleted: true })
    expect((await ask('GET', `/responses/${id}`)).status).toBe(404)
    const unkept = String((await post(good)).body['id'])
    expect((await ask('GET', `/responses/${unkept}`)).status).toBe(404)
  })

  it('cancels what runs in the background', async () => {
    const { body } = await post({ ...good, store: true, background: true })
    expect((await ask('POST', `/responses/${String(body['id'])}/cancel`)).body).toMatchObject({ status: 'cancelled' })
  })

  it('compacts a conversation to an item that can stand for it', async () => {
    const { body } = await ask('POST', '/responses/compact', { model: 'gpt-6.1-sol', input: [user] })
    expect(body).toMatchObject({ object: 'response.compaction', output: [{ type: 'compaction' }] })
    expect((await post({ ...good, input: [...output(body), user] })).status).toBe(200)
  })

  it('lists its models', async () => {
    const { data } = await client().models.list()
    expect(data.map(({ id }) => id)).toContain('gpt-6.1-sol')
  })

  it('says when it was given no more turns', async () => {
    await server.close()
    server = await startFakeResponsesServer({ turns: [turn] })
    expect((await post(good)).status).toBe(200)
    expect(JSON.stringify((await post(good)).body)).toContain('The fake server has no turn 2')
  })
})
