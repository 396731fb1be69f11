import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAnthropicModel, type AnthropicOptions } from '../../../electron/models/anthropic.js'
import type { CallResult, ProposedCall } from '../../../electron/models/model.js'
import { startFakeAnthropicServer, type FakeAnthropicServer, type FakeTurn } from '../../support/fake-anthropic-server.js'
import { Conversation, done, pngPicture } from './conversation.js'

let server: FakeAnthropicServer
afterEach(() => {
  vi.unstubAllEnvs()
  return server.close()
})

type Block = Record<string, unknown>

async function begin(turns: readonly FakeTurn[], options: Partial<AnthropicOptions> = {}, conversation = new Conversation()) {
  server = await startFakeAnthropicServer({ turns, apiKey: 'sk-ant' })
  const model = createAnthropicModel({
    apiKey: 'sk-ant',
    baseUrl: server.url,
    environment: 'linux',
    loadFrame: conversation.loadFrame,
    ...options,
  })
  return { model, conversation }
}

const messages = (turn: number) => server.turns[turn - 1]!.messages as unknown as { role: string; content: Block[] }[]
const last = (turn: number) => messages(turn).at(-1)!.content
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const png = (bytes: Uint8Array) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: base64(bytes) } })
/** without the mark for the cache */
const plain = ({ cache_control: _, ...block }: Block) => block
const failed = (call: ProposedCall, message: string): CallResult =>
  done(call, { steps: [{ result: 'failed', problem: { kind: 'unknown-key', message, retryable: false } }] })
const skipped = (call: ProposedCall): CallResult => done(call, { steps: [{ result: 'skipped' }] })

const click: FakeTurn = {
  thinking: 'The file is on the left.',
  text: 'I open it.',
  computer: [{ name: 'left_click', input: { coordinate: [10, 20] } }],
}
const theEnd: FakeTurn = { text: 'It is renamed.' }

it('the environment names the base URL where the settings do not, and no other credentials are ever sent', async () => {
  const { conversation } = await begin([{ text: 'Hi.' }])
  vi.stubEnv('ANTHROPIC_BASE_URL', server.url)
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-another-program')
  const model = createAnthropicModel({ apiKey: 'sk-ant', loadFrame: conversation.loadFrame })
  expect((await conversation.answer(model)).messages).toHaveLength(1)
  expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('token-of-another-program')
})

