import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel, type OpenAiOptions } from '../../../electron/models/openai.js'
import type { Model } from '../../../electron/models/model.js'
import {
  startFakeResponsesServer,
  type FakeResponsesServer,
  type FakeTurn,
  type TurnSource,
} from '../../support/fake-responses-server.js'
import { Conversation, done, pngPicture } from './conversation.js'

let server: FakeResponsesServer
afterEach(() => server.close())

async function begin(turns: TurnSource, options: Partial<OpenAiOptions> = {}, conversation = new Conversation()) {
  server = await startFakeResponsesServer({ turns, apiKey: 'sk-right' })
  const model = createOpenAiModel({
    apiKey: 'sk-right',
    baseUrl: server.url,
    environment: 'linux',
    loadFrame: conversation.loadFrame,
    ...options,
  })
  return { model, conversation }
}

const input = (turn: number) => server.turns[turn - 1]!.input as Record<string, unknown>[]
const dataUrl = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
const click: FakeTurn = {
  reasoning: 'The file is on the left.',
  computer: [{ type: 'click', button: 'left', x: 10, y: 20, keys: null }],
}
const theEnd: FakeTurn = { text: 'It is renamed.' }

describe('a request', () => {
  it('is stateless, streamed, and asks for one call at a time with sealed reasoning', async () => {
    const { model, conversation } = await begin([theEnd], { effort: 'low' })
    await conversation.answer(model)
    const { input: _, instructions, tools, ...rest } = server.turns[0]!
    expect(rest).toEqual({
      model: 'gpt-6.1-sol',
      store: false,
      stream: true,
      parallel_tool_calls: false,
      reasoning: { effort: 'low', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      prompt_cache_key: '01SESSION',
      context_management: [{ type: 'compaction', compact_threshold: 80_000 }],
    })
    expect(instructions).toContain('{{secret:NAME}}')
    expect(tools!.map((tool) => ('name' in tool ? tool.name : tool.type))).toEqual([
      'computer',
      'finish',
      'ask_user',
      'update_plan',
      'zoom',
      'zoom_click',
      'hold_key',
      'triple_click',
    ])
    expect(server.requests[0]!.headers['authorization']).toBe('Bearer sk-right')
  })

  it('opens with the task, its pictures and the screen', async () => {
    const conversation = new Conversation()
    const extra = pngPicture({ width: 64, height: 64 }, 7)
    conversation.frames.set(extra.id, extra)
    conversation.images.push(extra.id)
    const { model } = await begin([theEnd], {}, conversation)
    const answer = await conversation.answer(model)
    expect(input(1)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Rename the file.' },
          { type: 'input_image', detail: 'original', image_url: dataUrl(extra.bytes) },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'The screen now:' },
          { type: 'input_image', detail: 'original', image_url: dataUrl(conversation.look.picture.bytes) },
        ],
      },
    ])
    expect(JSON.stringify(answer.items)).not.toContain('base64')
    expect(JSON.stringify(answer.items)).toContain(`{"$frame":"${conversation.look.picture.id}"}`)
  })

  it('repeats everything before it byte for byte and answers each call once with the newest picture', async () => {
    const { model, conversation } = await begin([click, click, click, theEnd])
    let results: ReturnType<typeof done>[] = []
    for (let turn = 1; turn <= 4; turn += 1) {
      conversation.show(pngPicture({ width: 1440, height: 900 }, turn))
      const answer = await conversation.answer(model, { results })
      results = answer.calls.map((call) => done(call))
    }
    expect(server.refused).toEqual([])
    const sent = [1, 2, 3, 4].map((turn) => JSON.stringify(input(turn)).slice(0, -1))
    for (const turn of [1, 2, 3]) expect(sent[turn]!.startsWith(sent[turn - 1]!)).toBe(true)
    expect(input(4).map((item) => item['type'] ?? item['role'])).toEqual([
      'user',
      'user',
      ...['reasoning', 'computer_call', 'computer_call_output'],
      ...['reasoning', 'computer_call', 'computer_call_output'],
      ...['reasoning', 'computer_call', 'computer_call_output'],
    ])
    expect(input(4).at(-1)).toEqual({
      type: 'computer_call_output',
      call_id: 'call_3_2',
      output: {
        type: 'computer_screenshot',
        image_url: dataUrl(conversation.look.picture.bytes),
        detail: 'original',
      },
    })
    expect(input(2).find((item) => item['type'] === 'reasoning')).toMatchObject({ encrypted_content: 'gAAAAA-sealed-1_1' })
  })

  it('tells the model which actions of a batch were not done and why, then notes, then what the person said', async () => {
    const batch: FakeTurn = { computer: [{ type: 'click', x: 1, y: 1 }, { type: 'keypress', keys: ['NOKEY'] }, { type: 'wait' }] }
    const { model, conversation } = await begin([batch, theEnd])
    const [call] = (await conversation.answer(model)).calls
    const problem = { kind: 'unknown-key' as const, message: 'There is no key "NOKEY".', retryable: false }
    await conversation.answer(model, {
      results: [done(call!, { steps: [{ result: 'done' }, { result: 'failed', problem }, { result: 'skipped' }] })],
      notes: ['The person moved the mouse.'],
      steers: [
        { id: 's1', text: 'Use the menu instead.' },
        { id: 's2', text: 'And hurry.' },
      ],
    })
    const added = input(2).slice(-4)
    expect(added[0]).toMatchObject({ type: 'computer_call_output' })
    expect(added[1]).toEqual({
      role: 'developer',
      content: [
        {
          type: 'input_text',
          text: 'Your last actions:\n2 of 3, keypress: failed. There is no key "NOKEY".\n3 of 3, wait: skipped\n\nThe person moved the mouse.',
        },
      ],
    })
    expect(added.slice(2)).toEqual([
      { role: 'user', content: [{ type: 'input_text', text: 'Use the menu instead.' }] },
      { role: 'user', content: [{ type: 'input_text', text: 'And hurry.' }] },
    ])
  })

  it('goes on after a finished task with what the person adds and a new picture', async () => {
    const { model, conversation } = await begin([theEnd, theEnd])
    await conversation.answer(model)
    await conversation.answer(model, { steers: [{ id: 's1', text: 'Now also delete the copy.' }] })
    expect(input(2).slice(-2)).toMatchObject([
      { role: 'user', content: [{ text: 'Now also delete the copy.' }] },
      { role: 'user', content: [{ text: 'The screen now:' }, { type: 'input_image' }] },
    ])
  })

  it('says nothing of the summary again when the account may not see one', async () => {
    const refused: FakeTurn = {
      fault: {
        kind: 'http',
        status: 400,
        param: 'reasoning.summary',
        code: 'unsupported_value',
        message: 'Verify your organization.',
      },
    }
    const { model, conversation } = await begin([refused, theEnd])
    expect(await conversation.problem(model)).toMatchObject({ kind: 'model-request', retryable: true, waitMs: 0 })
    await conversation.answer(model)
    expect(server.turns[1]!.reasoning).toEqual({})
  })

  it('leaves out what a compaction already holds', async () => {
    const compacted: FakeTurn = {
      reasoning: 'Once more.',
      items: [{ type: 'compaction', id: 'cmp_1', encrypted_content: 'gAAAAA-cmp' }],
      computer: [{ type: 'screenshot' }],
    }
    const { model, conversation } = await begin([click, compacted, theEnd])
    const first = await conversation.answer(model)
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)) })
    await conversation.answer(model, { results: second.calls.map((call) => done(call)) })
    expect(input(3).map((item) => item['type'] ?? item['role'])).toEqual([
      'reasoning',
      'computer_call',
      'compaction',
      'computer_call_output',
      'developer',
    ])
    expect(JSON.stringify(input(3).at(-1))).toContain('The task, as the person gave it:\\nRename the file.')
    expect(server.refused).toEqual([])
  })

  it('leaves out reasoning that led to nothing, which the server would refuse', async () => {
    const repeated: FakeTurn = { reasoning: 'Again.', computer: { actions: [{ type: 'wait' }], call_id: 'call_x' } }
    const { model, conversation } = await begin([{ reasoning: 'Hm.' }, repeated, repeated, theEnd])
    expect(await conversation.answer(model)).toMatchObject({ calls: [], messages: [], reasoning: ['Hm.'] })
    const { calls } = await conversation.answer(model, { notes: ['Your answer was empty.'] })
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    await conversation.answer(model)
    expect(server.refused).toEqual([])
    expect(input(4).filter((item) => item['type'] === 'reasoning')).toHaveLength(1)
  })

  it('fails with the log when a picture of the conversation is gone', async () => {
    const { model, conversation } = await begin([theEnd])
    conversation.frames.clear()
    expect(await conversation.problem(model)).toMatchObject({ kind: 'log', retryable: false })
    expect(server.requests).toHaveLength(0)
  })
})

