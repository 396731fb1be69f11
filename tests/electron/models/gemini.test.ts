import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGeminiModel, type GeminiOptions } from '../../../electron/models/gemini.js'
import type { CallResult, ProposedCall } from '../../../electron/models/model.js'
import { startFakeGeminiServer, type FakeGeminiServer, type FakeTurn } from '../../support/fake-gemini-server.js'
import { Conversation, done, pngPicture } from './conversation.js'

let server: FakeGeminiServer
afterEach(() => {
  vi.unstubAllEnvs()
  return server.close()
})

type Part = Record<string, unknown>

async function begin(turns: readonly FakeTurn[], options: Partial<GeminiOptions> = {}, conversation = new Conversation()) {
  server = await startFakeGeminiServer({ turns, apiKey: 'g-key' })
  const model = createGeminiModel({
    apiKey: 'g-key',
    baseUrl: server.url,
    environment: 'linux',
    loadFrame: conversation.loadFrame,
    ...options,
  })
  return { model, conversation }
}

const contents = (turn: number) => server.turns[turn - 1]!.contents as unknown as { role: string; parts: Part[] }[]
const last = (turn: number) => contents(turn).at(-1)!.parts
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const png = (bytes: Uint8Array) => ({ inlineData: { mimeType: 'image/png', data: base64(bytes) } })
const failed = (call: ProposedCall, message: string): CallResult =>
  done(call, { steps: [{ result: 'failed', problem: { kind: 'unknown-key', message, retryable: false } }] })
const skipped = (call: ProposedCall): CallResult => done(call, { steps: [{ result: 'skipped' }] })

const click: FakeTurn = {
  thought: 'The file is on the left.',
  text: 'I open it.',
  calls: [{ name: 'click', args: { x: 500, y: 250, intent: 'Open the file' } }],
}
const theEnd: FakeTurn = { text: 'It is renamed.' }

it('the environment never leads to another server, or to other credentials', async () => {
  vi.stubEnv('GOOGLE_API_KEY', 'key-of-another-program')
  vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true')
  vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'http://127.0.0.1:9')
  const { model, conversation } = await begin([{ text: 'Hi.' }])
  expect((await conversation.answer(model)).messages).toHaveLength(1)
  expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('key-of-another-program')
})