describe('a request', () => {
  it('is stateless and streamed, with the toolset, thinking that is shown, and the key in its header alone', async () => {
    const { model, conversation } = await begin([theEnd], { effort: 'low' })
    await conversation.answer(model)
    const { messages: _, system, tools, ...rest } = server.turns[0]!
    expect(rest).toEqual({
      model: 'claude-sonnet-5-5',
      max_tokens: 32_000,
      stream: true,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'low' },
    })
    expect(system).toMatchObject([{ type: 'text', cache_control: { type: 'ephemeral' } }])
    expect(JSON.stringify(system)).toContain('{{secret:NAME}}')
    expect(tools![0]).toEqual({ type: 'computer_toolset_20260801' })
    expect(tools!.slice(1).map((tool) => ('name' in tool ? tool.name : ''))).toEqual(['finish', 'ask_user', 'update_plan'])
    const { headers } = server.requests[0]!
    expect(headers.authorization).toBe('Bearer sk-ant')
    expect(headers['anthropic-beta']).toBeUndefined()
    expect(JSON.stringify(server.requests[0]!.body)).not.toContain('sk-ant')
  })

  it('opens with the task, its pictures and the screen, and keeps pictures by their id', async () => {
    const conversation = new Conversation()
    const extra = pngPicture({ width: 64, height: 64 }, 7)
    conversation.frames.set(extra.id, extra)
    conversation.images.push(extra.id)
    const { model } = await begin([theEnd], {}, conversation)
    const answer = await conversation.answer(model)
    expect(last(1).map(plain)).toEqual([
      { type: 'text', text: 'Rename the file.' },
      png(extra.bytes),
      { type: 'text', text: 'The screen now:' },
      png(conversation.look.picture.bytes),
    ])
    expect(JSON.stringify(answer.items)).not.toContain(base64(extra.bytes).slice(0, 40))
    expect(JSON.stringify(answer.items)).toContain(`{"$frame":"${conversation.look.picture.id}"}`)
  })

  it('repeats what came before to the byte, thinking with its signature too, and answers each call once', async () => {
    const { model, conversation } = await begin([click, click, click, theEnd])
    let results: CallResult[] = []
    for (let turn = 1; turn <= 4; turn += 1) {
      conversation.show(pngPicture({ width: 1440, height: 900 }, turn))
      const answer = await conversation.answer(model, { results })
      results = answer.calls.map((call) => done(call))
    }
    expect(server.refused).toEqual([])
    const sent = [1, 2, 3, 4].map((turn) => messages(turn).map(({ role, content }) => ({ role, content: content.map(plain) })))
    for (const turn of [1, 2, 3]) expect(sent[turn]!.slice(0, sent[turn - 1]!.length)).toEqual(sent[turn - 1])
    expect(messages(4).map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user'])
    expect(messages(4)[1]!.content[0]).toEqual({
      type: 'thinking',
      thinking: 'The file is on the left.',
      signature: 'sig-1-EqQBCkYI',
    })
    expect(last(4).map(plain)).toEqual([
      {
        type: 'tool_result',
        tool_use_id: 'toolu_3_1',
        toolset_name: 'computer',
        content: [{ type: 'text', text: 'OK' }, png(conversation.look.picture.bytes)],
      },
    ])
  })

  it('marks four places for the cache at most, and finds most of the next request there', async () => {
    const { model, conversation } = await begin(Array.from({ length: 8 }, () => click))
    let results: CallResult[] = []
    for (let turn = 1; turn <= 8; turn += 1) {
      conversation.show(pngPicture({ width: 1440, height: 900 }, turn))
      const answer = await conversation.answer(model, { results })
      results = answer.calls.map((call) => done(call))
      if (turn < 2) continue
      expect(answer.usage!.cached / answer.usage!.input).toBeGreaterThan(0.4)
      expect(answer.usage!.input - answer.usage!.cached - answer.usage!.cacheWrite).toBeLessThan(10)
    }
    expect(JSON.stringify(server.turns[7]).match(/cache_control/g)).toHaveLength(4)
  })

  it('takes old pictures out in lots, so that the cached beginning stays the same between two lots', async () => {
    const turns = 60
    const { model, conversation } = await begin(
      Array.from({ length: turns }, () => click),
      {},
      new Conversation({ width: 320, height: 200 }),
    )
    const counts: number[] = []
    let broken = 0
    let results: CallResult[] = []
    for (let turn = 1; turn <= turns; turn += 1) {
      conversation.show(pngPicture({ width: 320, height: 200 }, turn))
      const answer = await conversation.answer(model, { results })
      results = answer.calls.map((call) => done(call))
      counts.push(JSON.stringify(messages(turn)).match(/"type":"image"/g)!.length)
      const before = turn < 2 ? [] : messages(turn - 1).map(({ content }) => content.map(plain))
      const now = messages(turn).map(({ content }) => content.map(plain))
      if (JSON.stringify(now.slice(0, before.length)) !== JSON.stringify(before)) broken += 1
    }
    expect(Math.max(...counts)).toBe(27)
    expect(counts.at(-1)).toBe(60 - 50)
    expect(broken).toBe(2)
    expect(server.refused).toEqual([])
  })

  it('never takes the pictures of the task out', async () => {
    const conversation = new Conversation({ width: 320, height: 200 })
    const extra = pngPicture({ width: 64, height: 64 }, 200)
    conversation.frames.set(extra.id, extra)
    conversation.images.push(extra.id)
    const { model } = await begin(
      Array.from({ length: 30 }, () => click),
      {},
      conversation,
    )
    let results: CallResult[] = []
    for (let turn = 1; turn <= 30; turn += 1) {
      conversation.show(pngPicture({ width: 320, height: 200 }, turn))
      results = (await conversation.answer(model, { results })).calls.map((call) => done(call))
    }
    expect(JSON.stringify(messages(30)[0])).toContain(base64(extra.bytes))
    expect(JSON.stringify(messages(30)[0])).toContain('An older picture of the screen stood here.')
  })

  it('goes on after a finished task with what the person adds and a new picture', async () => {
    const { model, conversation } = await begin([theEnd, theEnd])
    await conversation.answer(model)
    await conversation.answer(model, { steers: [{ id: 's1', text: 'Now also delete the copy.' }] })
    expect(last(2)).toMatchObject([{ text: 'Now also delete the copy.' }, { text: 'The screen now:' }, { type: 'image' }])
  })

  it('leaves out thinking that another model did, and an answer that held nothing else', async () => {
    const { model, conversation } = await begin([{ thinking: 'Hm.' }, click, theEnd])
    expect(await conversation.answer(model)).toMatchObject({ calls: [], messages: [] })
    const { calls } = await conversation.answer(model, { notes: ['Your answer was empty.'] })
    const other = createAnthropicModel({
      apiKey: 'sk-ant',
      baseUrl: server.url,
      model: 'claude-opus-5-5',
      loadFrame: conversation.loadFrame,
    })
    await conversation.answer(other, { results: calls.map((call) => done(call)) })
    expect(server.refused).toEqual([])
    expect(JSON.stringify(messages(3))).not.toContain('signature')
  })

  it('asks again without earlier thinking when the server does not take it back', async () => {
    const refusal: FakeTurn = {
      fault: { kind: 'http', status: 400, message: 'messages.1: Invalid `signature` in `thinking` block' },
    }
    const { model, conversation } = await begin([click, refusal, theEnd])
    const { calls } = await conversation.answer(model)
    const results = calls.map((call) => done(call))
    expect(await conversation.problem(model, { results })).toMatchObject({ retryable: true, waitMs: 0 })
    await conversation.answer(model, { results })
    expect(JSON.stringify(messages(3))).not.toContain('signature')
  })

  it('begins anew with the task where another vendor has worked before', async () => {
    const { model, conversation } = await begin([theEnd])
    conversation.history.push({ role: 'user', parts: [{ text: 'x' }] }, { type: 'computer_call', call_id: 'c' })
    await conversation.answer(model)
    expect(messages(1)).toHaveLength(1)
    expect(last(1)[0]).toMatchObject({ text: 'Rename the file.' })
  })

  it('fails with the log when a picture of the conversation is gone', async () => {
    const { model, conversation } = await begin([theEnd])
    conversation.frames.clear()
    expect(await conversation.problem(model)).toMatchObject({ kind: 'log', retryable: false })
    expect(server.requests).toHaveLength(0)
  })
})

