import { describe, expect, it } from 'vitest'
import { HOLO } from '../../../../electron/models/dialects/holo.js'
import { briefly } from './brief.js'

const reply = (call: object): string => JSON.stringify({ note: null, thought: 'I see the form.', tool_call: call })
const click = (more: object = {}) => ({ tool_name: 'click', element: 'Save', x: 100, y: 200, ...more })

const GOOD: readonly (readonly [string, string])[] = [
  [reply(click()), 'click left 1 at 100,200'],
  [reply(click({ click_type: 'left' })), 'click left 1 at 100,200'],
  [reply(click({ click_type: 'double' })), 'click left 2 at 100,200'],
  [reply(click({ click_type: 'triple' })), 'click left 3 at 100,200'],
  [reply(click({ click_type: 'right' })), 'click right 1 at 100,200'],
  [reply(click({ click_type: 'middle' })), 'click middle 1 at 100,200'],
  [reply(click({ click_type: 'move' })), 'move to 100,200'],
  [reply(click({ x: 0, y: 0 })), 'click left 1 at 0,0'],
  [reply(click({ x: 1000, y: 1000 })), 'click left 1 at 999,999'],
  [reply(click({ x: 10.4, y: 10.6 })), 'click left 1 at 10,11'],
  [reply({ tool_name: 'click', x: 1, y: 2 }), 'click left 1 at 1,2'],
  [reply(click({ confidence: 0.9 })), 'click left 1 at 100,200'],
  [reply({ tool_name: 'drag', element: 'a', x: 1, y: 2, to_x: 3, to_y: 4 }), 'drag 1,2 to 3,4'],
  [reply({ tool_name: 'write', content: 'hello' }), 'type "hello"'],
  [reply({ tool_name: 'write', content: 'hello', press_enter: true }), 'type "hello\\n"'],
  [reply({ tool_name: 'write', content: 'hello', press_enter: false }), 'type "hello"'],
  [reply({ tool_name: 'write', content: '' }), 'type ""'],
  [reply({ tool_name: 'write', content: 'two\nlines' }), 'type "two\\nlines"'],
  [reply({ tool_name: 'write', content: 'say "hi"' }), 'type "say \\"hi\\""'],
  [reply({ tool_name: 'write', content: '中文 😀' }), 'type "中文 😀"'],
  [reply({ tool_name: 'write', content: '{{secret:PIN}}' }), 'type "{{secret:PIN}}"'],
  [reply({ tool_name: 'write', content: '{"tool_call": 1}' }), 'type "{\\"tool_call\\": 1}"'],
  [reply({ tool_name: 'press_keys', keys: ['ctrl', 'c'] }), 'press ctrl+c'],
  [reply({ tool_name: 'press_keys', keys: ['ctrl+c'] }), 'press ctrl+c'],
  [reply({ tool_name: 'press_keys', keys: ['enter'] }), 'press enter'],
  [reply({ tool_name: 'press_keys', keys: ['down'], presses: 3 }), 'press down x3'],
  [reply({ tool_name: 'scroll', direction: 'down' }), 'scroll 0,500 at here'],
  [reply({ tool_name: 'scroll', direction: 'up', x: 5, y: 6 }), 'scroll 0,-500 at 5,6'],
  [reply({ tool_name: 'scroll', direction: 'left', notches: 2 }), 'scroll -200,0 at here'],
  [reply({ tool_name: 'scroll', direction: 'right', notches: 1, x: 5, y: 6 }), 'scroll 100,0 at 5,6'],
  [reply({ tool_name: 'wait' }), 'wait 2000'],
  [reply({ tool_name: 'wait', seconds: 0.5 }), 'wait 500'],
  [reply({ tool_name: 'ask', question: 'Which?' }), 'ask: Which?'],
  [reply({ tool_name: 'answer', content: 'Saved.' }), 'done: Saved.'],
  [reply({ tool_name: 'answer', content: 'Saved.', status: 'success' }), 'done: Saved.'],
  [reply({ tool_name: 'answer', content: 'No such file.', status: 'failure' }), 'failed: No such file.'],
  [`\`\`\`json\n${reply({ tool_name: 'wait' })}\n\`\`\``, 'wait 2000'],
  [`\`\`\`\n${reply({ tool_name: 'wait' })}\n\`\`\``, 'wait 2000'],
  [`\n  ${reply({ tool_name: 'wait' })}  \n`, 'wait 2000'],
  [JSON.stringify({ tool_call: { tool_name: 'wait' } }), 'wait 2000'],
  [JSON.stringify({ note: 'the code is 7', thought: null, tool_call: { tool_name: 'wait' } }), 'wait 2000'],
  [JSON.stringify({ thought: 't', tool_call: { tool_name: 'wait' }, extra: 1 }), 'wait 2000'],
]

