import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiChatModel, type OpenAiChatOptions } from '../../../electron/models/openai-chat.js'
import type { CallResult, ProposedCall, TurnAnswer } from '../../../electron/models/model.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import { startFakeChatServer, type FakeChatServer, type FakeTurn, type RequestBody } from '../../support/fake-chat-server.js'
import { asJson } from './dialects/computer-use-cases.js'
import { Conversation, done, pngPicture } from './conversation.js'

let server: FakeChatServer
afterEach(() => server.close())

async function begin(turns: readonly FakeTurn[], options: Partial<OpenAiChatOptions> = {}, size = { width: 640, height: 480 }) {
  server = await startFakeChatServer({ turns, models: ['qwen3-vl', 'ui-tars-1.5-7b'] })
  const conversation = new Conversation(size)
  const model = createOpenAiChatModel({
    apiKey: '',
    baseUrl: server.url,
    loadFrame: conversation.loadFrame,
    environment: 'linux',
    ...options,
  })
  return { model, conversation }
}

const click = (x: number, y: number): FakeTurn => ({ content: asJson({ action: 'left_click', coordinate: [x, y] }) })
const TARS: Partial<OpenAiChatOptions> = { model: 'ui-tars-1.5-7b' }
const tars = (action: string): FakeTurn => ({ content: `Thought: on.\nAction: ${action}` })

