import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../../../electron/models/dialects/dialect.js'
import { FARA_15, FARA_7B } from '../../../../electron/models/dialects/fara.js'
import { GENERIC } from '../../../../electron/models/dialects/generic.js'
import { QWEN_25, QWEN_3, QWEN_35 } from '../../../../electron/models/dialects/qwen.js'
import { briefly, type Told } from './brief.js'
import {
  asJson,
  asXml,
  BROKEN_CALLS,
  BROKEN_JSON_REPLIES,
  BROKEN_XML_REPLIES,
  GOOD_CALLS,
  type Arguments,
} from './computer-use-cases.js'

const asNative = (args: Arguments): Told => ({ calls: [{ name: 'computer', arguments: JSON.stringify(args) }] })

const WRAPPED: readonly (readonly [string, Dialect, (args: Arguments) => Told | string])[] = [
  ['qwen2.5-vl', QWEN_25, asJson],
  ['qwen3-vl', QWEN_3, asJson],
  ['qwen3.5', QWEN_35, asXml],
  ['qwen3.5 that writes JSON', QWEN_35, asJson],
  ['fara-7b', FARA_7B, asJson],
  ['fara-1.5', FARA_15, asJson],
  ['generic', GENERIC, asNative],
  ['generic behind a server that leaves the calls in the text', GENERIC, asJson],
]

describe.each(WRAPPED)('a call of %s', (_, dialect, wrap) => {
  it.each(GOOD_CALLS.map(([args, ...steps]) => [args, steps] as const))('%j', (args, steps) => {
    expect(briefly(dialect, wrap(args))).toEqual(steps)
  })

  it.each(BROKEN_CALLS)('%j is refused with words', (args, words) => {
    const [step, ...more] = briefly(dialect, wrap(args))
    expect(more).toEqual([])
    expect(step).toMatch(/^refused: /)
    expect(step).toContain(words)
  })
})

describe.each(WRAPPED.slice(0, 6))('a reply of %s', (name, dialect) => {
  const broken = name === 'qwen3.5' ? BROKEN_XML_REPLIES : BROKEN_JSON_REPLIES
  it.each(broken)('%s is refused with words', (reply, words) => {
    expect(briefly(dialect, reply).join('\n')).toContain(words)
  })

  it('that is empty asks for nothing and says nothing', () => {
    expect(briefly(dialect, '')).toEqual(['nothing'])
  })
})

describe('several calls in one answer', () => {
  const two = asJson({ action: 'left_click', coordinate: [1, 2] }) + asJson({ action: 'type', text: 'x' })

  it('are done one after another', () => {
    expect(briefly(QWEN_3, two)).toEqual(['click left 1 at 1,2', 'type "x"'])
    const inOne =
      '<tool_call>{"name":"computer_use","arguments":{"action":"wait"}}\n{"name":"computer_use","arguments":{"action":"wait"}}</tool_call>'
    expect(briefly(QWEN_3, inOne)).toEqual(['wait 1000', 'wait 1000'])
  })

  it('keep what could be read before what could not', () => {
    expect(briefly(QWEN_3, `${two}<tool_call>{"na`)).toEqual([
      'click left 1 at 1,2',
      'type "x"',
      'refused: A call cannot be read: it is no JSON.',
    ])
  })

  it('count as whole without the last tag, which servers cut off as a stop word', () => {
    expect(briefly(QWEN_3, '<tool_call>\n{"name":"computer_use","arguments":{"action":"wait","time":3}}\n')).toEqual([
      'wait 3000',
    ])
  })
})