describe('a batch', () => {
  const batch: FakeTurn = {
    computer: [
      { name: 'left_click', input: { coordinate: [640, 60] } },
      { name: 'key', input: { text: 'NOKEY' } },
      { name: 'type', input: { text: 'cats' } },
      { name: 'screenshot' },
    ],
  }

  it('is one call for each block, answered in order in one message, with the picture where a screenshot was asked for', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    const { calls } = await conversation.answer(model)
    expect(calls.map((call) => (call.kind === 'computer' ? call.actions.length : 0))).toEqual([1, 1, 1, 1])
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    expect(last(2).map((block) => [block['tool_use_id'], block['toolset_name'], block['is_error'] ?? false])).toEqual([
      ['toolu_1_1', 'computer', false],
      ['toolu_1_2', 'computer', false],
      ['toolu_1_3', 'computer', false],
      ['toolu_1_4', 'computer', false],
    ])
    expect(last(2).at(-1)!['content']).toEqual([png(conversation.look.picture.bytes)])
  })

  it('that broke says what failed, and of each later block the exact words the vendor wants', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    const [one, two, three, four] = (await conversation.answer(model)).calls as [
      ProposedCall,
      ProposedCall,
      ProposedCall,
      ProposedCall,
    ]
    await conversation.answer(model, {
      results: [done(one), failed(two, 'There is no key "NOKEY".'), skipped(three), skipped(four)],
      notes: ['The person moved the mouse.'],
      steers: [
        { id: 's1', text: 'Use the menu instead.' },
        { id: 's2', text: 'And hurry.' },
      ],
    })
    const halted = 'Not executed: an earlier computer action in this turn failed.'
    const head = { type: 'tool_result', toolset_name: 'computer' }
    expect(last(2).map(plain)).toEqual([
      { ...head, tool_use_id: 'toolu_1_1', content: [{ type: 'text', text: 'OK' }] },
      { ...head, tool_use_id: 'toolu_1_2', is_error: true, content: 'failed: There is no key "NOKEY".' },
      { ...head, tool_use_id: 'toolu_1_3', is_error: true, content: halted },
      { ...head, tool_use_id: 'toolu_1_4', is_error: true, content: halted },
      { type: 'text', text: 'The screen now:' },
      png(conversation.look.picture.bytes),
      { type: 'text', text: 'Note from Deskhand, not from the person:\n\nThe person moved the mouse.' },
      { type: 'text', text: 'Use the menu instead.' },
      { type: 'text', text: 'And hurry.' },
    ])
  })

  it('that the person stopped is not told as a failure of an action', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    const { calls } = await conversation.answer(model)
    const results = calls.map((call, i) => (i === 0 ? done(call) : skipped(call)))
    await conversation.answer(model, { results, steers: [{ id: 's', text: 'Wait.' }] })
    expect(last(2)[1]).toMatchObject({ is_error: true, content: 'Not executed: the rest was given up before it began.' })
    expect(JSON.stringify(last(2))).not.toContain('an earlier computer action')
  })

  it('whose results were lost is answered as not carried out', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    await conversation.answer(model)
    await conversation.answer(model)
    expect(last(2)[0]).toMatchObject({ is_error: true, content: 'This was not carried out.' })
    expect(server.refused).toEqual([])
  })

  it('tells where the pointer is in the words of the vendor', async () => {
    const { model, conversation } = await begin([{ computer: [{ name: 'cursor_position' }] }, theEnd])
    const [call] = (await conversation.answer(model)).calls
    await conversation.answer(model, { results: [done(call!, { output: 'The pointer is at (512, 384).' })] })
    expect(last(2)[0]).toMatchObject({ content: [{ type: 'text', text: 'X=512, Y=384' }] })
  })

  it('shows one picture where several screenshots were asked for', async () => {
    const { model, conversation } = await begin([{ computer: [{ name: 'screenshot' }, { name: 'screenshot' }] }, theEnd])
    const { calls } = await conversation.answer(model)
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    expect(JSON.stringify(last(2)).match(/"type":"image"/g)).toHaveLength(1)
    expect(last(2)[0]).toMatchObject({ content: [{ type: 'text' }] })
  })

  it('with a member or a toolset nobody knows is answered with an error, echoing the toolset', async () => {
    const strange = { type: 'tool_use', id: 'toolu_b', name: 'navigate', toolset_name: 'browser', input: { url: 'x' } }
    const { model, conversation } = await begin([{ computer: [{ name: 'pinch' }], blocks: [strange] }, theEnd])
    const { calls } = await conversation.answer(model)
    expect(calls).toMatchObject([
      { actions: [{ ok: false, problem: { kind: 'unknown-action' } }] },
      { actions: [{ ok: false, problem: { message: 'There is no toolset "browser".' } }] },
    ])
    await conversation.answer(model, { results: [failed(calls[0]!, 'There is no action.'), skipped(calls[1]!)] })
    expect(last(2)[1]).toMatchObject({ toolset_name: 'browser', is_error: true })
    expect(server.refused).toEqual([])
  })
})