const textsOf = (body: RequestBody | undefined, at = -1): string => {
  const content = body?.messages.at(at)?.content
  return typeof content === 'string' ? content : (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('\n')
}
const picturesOf = (body: RequestBody | undefined): number => JSON.stringify(body?.messages).split('data:image/').length - 1

describe('a turn', () => {
  it('sends the task with the picture, and reads the reply in the dialect of the model', async () => {
    const { model, conversation } = await begin([click(500, 500)])
    const answer = await conversation.answer(model)
    expect(server.refused).toEqual([])
    expect(answer.calls).toMatchObject([
      { kind: 'computer', callId: 'chat-1-1', actions: [{ ok: true, action: { kind: 'click', x: 320, y: 240 }, why: 'do it.' }] },
    ])
    const body = server.turns[0]!
    expect(body).toMatchObject({ model: 'qwen3-vl', temperature: 0 })
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(textsOf(body)).toContain('Task: Rename the file.')
    expect(picturesOf(body)).toBe(1)
    expect(server.requests[0]?.headers.authorization).toBe('Bearer none')
  })

  it('tells what became of the calls, what the person said, and notes; then the new picture', async () => {
    const { model, conversation } = await begin([click(1, 1), click(2, 2)])
    const [call] = (await conversation.answer(model)).calls
    conversation.show(pngPicture({ width: 640, height: 480 }, 7))
    const failed: CallResult = {
      ...done(call!),
      steps: [{ result: 'failed', problem: { kind: 'outside-picture', message: 'It lies outside.', retryable: false } }],
    }
    const steers = [{ id: 's', text: 'It is MongoDB.' }]
    await conversation.answer(model, { results: [failed], steers, notes: ['A person had control.'] })
    expect(server.refused).toEqual([])
    const told = textsOf(server.turns[1])
    expect(told).toMatch(
      /Not carried out: failed: It lies outside\.[\s\S]*Note from Deskhand.*A person had control\.[\s\S]*The person says: It is MongoDB\./,
    )
    expect(picturesOf(server.turns[1])).toBe(2)
  })

  it('shows the reasoning, whichever way it comes, and never sends it back', async () => {
    const { model, conversation } = await begin([
      { ...click(1, 1), reasoning: 'One.' },
      { ...click(1, 1), reasoning: 'Two.', reasoningField: 'reasoning_content' },
      { content: `<think>Three.</think>\n${asJson({ action: 'wait' })}` },
      { content: `Four.</think>${asJson({ action: 'wait' })}` },
    ])
    for (const thought of ['One.', 'Two.', 'Three.', 'Four.']) {
      const { reasoning, calls } = await conversation.answer(model)
      expect(reasoning).toEqual([thought])
      expect(calls).toHaveLength(1)
    }
    expect(JSON.stringify(server.turns)).not.toMatch(/One\.|Two\.|Three\.|Four\./)
  })

  it('counts what the server tells, and estimates where it tells nothing; an own machine costs nothing', async () => {
    const { model, conversation } = await begin([
      { ...click(1, 1), usage: { prompt_tokens: 900, completion_tokens: 30, total_tokens: 930 } },
      { ...click(1, 1), usage: null },
    ])
    expect((await conversation.answer(model)).usage).toMatchObject({ input: 900, output: 30, usd: 0, imageTokens: 300 })
    const { usage } = await conversation.answer(model)
    expect(usage?.input).toBeGreaterThan(600)
    expect(usage?.output).toBeGreaterThan(5)
  })

  it('ends with what the model says of it', async () => {
    const { model, conversation } = await begin([
      { content: `The file is renamed.\n${asJson({ action: 'terminate', status: 'success' }).replace('Action: do it.\n', '')}` },
    ])
    const { calls } = await conversation.answer(model)
    expect(calls).toMatchObject([{ actions: [{ action: { kind: 'done', status: 'done', text: 'The file is renamed.' } }] }])
  })
})

it('a thought without an end is no answer', async () => {
  const { model, conversation } = await begin([{ content: `<think>I will ${asJson({ action: 'wait' })}` }])
  expect((await conversation.answer(model)).calls).toEqual([])
})

describe('native tool calls', () => {
  const GENERIC: Partial<OpenAiChatOptions> = { model: 'some-vlm' }
  const native = (...calls: readonly { id?: string; name: string; arguments: string }[]): FakeTurn => ({ calls })
  const wait = { name: 'computer', arguments: '{"action":"wait"}' }

  it('are answered each by its id, before the next picture', async () => {
    const { model, conversation } = await begin(
      [
        native(
          { id: 'a', name: 'computer', arguments: '{"action":"left_click","coordinate":[10,20]}' },
          { id: 'b', name: 'update_plan', arguments: '{"items":[{"text":"x","status":"active"}]}' },
          { id: 'c', name: 'ask_user', arguments: '{"question":"Which?"}' },
        ),
        { content: 'Done.' },
      ],
      GENERIC,
    )
    const answer = await conversation.answer(model)
    expect(answer.plan).toEqual([{ text: 'x', status: 'active' }])
    expect(answer.calls.map(({ callId }) => callId)).toEqual(['a', 'b', 'c'])
    const results = answer.calls.map((call) => done(call, call.callId === 'c' ? { output: 'The second.' } : {}))
    const last = await conversation.answer(model, { results })
    expect(server.refused).toEqual([])
    expect(server.turns[1]?.messages.slice(-4)).toMatchObject([
      { role: 'tool', tool_call_id: 'a', content: 'done' },
      { role: 'tool', tool_call_id: 'b', content: 'The person sees the plan.' },
      { role: 'tool', tool_call_id: 'c', content: 'The second.' },
      { role: 'user' },
    ])
    expect(last.messages).toEqual([{ text: 'Done.', phase: 'final_answer' }])
  })

  it('get ids of their own where the server gives none, the same twice, or an old one again', async () => {
    const { model, conversation } = await begin(
      [
        native(wait, wait),
        native({ ...wait, id: 'x' }, { ...wait, id: 'x' }),
        native({ ...wait, id: 'x' }),
        { content: 'Done.' },
      ],
      GENERIC,
    )
    const ids: string[] = []
    let calls: readonly ProposedCall[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      calls = (await conversation.answer(model, { results: calls.map((call) => done(call)) })).calls
      ids.push(...calls.map(({ callId }) => callId))
    }
    expect(ids).toHaveLength(5)
    expect(new Set(ids).size).toBe(5)
    expect(server.refused).toEqual([])
  })

  it('are put together from pieces without an index', async () => {
    const { model, conversation } = await begin(
      [{ ...native({ ...wait, id: 'p' }, { ...wait, id: 'q' }), noIndex: true }],
      GENERIC,
    )
    expect((await conversation.answer(model)).calls).toHaveLength(2)
  })
})

describe('a long conversation', () => {
  it('of a family that sees its turns keeps the newest pictures, and what was said', async () => {
    const turns = Array.from({ length: 9 }, () => tars('wait()'))
    const { model, conversation } = await begin(turns, TARS)
    let calls: readonly ProposedCall[] = []
    for (let turn = 0; turn < 9; turn += 1) {
      conversation.show(pngPicture({ width: 640, height: 480 }, turn + 1))
      const steers = turn === 1 ? [{ id: 's', text: 'It is MongoDB.' }] : []
      calls = (await conversation.answer(model, { steers, results: calls.map((call) => done(call)) })).calls
    }
    expect(server.refused).toEqual([])
    const counts = server.turns.map(picturesOf)
    expect(Math.max(...counts)).toBeLessThanOrEqual(5)
    expect(Math.min(...counts.slice(3))).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(server.turns.at(-1))).toContain('It is MongoDB.')
    expect(server.turns.at(-1)?.messages).toHaveLength(17)
  })

  it('of a family that is told its steps turns the old ones into lines, with what was said then', async () => {
    const { model, conversation } = await begin(Array.from({ length: 9 }, (_, at) => click(at, at)))
    let calls: readonly ProposedCall[] = []
    for (let turn = 0; turn < 9; turn += 1) {
      conversation.show(pngPicture({ width: 640, height: 480 }, turn + 1))
      const steers = turn === 1 ? [{ id: 's', text: 'It is MongoDB.' }] : []
      calls = (await conversation.answer(model, { steers, results: calls.map((call) => done(call)) })).calls
    }
    expect(server.refused).toEqual([])
    expect(Math.max(...server.turns.map(picturesOf))).toBeLessThanOrEqual(4)
    const last = server.turns.at(-1)!
    const first = textsOf(last, 1)
    expect(first).toMatch(
      /Task: Rename the file\.[\s\S]*Previous actions:\nStep 1: do it\.\nThe person says: It is MongoDB\.\nStep 2/,
    )
    expect(last.messages.length).toBeLessThan(10)
    expect(last.messages.filter(({ role }) => role === 'system')).toHaveLength(1)
  })

  it('keeps a picture of the task however long it is', async () => {
    const { model, conversation } = await begin(Array.from({ length: 8 }, (_, at) => click(at, at)))
    const given = pngPicture({ width: 32, height: 32 }, 99)
    conversation.show(given)
    conversation.images = [given.id]
    for (let turn = 0; turn < 8; turn += 1) {
      conversation.show(pngPicture({ width: 640, height: 480 }, turn + 1))
      await conversation.answer(model)
    }
    expect(server.refused).toEqual([])
    for (const body of server.turns) expect(JSON.stringify(body)).toContain(Buffer.from(given.bytes).toString('base64'))
  })

  it('leaves out what another vendor’s model said', async () => {
    const { model, conversation } = await begin([click(1, 1)])
    conversation.history.push(
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }] },
      { role: 'model', parts: [{ text: 'x' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a' }] },
    )
    await conversation.answer(model)
    expect(server.refused).toEqual([])
    expect(server.turns[0]?.messages).toHaveLength(2)
  })
})