describe('what Fara adds', () => {
  it.each<[Arguments, ...string[]]>([
    [{ action: 'type', text: 'a', coordinate: [5, 6] }, 'click left 1 at 5,6', 'type "a"'],
    [{ action: 'type', text: 'a', press_enter: true }, 'type "a\\n"'],
    [{ action: 'type', text: 'a', press_enter: 'True' }, 'type "a\\n"'],
    [{ action: 'type', text: 'a', delete_existing_text: true }, 'press ctrl+a', 'press Delete', 'type "a"'],
    [{ action: 'visit_url', url: 'https://example.org' }, 'press ctrl+l', 'type "https://example.org\\n"'],
    [{ action: 'web_search', query: 'cats' }, 'press ctrl+l', 'type "cats\\n"'],
    [{ action: 'history_back' }, 'press alt+Left'],
    [{ action: 'pause_and_memorize_fact', fact: 'x' }, 'screenshot'],
    [{ action: 'ask_user_question', question: 'Which one?' }, 'ask: Which one?'],
    [{ action: 'visit_url', url: 'a\nrm -rf ~' }, 'refused: The action visit_url cannot be read: url has more than one line.'],
    [{ action: 'ask_user_question' }, 'refused: The action ask_user_question cannot be read: question is missing.'],
  ])('%j', (args, ...steps) => {
    expect(briefly(FARA_15, asJson(args))).toEqual(steps)
  })
})

describe('coordinates', () => {
  const picture = { width: 1932, height: 1092 }
  const click = asJson({ action: 'left_click', coordinate: [500, 250] })

  it('are px of the picture where the family speaks px', () => {
    for (const dialect of [QWEN_25, FARA_7B]) expect(briefly(dialect, click, picture)).toEqual(['click left 1 at 500,250'])
  })

  it('are thousandths of it where the family speaks thousandths', () => {
    for (const dialect of [QWEN_3, FARA_15]) expect(briefly(dialect, click, picture)).toEqual(['click left 1 at 966,273'])
  })

  it('at the far edge mean the last pixel, and beyond it stay outside', () => {
    const edge = asJson({ action: 'left_click', coordinate: [1000, 1000] })
    const outside = asJson({ action: 'left_click', coordinate: [1200, 10] })
    expect(briefly(QWEN_3, edge, picture)).toEqual(['click left 1 at 1931,1091'])
    expect(briefly(QWEN_3, outside, picture)).toEqual(['click left 1 at 2318,11'])
  })

  it('of a long scroll are in the frame too with Fara 1.5, and px with the others', () => {
    const scroll = asJson({ action: 'scroll', pixels: -500 })
    expect(briefly(FARA_15, scroll, picture)).toEqual(['scroll 0,546 at here'])
    expect(briefly(QWEN_3, scroll, picture)).toEqual(['scroll 0,500 at here'])
  })
})

describe('a generic model', () => {
  it('ends with a text, and its functions are those every model has', () => {
    expect(briefly(GENERIC, 'All done.')).toEqual(['says: All done.'])
    const call = (name: string, args: object) => briefly(GENERIC, { calls: [{ name, arguments: JSON.stringify(args) }] })
    expect(call('finish', { status: 'failed', text: 'No.' })).toEqual(['failed: No.'])
    expect(call('ask_user', { question: 'Which?' })).toEqual(['ask: Which?'])
    expect(call('update_plan', { items: [{ text: 'a', status: 'active' }] })).toEqual(['plan of 1'])
    expect(call('nothing', {})).toEqual(['refused: There is no function "nothing".'])
    expect(call('finish', { status: 'perhaps' })[0]).toMatch(/^refused: The arguments of finish cannot be read/)
  })

  it('is told of arguments that are no JSON', () => {
    expect(briefly(GENERIC, { calls: [{ name: 'computer', arguments: '{"action": "wai' }] })).toEqual([
      'refused: A call cannot be read: its arguments are no object.',
    ])
  })

  it('gets the tools of the session, and their arguments as JSON also from the XML form', () => {
    const tools = [
      {
        name: 'read_file',
        description: 'Reads.',
        form: 'function' as const,
        parameters: { type: 'object', properties: { path: { type: 'string' }, from: { type: 'number' } } },
      },
    ]
    const xml =
      '<tool_call><function=read_file><parameter=path>007</parameter><parameter=from>12</parameter></function></tool_call>'
    const { heard } = QWEN_35.read({ content: xml, toolCalls: [] }, { picture: { width: 10, height: 10 }, tools })
    expect(heard).toEqual([{ kind: 'tool', name: 'read_file', input: { path: '007', from: 12 } }])
  })
})