describe('an earlier form of the tool', () => {
  it.each([
    ['claude-opus-4-7', 'computer_20251124', 'computer-use-2025-11-24', { width: 1600, height: 900 }],
    ['claude-sonnet-4-6', 'computer_20251124', 'computer-use-2025-11-24', { width: 1429, height: 804 }],
    ['claude-sonnet-4-5-20250929', 'computer_20250124', 'computer-use-2025-01-24', { width: 1429, height: 804 }],
    ['claude-haiku-4-5', 'computer_20250124', 'computer-use-2025-01-24', { width: 1429, height: 804 }],
  ])('%s takes %s with its beta, its size declared, the action in its input', async (id, type, beta, size) => {
    const turn: FakeTurn = { text: 'There.', computer: [{ name: 'double_click', input: { coordinate: [5, 6] } }] }
    const sized = createAnthropicModel({
      apiKey: 'k',
      model: id,
      loadFrame: () => Promise.reject(new Error()),
    }).picture.size({ width: 1920, height: 1080 })
    expect(sized).toEqual(size)
    const { model, conversation } = await begin([turn, theEnd], { model: id }, new Conversation(sized))
    const { calls } = await conversation.answer(model)
    expect(calls).toMatchObject([{ actions: [{ ok: true, action: { kind: 'click', x: 5, y: 6, count: 2 } }] }])
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    expect(server.turns[0]!.tools![0]).toEqual({
      type,
      name: 'computer',
      display_width_px: size.width,
      display_height_px: size.height,
      ...(type === 'computer_20251124' ? { enable_zoom: true } : {}),
    })
    expect(server.requests[0]!.headers['anthropic-beta']).toBe(beta)
    expect(last(2)[0]).not.toHaveProperty('toolset_name')
    expect(server.refused).toEqual([])
  })

  it('thinks by a budget where the model does not decide by itself, and not at all unless asked', async () => {
    const { model, conversation } = await begin([theEnd], { model: 'claude-haiku-4-5', effort: 'medium' })
    await conversation.answer(model)
    expect(server.turns[0]).toMatchObject({ thinking: { type: 'enabled', budget_tokens: 6144 } })
    await server.close()
    const plainly = await begin([theEnd], { model: 'claude-haiku-4-5' })
    await plainly.conversation.answer(plainly.model)
    expect(server.turns[0]).not.toHaveProperty('thinking')
    expect(server.turns[0]).not.toHaveProperty('output_config')
  })
})