const NO_ACTION = 'There is no action'
const BROKEN: readonly (readonly [string, string])[] = [
  ['I click on Save.', NO_ACTION],
  [reply(click()).slice(0, -1), NO_ACTION],
  [reply(click()).slice(0, 30), NO_ACTION],
  [`${reply(click())}${reply(click())}`, NO_ACTION],
  [`Here it is: ${reply(click())}`, NO_ACTION],
  ["{'tool_call': {'tool_name': 'wait'}}", NO_ACTION],
  ['{"tool_call": {"tool_name": "wait",}}', NO_ACTION],
  ['```json\n{"tool_call":', NO_ACTION],
  ['<tool_call>{}</tool_call>', NO_ACTION],
  ['null', 'cannot be read'],
  ['[]', 'cannot be read'],
  ['5', 'cannot be read'],
  ['"click"', 'cannot be read'],
  ['{}', 'tool_call'],
  ['{"tool_call": null}', 'tool_call'],
  ['{"tool_call": []}', 'tool_call'],
  ['{"tool_call": "wait"}', 'tool_call'],
  ['{"tool_call": {"name": "wait"}}', 'tool_call.tool_name'],
  [JSON.stringify({ tool_name: 'wait' }), 'tool_call'],
  [reply({ tool_name: 'fly' }), 'tool_call.tool_name'],
  [reply({ tool_name: 'Click', x: 1, y: 2 }), 'tool_call.tool_name'],
  [reply({ tool_name: 'click' }), 'tool_call.x'],
  [reply({ tool_name: 'click', x: 1 }), 'tool_call.y'],
  [reply(click({ x: '100' })), 'tool_call.x'],
  [reply(click({ x: -1 })), 'tool_call.x'],
  [reply(click({ y: 1001 })), 'tool_call.y'],
  [reply(click({ x: null })), 'tool_call.x'],
  [reply(click({ click_type: 'long' })), 'tool_call.click_type'],
  [reply({ tool_name: 'drag', x: 1, y: 2 }), 'tool_call.to_x'],
  [reply({ tool_name: 'drag', x: 1, y: 2, to_x: 3 }), 'tool_call.to_y'],
  [reply({ tool_name: 'write' }), 'tool_call.content'],
  [reply({ tool_name: 'write', content: 5 }), 'tool_call.content'],
  [reply({ tool_name: 'write', content: 'x', press_enter: 'yes' }), 'tool_call.press_enter'],
  [reply({ tool_name: 'press_keys' }), 'tool_call.keys'],
  [reply({ tool_name: 'press_keys', keys: [] }), 'tool_call.keys'],
  [reply({ tool_name: 'press_keys', keys: 'ctrl' }), 'tool_call.keys'],
  [reply({ tool_name: 'press_keys', keys: ['a'], presses: 1000 }), 'tool_call.presses'],
  [reply({ tool_name: 'scroll' }), 'tool_call.direction'],
  [reply({ tool_name: 'scroll', direction: 'in' }), 'tool_call.direction'],
  [reply({ tool_name: 'scroll', direction: 'up', notches: 0 }), 'tool_call.notches'],
  [reply({ tool_name: 'wait', seconds: -1 }), 'tool_call.seconds'],
  [reply({ tool_name: 'ask' }), 'tool_call.question'],
  [reply({ tool_name: 'ask', question: '' }), 'tool_call.question'],
  [reply({ tool_name: 'answer' }), 'tool_call.content'],
  [reply({ tool_name: 'answer', content: 'x', status: 'done' }), 'tool_call.status'],
]

describe('a reply of Holo', () => {
  it.each(GOOD)('%s', (content, step) => {
    expect(briefly(HOLO, content)).toEqual([step])
  })

  it.each(BROKEN)('%s is refused with words', (content, words) => {
    const [step, ...more] = briefly(HOLO, content)
    expect(more).toEqual([])
    expect(step).toMatch(/^refused: /)
    expect(step).toContain(words)
  })

  it('that is empty says nothing', () => {
    expect(briefly(HOLO, '')).toEqual(['nothing'])
  })

  it('is asked for by the same schema in the prompt and for the server', () => {
    const prompt = { task: 't', environment: 'linux' as const, picture: { width: 10, height: 10 }, tools: [] }
    expect(HOLO.system(prompt)).toContain(JSON.stringify((HOLO.body['structured_outputs'] as { json: object }).json))
  })
})