describe('a request', () => {
  it('is stateless and streamed, for a whole desktop, with thoughts, and the key in its header alone', async () => {
    const { model, conversation } = await begin([theEnd], { effort: 'low' })
    await conversation.answer(model)
    const { contents: _, systemInstruction, tools, generationConfig } = server.turns[0]!
    expect(generationConfig).toEqual({ thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' } })
    expect(JSON.stringify(systemInstruction)).toContain('{{secret:NAME}}')
    expect(JSON.stringify(systemInstruction)).toContain('from 0 to 999')
    expect(tools![0]).toEqual({
      computerUse: { environment: 'ENVIRONMENT_DESKTOP', excludedPredefinedFunctions: ['key_down', 'key_up'] },
    })
    expect(JSON.stringify(tools![1])).toMatch(/"finish".*"ask_user".*"update_plan"/)
    const [request] = server.requests
    expect(request!.path).toBe('/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse')
    expect(request!.headers['x-goog-api-key']).toBe('g-key')
  })

  it('opens with the task, its pictures and the screen, and keeps pictures by their id', async () => {
    const conversation = new Conversation()
    const extra = pngPicture({ width: 64, height: 64 }, 7)
    conversation.frames.set(extra.id, extra)
    conversation.images.push(extra.id)
    const { model } = await begin([theEnd], {}, conversation)
    const answer = await conversation.answer(model)
    expect(contents(1)).toEqual([
      {
        role: 'user',
        parts: [
          { text: 'Rename the file.' },
          png(extra.bytes),
          { text: 'The screen now:' },
          png(conversation.look.picture.bytes),
        ],
      },
    ])
    expect(JSON.stringify(answer.items)).not.toContain(base64(extra.bytes).slice(0, 40))
    expect(JSON.stringify(answer.items)).toContain(`{"$frame":"${conversation.look.picture.id}"}`)
  })

  it('repeats what came before to the byte, signatures of thoughts too, and answers each call once', async () => {
    const { model, conversation } = await begin([click, click, click, theEnd])
    let results: CallResult[] = []
    for (let turn = 1; turn <= 4; turn += 1) {
      conversation.show(pngPicture({ width: 1440, height: 900 }, turn))
      results = (await conversation.answer(model, { results })).calls.map((call) => done(call))
    }
    expect(server.refused).toEqual([])
    for (const turn of [1, 2, 3]) expect(contents(turn + 1).slice(0, contents(turn).length)).toEqual(contents(turn))
    expect(contents(4)[1]).toEqual({
      role: 'model',
      parts: [
        { text: 'The file is on the left.', thought: true },
        { text: 'I open it.' },
        {
          functionCall: { id: 'call_1_1', name: 'click', args: { x: 500, y: 250, intent: 'Open the file' } },
          thoughtSignature: 'c2lnbmVk1',
        },
      ],
    })
    expect(last(4)).toEqual([
      {
        functionResponse: {
          id: 'call_3_1',
          name: 'click',
          response: { url: '', output: 'done' },
          parts: [png(conversation.look.picture.bytes)],
        },
      },
    ])
  })

  it('takes old pictures out in lots, so that the beginning stays the same between two lots', async () => {
    const turns = 40
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
      results = (await conversation.answer(model, { results })).calls.map((call) => done(call))
      counts.push(JSON.stringify(contents(turn)).match(/"inlineData"/g)!.length)
      const before = turn < 2 ? [] : contents(turn - 1)
      if (JSON.stringify(contents(turn).slice(0, before.length)) !== JSON.stringify(before)) broken += 1
    }
    expect(server.refused).toEqual([])
    expect(Math.max(...counts)).toBe(17)
    expect(counts.at(-1)).toBe(40 - 30)
    expect(broken).toBe(2)
    expect(JSON.stringify(contents(40)[0])).toContain('An older picture of the screen stood here.')
  })

  it('goes on after a finished task, signature of the text included, with what the person adds and a new picture', async () => {
    const { model, conversation } = await begin([theEnd, theEnd])
    await conversation.answer(model)
    await conversation.answer(model, { steers: [{ id: 's1', text: 'Now also delete the copy.' }] })
    expect(contents(2)[1]).toEqual({
      role: 'model',
      parts: [{ text: 'It is renamed.' }, { text: '', thoughtSignature: 'ZW5k1' }],
    })
    expect(last(2)).toMatchObject([{ text: 'Now also delete the copy.' }, { text: 'The screen now:' }, { inlineData: {} }])
  })

  it('begins anew with the task where another vendor has worked before', async () => {
    const { model, conversation } = await begin([theEnd])
    conversation.history.push({ role: 'user', content: [{ type: 'text', text: 'x' }] }, { type: 'computer_call', call_id: 'c' })
    await conversation.answer(model)
    expect(contents(1)).toHaveLength(1)
    expect(last(1)[0]).toEqual({ text: 'Rename the file.' })
  })

  it('fails with the log when a picture of the conversation is gone', async () => {
    const { model, conversation } = await begin([theEnd])
    conversation.frames.clear()
    expect(await conversation.problem(model)).toMatchObject({ kind: 'log', retryable: false })
    expect(server.requests).toHaveLength(0)
  })
})

const SAME = 'done. The screen is unchanged: the last picture of it still holds.'

describe('several calls in an answer', () => {
  const batch: FakeTurn = {
    calls: [
      { name: 'click', args: { x: 100, y: 100 } },
      { name: 'hotkey', args: { keys: ['NOKEY'] } },
      { name: 'type', args: { text: 'cats' } },
    ],
  }

  it('are answered in order in one content, with one picture after the last', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    const { calls } = await conversation.answer(model)
    conversation.show(pngPicture({ width: 1440, height: 900 }, 9))
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    const responses = last(2).map((part) => part['functionResponse'] as Part)
    expect(responses.map(({ id, name }) => [id, name])).toEqual([
      ['call_1_1', 'click'],
      ['call_1_2', 'hotkey'],
      ['call_1_3', 'type'],
    ])
    expect(responses.map(({ parts }) => (parts as Part[] | undefined)?.length ?? 0)).toEqual([0, 0, 1])
  })

  it('that went wrong tell what failed and what was not done, then notes, then what the person said', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    const { calls } = await conversation.answer(model)
    await conversation.answer(model, {
      results: [done(calls[0]!), failed(calls[1]!, 'There is no key "NOKEY".'), skipped(calls[2]!)],
      notes: ['The person moved the mouse.'],
      steers: [{ id: 's1', text: 'Use the menu instead.' }],
    })
    expect(
      last(2)
        .slice(0, 3)
        .map((part) => (part['functionResponse'] as Part)['response']),
    ).toEqual([
      { url: '', output: 'done' },
      { url: '', error: 'failed: There is no key "NOKEY".' },
      { url: '', error: 'Not executed: the rest was given up.' },
    ])
    expect(last(2).slice(3)).toEqual([
      { text: 'Note from Deskhand, not from the person:\n\nThe person moved the mouse.' },
      { text: 'Use the menu instead.' },
    ])
  })

  it('without ids are told apart by their place, and answered without an id', async () => {
    const bare: FakeTurn = {
      calls: [
        { name: 'click_at', args: { x: 1, y: 1 }, id: null },
        { name: 'click_at', args: { x: 1, y: 1 }, id: null },
      ],
    }
    const { model, conversation } = await begin([bare, bare, theEnd], { model: 'gemini-3-flash-preview' })
    const first = await conversation.answer(model)
    expect(first.calls.map(({ callId }) => callId)).toEqual(['gemini-1-1', 'gemini-1-2'])
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)) })
    expect(second.calls.map(({ callId }) => callId)).toEqual(['gemini-3-1', 'gemini-3-2'])
    await conversation.answer(model, { results: [done(second.calls[0]!), failed(second.calls[1]!, 'No.')] })
    const [one, two] = last(3).map((part) => part['functionResponse'] as Part)
    expect(one).toEqual({ name: 'click_at', response: { url: '', output: 'done' } })
    expect(two).toMatchObject({ response: { error: 'failed: No.' } })
    expect(server.refused).toEqual([])
  })

  it('whose results were lost are answered as not carried out', async () => {
    const { model, conversation } = await begin([batch, theEnd])
    await conversation.answer(model)
    await conversation.answer(model)
    expect(JSON.stringify(last(2))).toContain('This was not carried out.')
    expect(server.refused).toEqual([])
  })
})