describe('function tools', () => {
  const calls = (name: string, input: unknown): FakeTurn => ({ tools: [{ name, input }] })

  it('turn finish into the action done', async () => {
    const { model, conversation } = await begin([calls('finish', { status: 'failed', text: 'No such file.' })])
    expect((await conversation.answer(model)).calls).toEqual([
      {
        kind: 'computer',
        callId: 'toolu_1_1',
        actions: [{ ok: true, action: { kind: 'done', status: 'failed', text: 'No such file.' } }],
        safetyChecks: [],
      },
    ])
  })

  it('turn ask_user into a question and hand back the answer with a picture of the screen that changed', async () => {
    const asked = calls('ask_user', { question: 'Which one?', choices: ['A', 'B'], kind: 'choice' })
    const { model, conversation } = await begin([asked, theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({
      actions: [{ ok: true, action: { kind: 'askUser', text: 'Which one?', choices: ['A', 'B'], answer: 'choice' } }],
    })
    conversation.show(pngPicture({ width: 1440, height: 900 }, 9))
    await conversation.answer(model, { results: [done(call!, { output: 'B' })] })
    expect(last(2).map(plain)).toEqual([
      {
        type: 'tool_result',
        tool_use_id: call!.callId,
        content: [{ type: 'text', text: 'B' }, png(conversation.look.picture.bytes)],
      },
    ])
  })

  it('show a plan, and answer its call without another picture of the same screen', async () => {
    const items = [{ text: 'Open it', status: 'active' }]
    const { model, conversation } = await begin([calls('update_plan', { items }), theEnd])
    const answer = await conversation.answer(model)
    expect(answer.plan).toEqual(items)
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(last(2).map(plain)).toEqual([
      { type: 'tool_result', tool_use_id: 'toolu_1_1', content: [{ type: 'text', text: 'The person sees the plan.' }] },
    ])
  })

  it('report arguments of another form to the model', async () => {
    const { model, conversation } = await begin([calls('finish', { status: 'perhaps' }), theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({ actions: [{ ok: false, problem: { kind: 'model-answer' } }] })
  })

  it('that nobody offered reach the runner as tools', async () => {
    const { model, conversation } = await begin([calls('teleport', { to: 'Mars' }), theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toEqual({ kind: 'tool', callId: 'toolu_1_1', name: 'teleport', input: { to: 'Mars' } })
  })

  it('may share the name of a member of the toolset: the pair of both decides', async () => {
    const { model, conversation } = await begin([calls('zoom', { far: true })])
    expect((await conversation.answer(model)).calls).toMatchObject([{ kind: 'tool', name: 'zoom' }])
  })
})

describe('an answer', () => {
  it('holds reasoning, commentary, calls with their reason, and tells what was streamed', async () => {
    const { model, conversation } = await begin([click])
    const seen: string[] = []
    const request = conversation.request(model)
    const answer = await model.think(request, new AbortController().signal, (p) => seen.push(`${p.kind}:${p.text}`))
    if (!answer.ok) throw new Error(answer.problem.message)
    expect(answer.value.reasoning).toEqual(['The file is on the left.'])
    expect(answer.value.messages).toEqual([{ text: 'I open it.', phase: 'commentary' }])
    expect(answer.value.calls).toMatchObject([{ actions: [{ why: 'I open it.' }] }])
    const streamed = (kind: string) => seen.filter((s) => s.startsWith(kind)).map((s) => s.slice(kind.length + 1))
    expect(streamed('reasoning').join('')).toBe('The file is on the left.')
    expect(streamed('text').join('')).toBe('I open it.')
  })

  it('ends the task with a final text', async () => {
    const { model, conversation } = await begin([theEnd])
    expect(await conversation.answer(model)).toMatchObject({
      calls: [],
      messages: [{ text: 'It is renamed.', phase: 'final_answer' }],
    })
  })

  it('keeps and repeats a block it does not know, says so, and is read over events it does not know', async () => {
    const strange = { type: 'hologram', depth: 3 }
    const { model, conversation } = await begin([
      { ...click, blocks: [strange], events: [{ type: 'thought_bubble', size: 3 }] },
      theEnd,
    ])
    const answer = await conversation.answer(model)
    expect(answer.problems).toMatchObject([{ kind: 'model-answer', retryable: false }])
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(messages(2)[1]!.content).toContainEqual(strange)
    expect(server.refused).toEqual([])
  })

  it('does nothing of a call whose input is no JSON, and answers it all the same', async () => {
    const broken: FakeTurn = { computer: [{ name: 'left_click' }], inputText: '{"coordinate": [10, 2' }
    const { model, conversation } = await begin([broken, theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({ actions: [{ ok: false, problem: { message: 'The input of left_click is no JSON.' } }] })
    await conversation.answer(model, { results: [failed(call!, 'The input of left_click is no JSON.')] })
    expect(server.refused).toEqual([])
  })

  it('does a call once that comes twice in one answer or again in a later one', async () => {
    const wait = { name: 'wait', input: { duration: 1 }, id: 'toolu_x' }
    const { model, conversation } = await begin([{ computer: [wait, wait] }, { text: 'Hm.', computer: [wait] }, theEnd])
    const first = await conversation.answer(model)
    expect(first.calls).toHaveLength(1)
    expect(first.problems).toMatchObject([{ kind: 'model-answer' }])
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)) })
    expect(second.calls).toEqual([])
    await conversation.answer(model)
    expect(server.refused).toEqual([])
  })
})

describe('usage', () => {
  it('counts what is read from and written to the cache into the input, pictures by their size, and the price', async () => {
    const told = {
      input_tokens: 1000,
      cache_read_input_tokens: 6000,
      cache_creation_input_tokens: 3000,
      output_tokens: 500,
      output_tokens_details: { thinking_tokens: 200 },
    }
    const { model, conversation } = await begin([
      { ...click, usage: told },
      { ...theEnd, usage: null },
    ])
    const answer = await conversation.answer(model)
    expect(answer.usage).toEqual({
      input: 10_000,
      cached: 6000,
      cacheWrite: 3000,
      output: 500,
      reasoning: 200,
      imageTokens: Math.ceil(1440 / 28) * Math.ceil(900 / 28),
      usd: expect.closeTo((1000 * 2 + 6000 * 0.1 + 3000 * 2.5 + 500 * 10) / 1e6, 12) as number,
    })
    // what the server does not count is estimated, rather too high
    const { usage } = await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(usage).toMatchObject({ cached: 0, imageTokens: expect.any(Number) as number })
    expect(usage!.input).toBeGreaterThan(usage!.imageTokens)
    expect(usage!.usd).toBeGreaterThan(0)
  })
})