describe('function tools', () => {
  const calls = (name: string, args: unknown): FakeTurn => ({ tools: [{ name, arguments: args }] })

  it('turn finish into the action done', async () => {
    const { model, conversation } = await begin([calls('finish', { status: 'failed', text: 'No such file.' })])
    const answer = await conversation.answer(model)
    expect(answer.calls).toEqual([
      {
        kind: 'computer',
        callId: 'call_1_2',
        actions: [{ ok: true, action: { kind: 'done', status: 'failed', text: 'No such file.' } }],
        safetyChecks: [],
      },
    ])
  })

  it('turn ask_user into a question and hand back the answer with a picture of the screen that changed', async () => {
    const { model, conversation } = await begin([
      calls('ask_user', { question: 'Which one?', choices: ['A', 'B'], kind: 'choice' }),
      theEnd,
    ])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({
      actions: [{ ok: true, action: { kind: 'askUser', text: 'Which one?', choices: ['A', 'B'], answer: 'choice' } }],
    })
    conversation.show(pngPicture({ width: 1440, height: 900 }, 9))
    await conversation.answer(model, { results: [done(call!, { output: 'B' })] })
    expect(input(2).at(-1)).toMatchObject({
      type: 'function_call_output',
      call_id: call!.callId,
      output: [
        { type: 'input_text', text: 'B' },
        { type: 'input_image', image_url: dataUrl(conversation.look.picture.bytes) },
      ],
    })
  })

  it('show a plan, and answer its call without another picture of the same screen', async () => {
    const items = [{ text: 'Open it', status: 'active' }]
    const { model, conversation } = await begin([calls('update_plan', { items }), theEnd])
    const answer = await conversation.answer(model)
    expect(answer.plan).toEqual(items)
    expect(answer.calls).toEqual([{ kind: 'computer', callId: 'call_1_2', actions: [], safetyChecks: [] }])
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(input(2).at(-1)).toEqual({ type: 'function_call_output', call_id: 'call_1_2', output: 'The person sees the plan.' })
  })

  it.each([
    ['arguments that are no JSON', '{"status":', 'The arguments of finish are no JSON.'],
    ['arguments of another form', { status: 'perhaps' }, 'The arguments of finish cannot be read'],
  ])('report %s to the model', async (_, args, message) => {
    const { model, conversation } = await begin([calls('finish', args), theEnd])
    const [call] = (await conversation.answer(model)).calls
    const [step] = call!.kind === 'computer' ? call!.actions : []
    expect(step).toMatchObject({ ok: false, problem: { kind: 'model-answer' } })
    const problem = step!.ok === false ? step!.problem : undefined
    await conversation.answer(model, {
      results: [done(call!, { steps: [{ result: 'failed', ...(problem ? { problem } : {}) }] })],
    })
    expect(JSON.stringify(input(2).at(-1))).toContain(message)
  })

  it('that nobody offered reach the runner as tools', async () => {
    const { model, conversation } = await begin([calls('teleport', { to: 'Mars' }), theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toEqual({ kind: 'tool', callId: 'call_1_2', name: 'teleport', input: { to: 'Mars' } })
    await conversation.answer(model, { results: [done(call!, { output: 'There is no such tool.' })] })
    expect(input(2).at(-1)).toMatchObject({ output: 'There is no such tool.' })
  })
})

describe('an answer', () => {
  it('holds reasoning, commentary, calls and tells what was streamed', async () => {
    const { model, conversation } = await begin([{ ...click, commentary: 'I open it.' }])
    const seen: string[] = []
    const request = conversation.request(model)
    const answer = await model.think(request, new AbortController().signal, (p) => seen.push(`${p.kind}:${p.text}`))
    if (!answer.ok) throw new Error(answer.problem.message)
    expect(answer.value.reasoning).toEqual(['The file is on the left.'])
    expect(answer.value.messages).toEqual([{ text: 'I open it.', phase: 'commentary' }])
    const streamed = (kind: string) => seen.filter((s) => s.startsWith(kind)).map((s) => s.slice(kind.length + 1))
    expect(streamed('reasoning').join('')).toBe('The file is on the left.')
    expect(streamed('text').join('')).toBe('I open it.')
  })

  it('ends the task with a final text', async () => {
    const { model, conversation } = await begin([theEnd])
    const answer = await conversation.answer(model)
    expect(answer.calls).toEqual([])
    expect(answer.messages).toEqual([{ text: 'It is renamed.', phase: 'final_answer' }])
  })

  it('keeps and repeats an item it does not know, and says so', async () => {
    const strange = { type: 'hologram', id: 'ho_1', depth: 3 }
    const { model, conversation } = await begin([{ items: [strange], ...click }, theEnd])
    const answer = await conversation.answer(model)
    expect(answer.problems).toMatchObject([{ kind: 'model-answer', retryable: false }])
    expect(answer.calls).toHaveLength(1)
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(input(2)).toContainEqual(strange)
    expect(server.refused).toEqual([])
  })

  it('leaves out a call of a tool that was never offered, since nothing can answer it', async () => {
    const shell = { type: 'shell_call', id: 'sh_1', call_id: 'sh', status: 'completed', action: { commands: ['ls'] } }
    const { model, conversation } = await begin([{ reasoning: 'A shell.', items: [shell] }, theEnd])
    expect(await conversation.answer(model)).toMatchObject({ calls: [], problems: [{ kind: 'model-answer' }] })
    await conversation.answer(model)
    expect(server.refused).toEqual([])
  })

  it('is read over events it does not know', async () => {
    const { model, conversation } = await begin([{ ...click, events: [{ type: 'response.thought_bubble', size: 3 }] }])
    expect((await conversation.answer(model)).calls).toHaveLength(1)
  })

  it('does nothing of a call that is not completed, and answers it all the same', async () => {
    const { model, conversation } = await begin([
      { computer: { actions: [{ type: 'click', x: 1, y: 1 }], status: 'incomplete' } },
      theEnd,
    ])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({ actions: [{ ok: false, problem: { kind: 'model-incomplete' } }] })
    await conversation.answer(model, { results: [done(call!, { steps: [{ result: 'failed' }] })] })
    expect(server.refused).toEqual([])
  })

  it('does a call once that comes twice in one answer or again in a later one', async () => {
    const twice: FakeTurn = {
      computers: [
        { actions: [{ type: 'wait' }], call_id: 'call_x' },
        { actions: [{ type: 'wait' }], call_id: 'call_x' },
      ],
    }
    const { model, conversation } = await begin([twice, { computer: { actions: [{ type: 'wait' }], call_id: 'call_x' } }, theEnd])
    const first = await conversation.answer(model)
    expect(first.calls).toHaveLength(1)
    expect(first.problems).toMatchObject([{ kind: 'model-answer' }])
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)) })
    expect(second.calls).toEqual([])
    await conversation.answer(model)
    expect(server.refused).toEqual([])
  })

  it('asks for safety checks and echoes only those the person confirmed', async () => {
    const checks = [
      { id: 'sc_1', code: 'malicious_instructions', message: 'The page gives orders.' },
      { id: 'sc_2', code: 'sensitive_domain' },
    ]
    const { model, conversation } = await begin([
      { computer: { actions: [{ type: 'wait' }], pending_safety_checks: checks } },
      theEnd,
    ])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({
      safetyChecks: [
        { id: 'sc_1', message: 'The page gives orders.' },
        { id: 'sc_2', message: 'sensitive_domain' },
      ],
    })
    await conversation.answer(model, { results: [done(call!, { acknowledged: ['sc_1'] })] })
    expect(input(2).at(-1)).toMatchObject({ acknowledged_safety_checks: [checks[0]] })
  })

  it('that refuses the task is a problem with the words of the model', async () => {
    const refusal = {
      type: 'message',
      id: 'msg_r',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'refusal', refusal: 'I will not do that.' }],
    }
    const { model, conversation } = await begin([{ items: [refusal] }])
    expect(await conversation.problem(model)).toEqual({
      kind: 'model-refused',
      message: 'The model refused: I will not do that.',
      retryable: false,
    })
  })
})

