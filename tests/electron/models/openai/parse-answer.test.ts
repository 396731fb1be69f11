import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCalls } from '../../../../electron/models/openai/item.js'
import { parseAnswer as parse } from '../../../../electron/models/openai/parse-answer.js'
import { readStream } from '../../../../electron/models/openai/read-stream.js'
import { isItem, type Item } from '../../../../electron/models/wire/json.js'
import { offersOf } from '../../../../electron/models/wire/offers.js'
import { parseAction } from '../../../../electron/models/wire/read-action.js'
import { actionSchema } from '../../../../electron/protocol/action.js'

const parseAnswer = (output: readonly Item[], known: ReadonlySet<unknown>) =>
  parse(output, known, { offers: offersOf([], []), extras: [], closer: null })

const type = fc.constantFrom(
  ...['reasoning', 'message', 'computer_call', 'function_call', 'custom_tool_call', 'compaction', 'shell_call', 'hologram'],
)
const wireAction = fc.record(
  {
    type: fc.constantFrom('click', 'double_click', 'drag', 'keypress', 'move', 'scroll', 'type', 'wait', 'screenshot', 'pinch'),
    x: fc.oneof(fc.double(), fc.integer(), fc.constant(null), fc.string()),
    y: fc.oneof(fc.double(), fc.integer()),
    button: fc.constantFrom('left', 'wheel', 'side', null),
    keys: fc.oneof(fc.constant(null), fc.array(fc.string())),
    path: fc.oneof(fc.array(fc.tuple(fc.integer(), fc.integer())), fc.array(fc.object({ maxDepth: 1 }))),
    scroll_y: fc.oneof(fc.integer(), fc.constant(null)),
    text: fc.oneof(fc.string(), fc.integer()),
  },
  { requiredKeys: ['type'] },
)
const item = fc.record(
  {
    type,
    call_id: fc.oneof(fc.constantFrom('a', 'b', ''), fc.integer()),
    status: fc.constantFrom('completed', 'incomplete', 'in_progress'),
    actions: fc.oneof(fc.array(fc.oneof(wireAction, fc.anything())), fc.anything()),
    name: fc.constantFrom('finish', 'ask_user', 'update_plan', 'teleport', 'toString'),
    arguments: fc.oneof(fc.json(), fc.string()),
    content: fc.oneof(fc.array(fc.record({ type: fc.constant('output_text'), text: fc.string() })), fc.anything()),
    pending_safety_checks: fc.oneof(fc.array(fc.record({ id: fc.string() })), fc.anything()),
  },
  { requiredKeys: ['type'] },
)

describe('whatever a model sends', () => {
  it('an action is ours to the letter or a step that says why not', () => {
    fc.assert(
      fc.property(fc.oneof(wireAction, fc.anything()), (wire) => {
        const step = parseAction(wire)
        if (step.ok) expect(actionSchema.safeParse(step.action).success).toBe(true)
        else expect(step.problem.message).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  it('each call that is kept is proposed once, in order, and none whose id was there before', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (output) => {
        const answer = parseAnswer(output, new Set(['b']))
        const kept = openCalls(answer.items).map((call) => call['call_id'])
        expect(answer.calls.map((call) => call.callId)).toEqual(kept)
        expect(new Set(kept).size).toBe(kept.length)
        expect(kept).not.toContain('b')
        for (const call of answer.calls)
          if (call.kind === 'computer') for (const step of call.actions) expect(step).toHaveProperty('ok')
      }),
      { numRuns: 1000 },
    )
  })

  it('nothing is proposed of a call that is not completed', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (output) => {
        const unfinished = output.map((one) => ({ ...one, status: 'incomplete' }))
        const { calls } = parseAnswer(unfinished, new Set())
        for (const call of calls) expect(call.kind === 'computer' && call.actions.every((step) => !step.ok)).toBe(true)
      }),
    )
  })

  it('events of any form never break the reading, and without a last event there is no answer', async () => {
    const context = { model: 'm', baseUrl: 'u', apiKey: 'k', nowMs: 0 }
    const event = fc.oneof(
      fc.anything(),
      fc.record({
        type: fc.constantFrom('response.output_item.done', 'response.output_item.added', 'response.output_text.delta'),
        item: fc.anything(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event), async (events) => {
        const source = (async function* () {
          for (const one of events) yield await Promise.resolve(one)
        })()
        const end = await readStream(source, context, { heard: () => undefined, ended: () => undefined }, () => undefined)
        const hasLast = events.some(
          (one) => isItem(one) && /^(error|response[.](completed|incomplete|failed))$/.test(String(one['type'])),
        )
        if (!hasLast) expect(end).toBeNull()
      }),
    )
  })
})

describe('an answer of several calls', () => {
  it('keeps their order and shows the newest plan', () => {
    const plan = (id: string, text: string) => ({
      type: 'function_call',
      call_id: id,
      name: 'update_plan',
      arguments: JSON.stringify({ items: [{ text, status: 'active' }] }),
      status: 'completed',
    })
    const answer = parseAnswer(
      [
        plan('p1', 'Old'),
        { type: 'computer_call', call_id: 'c1', status: 'completed', actions: [{ type: 'wait' }] },
        plan('p2', 'New'),
      ],
      new Set(),
    )
    expect(answer.calls.map(({ callId }) => callId)).toEqual(['p1', 'c1', 'p2'])
    expect(answer.plan).toEqual([{ text: 'New', status: 'active' }])
  })

  it('says with each action why, in the words that came with it', () => {
    const call = { type: 'computer_call', call_id: 'c1', status: 'completed', actions: [{ type: 'wait' }, { type: 'pinch' }] }
    const thought = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'It loads.' }] }
    const spoken = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I wait.' }] }
    const whys = (items: Item[]) =>
      parseAnswer(items, new Set()).calls.map((one) =>
        one.kind === 'computer' ? one.actions.map((step) => step.ok && step.why) : [],
      )
    expect(whys([thought, call])).toEqual([['It loads.', false]])
    expect(whys([thought, spoken, call])).toEqual([['I wait.', false]])
    expect(whys([call])).toEqual([[undefined, false]])
  })

  it('keeps the words of a refusal beside a call', () => {
    const refusal = { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'Not that part.' }] }
    const call = { type: 'computer_call', call_id: 'c1', status: 'completed', actions: [] }
    expect(parseAnswer([refusal, call], new Set())).toMatchObject({
      messages: [{ text: 'Not that part.', phase: 'commentary' }],
      refusal: 'Not that part.',
    })
  })

  it('takes what is said beside a call for commentary, unless it is marked as the end', () => {
    const said = (text: string, phase?: string) => ({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text }],
      ...(phase ? { phase } : {}),
    })
    const call = { type: 'computer_call', call_id: 'c1', status: 'completed', actions: [] }
    const phases = (items: Item[]) => parseAnswer(items, new Set()).messages.map(({ phase }) => phase)
    expect(phases([said('I look.'), call])).toEqual(['commentary'])
    expect(phases([said('I look.', 'commentary'), said('Done.', 'final_answer')])).toEqual(['commentary', 'final_answer'])
    expect(phases([said('Done.')])).toEqual(['final_answer'])
  })
})