describe('a safety decision', () => {
  const risky: FakeTurn = {
    calls: [
      {
        name: 'click',
        args: { x: 60, y: 100, safety_decision: { decision: 'require_confirmation', explanation: 'This accepts cookies.' } },
      },
    ],
  }

  it('is a check that a person confirms, and is acknowledged only then', async () => {
    const { model, conversation } = await begin([risky, theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({ safetyChecks: [{ id: 'call_1_1', message: 'This accepts cookies.' }] })
    await conversation.answer(model, { results: [done(call!, { acknowledged: ['call_1_1'] })] })
    expect(last(2)[0]).toMatchObject({
      functionResponse: { response: { url: '', safety_acknowledgement: 'true', output: SAME } },
    })
    expect(server.refused).toEqual([])
  })

  it('that the person did not confirm is answered with an error and without a word of acknowledgement', async () => {
    const { model, conversation } = await begin([risky, theEnd])
    const [call] = (await conversation.answer(model)).calls
    const problem = { kind: 'needs-person' as const, message: 'The person did not allow it.', retryable: false }
    await conversation.answer(model, { results: [done(call!, { steps: [{ result: 'denied', problem }] })] })
    expect(last(2)[0]).toMatchObject({
      functionResponse: { response: { error: 'denied: The person did not allow it.' } },
    })
    expect(JSON.stringify(last(2))).not.toContain('safety_acknowledgement')
    expect(server.refused).toEqual([])
  })

  it.each([
    ['regular', 'regular', 0],
    ['of a kind nobody knows', 'ponder', 1],
    ['without a word', '', 1],
  ])('%s asks a person unless it plainly allows the call', async (_, decision, checks) => {
    const { model, conversation } = await begin([
      { calls: [{ name: 'click', args: { x: 1, y: 1, safety_decision: { decision } } }] },
    ])
    const [call] = (await conversation.answer(model)).calls
    expect(call!.kind === 'computer' ? call!.safetyChecks : null).toHaveLength(checks)
  })

  it('that blocks the call leaves nothing to do', async () => {
    const args = { x: 1, y: 1, safety_decision: { decision: 'block', explanation: 'Never.' } }
    const { model, conversation } = await begin([{ calls: [{ name: 'click', args }] }])
    expect((await conversation.answer(model)).calls).toMatchObject([
      { actions: [{ ok: false, problem: { kind: 'model-refused', message: 'The provider blocked this: Never.' } }] },
    ])
  })
})

describe('an earlier model', () => {
  it.each(['gemini-3-flash-preview', 'gemini-2.5-computer-use-preview-10-2025'])('%s speaks of a browser', async (id) => {
    const turn: FakeTurn = { calls: [{ name: 'hover_at', args: { x: 999, y: 0 } }] }
    const { model, conversation } = await begin([turn, theEnd], { model: id })
    const { calls } = await conversation.answer(model)
    expect(calls).toMatchObject([{ actions: [{ ok: true, action: { kind: 'move', x: 1438, y: 0 } }] }])
    await conversation.answer(model, { results: calls.map((call) => done(call)) })
    expect(server.turns[0]!.tools![0]).toEqual({
      computerUse: { environment: 'ENVIRONMENT_BROWSER', excludedPredefinedFunctions: ['open_web_browser', 'search'] },
    })
    expect(server.refused).toEqual([])
  })
})

describe('function tools', () => {
  const calls = (name: string, args: Record<string, unknown>): FakeTurn => ({ calls: [{ name, args }] })

  it('turn finish into the action done', async () => {
    const { model, conversation } = await begin([calls('finish', { status: 'failed', text: 'No such file.' })])
    expect((await conversation.answer(model)).calls).toEqual([
      {
        kind: 'computer',
        callId: 'call_1_1',
        actions: [{ ok: true, action: { kind: 'done', status: 'failed', text: 'No such file.' } }],
        safetyChecks: [],
      },
    ])
  })

  it('turn ask_user into a question and hand back the answer with a picture of the screen that changed', async () => {
    const { model, conversation } = await begin([calls('ask_user', { question: 'Which one?', choices: ['A', 'B'] }), theEnd])
    const [call] = (await conversation.answer(model)).calls
    expect(call).toMatchObject({ actions: [{ ok: true, action: { kind: 'askUser', choices: ['A', 'B'], answer: 'choice' } }] })
    conversation.show(pngPicture({ width: 1440, height: 900 }, 9))
    await conversation.answer(model, { results: [done(call!, { output: 'B' })] })
    expect(last(2)).toEqual([
      {
        functionResponse: {
          id: 'call_1_1',
          name: 'ask_user',
          response: { output: 'B' },
          parts: [png(conversation.look.picture.bytes)],
        },
      },
    ])
  })

  it('show a plan, and answer its call without another picture of the same screen', async () => {
    const items = [{ text: 'Open it', status: 'active' }]
    const { model, conversation } = await begin([calls('update_plan', { items }), theEnd])
    const answer = await conversation.answer(model)
    expect(answer.plan).toEqual(items)
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(last(2)).toEqual([
      { functionResponse: { id: 'call_1_1', name: 'update_plan', response: { output: 'The person sees the plan.' } } },
    ])
  })

  it('report arguments of another form to the model', async () => {
    const { model, conversation } = await begin([calls('finish', { status: 'perhaps' })])
    expect((await conversation.answer(model)).calls).toMatchObject([
      { actions: [{ ok: false, problem: { kind: 'model-answer' } }] },
    ])
  })

  it('that nobody offered reach the runner as tools', async () => {
    const { model, conversation } = await begin([calls('teleport', { to: 'Mars' })])
    expect((await conversation.answer(model)).calls).toEqual([
      { kind: 'tool', callId: 'call_1_1', name: 'teleport', input: { to: 'Mars' } },
    ])
  })
})

describe('an answer', () => {
  it('holds reasoning, commentary, calls with their intent, and tells what was streamed', async () => {
    const { model, conversation } = await begin([click])
    const seen: string[] = []
    const request = conversation.request(model)
    const answer = await model.think(request, new AbortController().signal, (p) => seen.push(`${p.kind}:${p.text}`))
    if (!answer.ok) throw new Error(answer.problem.message)
    expect(answer.value.reasoning).toEqual(['The file is on the left.'])
    expect(answer.value.messages).toEqual([{ text: 'I open it.', phase: 'commentary' }])
    expect(answer.value.calls).toMatchObject([{ actions: [{ why: 'Open the file', action: { kind: 'click', x: 720, y: 225 } }] }])
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

  it('that is empty is no content of the next request', async () => {
    const { model, conversation } = await begin([{}, theEnd])
    expect(await conversation.answer(model)).toMatchObject({ calls: [], messages: [] })
    await conversation.answer(model, { notes: ['Your last answer held nothing.'] })
    expect(contents(2).map(({ role }) => role)).toEqual(['user'])
    expect(server.refused).toEqual([])
  })

  it('keeps a part it does not know, says so, and is read over chunks it does not know', async () => {
    const { model, conversation } = await begin([
      { ...click, parts: [{ hologram: { depth: 3 } }], chunks: [{ weather: 'fine' }] },
      theEnd,
    ])
    const answer = await conversation.answer(model)
    expect(answer.problems).toMatchObject([{ kind: 'model-answer', retryable: false }])
    expect(JSON.stringify(answer.items)).toContain('hologram')
    await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(server.refused).toEqual([])
  })

  it('does a call once that comes twice in one answer or again in a later one', async () => {
    const wait = { name: 'wait', args: { seconds: 1 }, id: 'call_x' }
    const { model, conversation } = await begin([{ calls: [wait, wait] }, { text: 'Hm.', calls: [wait] }, theEnd])
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
  it('counts thoughts into the output, pictures as the server did, and the price', async () => {
    const told = {
      promptTokenCount: 10_000,
      cachedContentTokenCount: 6000,
      candidatesTokenCount: 300,
      thoughtsTokenCount: 200,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 8880 },
        { modality: 'IMAGE', tokenCount: 1120 },
      ],
    }
    const { model, conversation } = await begin([
      { ...click, usage: told },
      { ...theEnd, usage: null },
    ])
    const answer = await conversation.answer(model)
    expect(answer.usage).toEqual({
      input: 10_000,
      cached: 6000,
      cacheWrite: 0,
      output: 500,
      reasoning: 200,
      imageTokens: 1120,
      usd: expect.any(Number) as number,
    })
    // what the server does not count is estimated, rather too high
    const { usage } = await conversation.answer(model, { results: answer.calls.map((call) => done(call)) })
    expect(usage).toMatchObject({ cached: 0, imageTokens: expect.any(Number) as number })
    expect(usage!.input).toBeGreaterThan(usage!.imageTokens)
    expect(usage!.usd).toBeGreaterThan(0)
  })

  it('has most of a later request in the cache, since what came before it is the same', async () => {
    const { model, conversation } = await begin([click, click, click])
    let results: CallResult[] = []
    for (let turn = 1; turn <= 3; turn += 1) {
      const answer = await conversation.answer(model, { results })
      results = answer.calls.map((call) => done(call))
      if (turn > 1) expect(answer.usage!.cached).toBeGreaterThan(1024)
    }
  })
})