describe('usage', () => {
  it('tells tokens as the server counted them, pictures by their size and the price', async () => {
    const { model, conversation } = await begin([
      {
        ...click,
        usage: {
          input_tokens: 10_000,
          input_tokens_details: { cached_tokens: 6000, cache_write_tokens: 3000 },
          output_tokens: 500,
          output_tokens_details: { reasoning_tokens: 200 },
          total_tokens: 10_500,
        },
      },
      { ...theEnd, usage: null },
    ])
    const answer = await conversation.answer(model)
    expect(answer.usage).toEqual({
      input: 10_000,
      cached: 6000,
      cacheWrite: 3000,
      output: 500,
      reasoning: 200,
      imageTokens: 1566,
      usd: expect.closeTo((1000 * 2 + 6000 * 0.1 + 3000 * 2.5 + 500 * 10) / 1e6, 12) as number,
    })
    // what the server does not count is estimated, rather too high
    const { usage } = await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(usage).toMatchObject({ cached: 0, imageTokens: expect.any(Number) as number })
    expect(usage!.input).toBeGreaterThan(usage!.imageTokens)
    expect(usage!.usd).toBeGreaterThan(0)
  })

  it('has most of a second request in the cache, since what came before it is the same', async () => {
    const { model, conversation } = await begin([click, theEnd])
    const first = await conversation.answer(model)
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)) })
    expect(second.usage!.cached).toBeGreaterThan(1500)
    expect(second.usage!.imageTokens).toBe(2 * 1566)
  })

  it('has no price for a model nobody knows, unless the settings name one', async () => {
    const { conversation } = await begin([theEnd])
    const unknown = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, model: 'gpt-9', loadFrame: conversation.loadFrame })
    expect(unknown.picture.detail).toBe('original')
    const { model } = await restart(conversation, { prices: { 'gpt-6.1-sol': { input: 0, cached: 0, output: 1_000_000 } } })
    const { usage } = await conversation.answer(model)
    expect(usage!.usd).toBe(usage!.output)
  })

  async function restart(conversation: Conversation, options: Partial<OpenAiOptions>): Promise<{ model: Model }> {
    await server.close()
    return begin([theEnd], options, conversation)
  }
})

describe('the preview model', () => {
  it('declares the picture, shortens by itself, takes one action and no detail', async () => {
    const { model, conversation } = await begin(
      [{ reasoning: true, computer: [{ type: 'double_click', x: 5, y: 6 }] }, theEnd],
      { model: 'computer-use-preview' },
      new Conversation({ width: 1280, height: 800 }),
    )
    const answer = await conversation.answer(model)
    expect(answer.calls).toMatchObject([{ actions: [{ ok: true, action: { kind: 'click', x: 5, y: 6, count: 2 } }] }])
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(server.turns[0]).toMatchObject({ truncation: 'auto', reasoning: { summary: 'concise' } })
    expect(server.turns[0]!.tools![0]).toEqual({
      type: 'computer_use_preview',
      display_width: 1280,
      display_height: 800,
      environment: 'linux',
    })
    expect(server.turns[0]).not.toHaveProperty('context_management')
    expect(input(2).at(-1)!['output']).toEqual({
      type: 'computer_screenshot',
      image_url: dataUrl(conversation.look.picture.bytes),
    })
    expect(server.refused).toEqual([])
  })
})