describe('a conversation that grew too long', () => {
  const LONG = 'The list is open and the next row shows an invoice that was not read yet. '.repeat(60)
  const said = (turn: FakeTurn): FakeTurn => {
    const content = turn.content ?? ''
    return {
      ...turn,
      content: content.startsWith('Thought: ') ? content.replace('Thought: ', `Thought: ${LONG}`) : LONG + content,
    }
  }
  const isQuestion = (body: RequestBody) => JSON.stringify(body).includes('about to be shortened')

  /** Goes on until the server was asked for notes, and once more. */
  async function goOn(options: Partial<OpenAiChatOptions>, turn: FakeTurn, notes: FakeTurn) {
    server = await startFakeChatServer({ turns: (body) => (isQuestion(body) ? notes : said(turn)) })
    const conversation = new Conversation({ width: 640, height: 480 })
    const { loadFrame } = conversation
    const model = createOpenAiChatModel({ apiKey: '', baseUrl: server.url, loadFrame, environment: 'linux', ...options })
    let calls: readonly ProposedCall[] = []
    let last: TurnAnswer | null = null
    while (!server.turns.some(isQuestion)) {
      conversation.show(pngPicture({ width: 640, height: 480 }, conversation.turn))
      const steers = conversation.turn === 2 ? [{ id: 's', text: 'It is MongoDB.' }] : []
      const facts = { said: ['It is MongoDB.'], plan: [], files: [], told: [] }
      last = await conversation.answer(model, {
        steers,
        facts,
        results: calls.map((call) => done(call, { output: 'It is 42.' })),
      })
      calls = last.calls
    }
    expect(server.refused).toEqual([])
    return { model, conversation, last: last!, body: server.turns.at(-1)!, asked: server.turns.at(-2)! }
  }

  it('begins anew in the form the model knows, with its notes and what must not be lost', async () => {
    const { body, last } = await goOn(TARS, tars('wait()'), { content: 'Row 7 is done, 8 is next.' })
    expect(body.messages).toHaveLength(1)
    expect(textsOf(body, 0)).toMatch(
      /## User Instruction\s+Note from Deskhand[\s\S]*Rename the file\.[\s\S]*It is MongoDB\.[\s\S]*Row 7 is done/,
    )
    expect(picturesOf(body)).toBe(1)
    expect(last.items[0]).toMatchObject({ type: 'deskhand.summary' })
  })

  it('and goes on from there in the turns that follow', async () => {
    const { model, conversation, body } = await goOn({}, click(1, 1), { content: 'Row 7 is done.' })
    await conversation.answer(model)
    expect(server.turns.at(-1)?.messages.slice(0, 2)).toEqual(body.messages.slice(0, 2))
    expect(server.turns.at(-1)?.messages.length).toBe(body.messages.length + 2)
  })

  it('quotes what the model said on the way when it goes on acting instead of writing notes', async () => {
    const { body } = await goOn(TARS, tars('wait()'), tars("click(start_box='(1,2)')"))
    expect(textsOf(body, 0)).toContain('an invoice that was not read yet')
    expect(textsOf(body, 0)).not.toContain("start_box='(1,2)'")
  })

  it('tells in words what became of calls that were open then', async () => {
    const wait = { calls: [{ name: 'computer', arguments: '{"action":"wait"}' }] }
    const { body } = await goOn({ model: 'some-vlm' }, wait, { content: 'Row 7.' })
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(textsOf(body, 1)).toContain('Result: It is 42.')
  })

  it('does not bind the notes to the form of an action', async () => {
    const holo = { content: JSON.stringify({ note: LONG, thought: 'On.', tool_call: { tool_name: 'wait', seconds: 1 } }) }
    server = await startFakeChatServer({ turns: (body) => (isQuestion(body) ? { content: 'Row 7.' } : holo) })
    const conversation = new Conversation({ width: 640, height: 480 })
    const { loadFrame } = conversation
    const model = createOpenAiChatModel({ apiKey: '', baseUrl: server.url, model: 'holo4-35b', loadFrame })
    while (!server.turns.some(isQuestion)) await conversation.answer(model)
    expect(server.turns.at(-2)).not.toHaveProperty('structured_outputs')
    expect(server.turns.at(-1)).toHaveProperty('structured_outputs')
  })

  it('is kept shorter than the server can take, once that is known', async () => {
    server = await startFakeChatServer({
      turns: (body) => (isQuestion(body) ? { content: 'Row 7.' } : said(click(1, 1))),
      window: 9000,
    })
    const conversation = new Conversation({ width: 640, height: 480 })
    const model = createOpenAiChatModel({ apiKey: '', baseUrl: server.url, model: 'fara-7b', loadFrame: conversation.loadFrame })
    const problems: Problem[] = []
    for (let turn = 0; turn < 40; turn += 1) {
      const answer = await conversation.ask(model)
      if (!answer.ok) problems.push(answer.problem)
    }
    expect(problems).toEqual([expect.objectContaining({ kind: 'model-request', retryable: true, waitMs: 0 })])
    expect(problems[0]?.message).toContain('it is shortened and asked again')
    expect(server.turns.filter(isQuestion).length).toBeGreaterThan(1)
  })

  it('is told to the person where there is nothing to shorten', async () => {
    server = await startFakeChatServer({ turns: [], window: 100 })
    const conversation = new Conversation({ width: 640, height: 480 })
    const model = createOpenAiChatModel({ apiKey: '', baseUrl: server.url, loadFrame: conversation.loadFrame })
    expect(await conversation.problem(model)).toMatchObject({
      retryable: false,
      message: expect.stringContaining('too long') as string,
    })
  })
})

describe('reaching the server', () => {
  it('says which models it has when the named one is not among them', async () => {
    const { model } = await begin([], { model: 'qwen3.5' })
    const reached = await model.reach(new AbortController().signal)
    expect(reached).toMatchObject({ ok: false, problem: { kind: 'model-refused' } })
    expect(JSON.stringify(reached)).toContain('it has qwen3-vl, ui-tars-1.5-7b')
  })

  it('is well when it has the model', async () => {
    const { model } = await begin([])
    expect((await model.reach(new AbortController().signal)).ok).toBe(true)
  })

  it.each<[string, Partial<OpenAiChatOptions>, string]>([
    ['a dialect nobody speaks', { dialect: 'esperanto' }, 'There is no dialect "esperanto"; there are ui-tars-2'],
    ['an address that is none', { baseUrl: 'localhost:11434' }, 'is no base URL'],
  ])('%s is refused before anything is asked', async (_, options, words) => {
    const { model, conversation } = await begin([click(1, 1)], options)
    expect((await conversation.problem(model)).message).toContain(words)
    expect(server.requests).toEqual([])
  })
})
