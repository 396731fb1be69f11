import { describe, expect, it } from 'vitest'
import { HOLO_15 } from '../../../../electron/models/dialects/holo-15.js'
import { briefly } from './brief.js'

const reply = (action: object, more: object = {}): string =>
  JSON.stringify({ note: null, thought: 'I see the form.', action, ...more })
const at = (x: number, y: number, more: object = {}) => ({ action: 'click_element', element: 'Save', x, y, ...more })
const write = (content: string, more: object = {}) => ({
  action: 'write_element_abs',
  element: 'Name',
  content,
  x: 5,
  y: 6,
  ...more,
})
const go = (url: string) => ({ action: 'goto', url })
const scroll = (direction: string) => ({ action: 'scroll', direction })
const answer = (content: string) => ({ action: 'answer', content })
const wait = (more: object = {}) => ({ action: 'wait', ...more })
const CLICK = 'click left 1 at 5,6'

const GOOD: readonly (readonly [string, ...string[]])[] = [
  [reply(at(5, 6)), CLICK],
  [reply(at(0, 0)), 'click left 1 at 0,0'],
  [reply(at(999, 999)), 'click left 1 at 999,999'],
  [reply(at(10.4, 10.6)), 'click left 1 at 10,11'],
  [reply(at(5, 6, { element: undefined })), CLICK],
  [reply(at(5, 6, { confidence: 1 })), CLICK],
  [reply(at(5, 6, { element: 'Zurück' })), CLICK],
  [reply(at(5, 6, { element: '' })), CLICK],
  [reply(write('hello')), CLICK, 'type "hello\\n"'],
  [reply(write('')), CLICK, 'type "\\n"'],
  [reply(write('two\nlines')), CLICK, 'type "two\\nlines\\n"'],
  [reply(write('say "hi"')), CLICK, 'type "say \\"hi\\"\\n"'],
  [reply(write('中文 😀')), CLICK, 'type "中文 😀\\n"'],
  [reply(write('{{secret:PIN}}')), CLICK, 'type "{{secret:PIN}}\\n"'],
  [reply(write('{"action": 1}')), CLICK, 'type "{\\"action\\": 1}\\n"'],
  [reply(write('  indented')), CLICK, 'type "  indented\\n"'],
  [reply(write('back\\slash')), CLICK, 'type "back\\\\slash\\n"'],
  [reply(write('x', { x: 7.5, y: 8.2 })), 'click left 1 at 8,8', 'type "x\\n"'],
  [reply(scroll('down')), 'scroll 0,500 at here'],
  [reply(scroll('up')), 'scroll 0,-500 at here'],
  [reply(scroll('left')), 'scroll -500,0 at here'],
  [reply(scroll('right')), 'scroll 500,0 at here'],
  [reply({ action: 'go_back' }), 'press alt+Left'],
  [reply({ action: 'go_back', tab: 1 }), 'press alt+Left'],
  [reply({ action: 'refresh' }), 'press F5'],
  [reply(go('https://example.org')), 'press ctrl+l', 'type "https://example.org\\n"'],
  [reply(go('example.org/a?b=c&d')), 'press ctrl+l', 'type "example.org/a?b=c&d\\n"'],
  [reply(wait()), 'wait 2000'],
  [reply(wait({ seconds: 0 })), 'wait 0'],
  [reply(wait({ seconds: 0.5 })), 'wait 500'],
  [reply(wait({ seconds: 300 })), 'wait 300000'],
  [reply(answer('Saved.')), 'done: Saved.'],
  [reply(answer('')), 'done: '],
  [reply(answer('It cannot be done: no such file.')), 'done: It cannot be done: no such file.'],
  [`\`\`\`json\n${reply(wait())}\n\`\`\``, 'wait 2000'],
  [`\`\`\`\n${reply(wait())}\n\`\`\``, 'wait 2000'],
  [`\n  ${reply(wait())}  \n`, 'wait 2000'],
  [JSON.stringify({ action: wait() }), 'wait 2000'],
  [reply(wait(), { note: 'the code is 7', thought: null }), 'wait 2000'],
  [reply(wait(), { extra: 1 }), 'wait 2000'],
  ['{"action":"click_absolute","x":5,"y":6}', CLICK],
  ['{"action": "click_absolute", "x": 5.4, "y": 6.4}', CLICK],
]

const NO_ACTION = 'There is no action'
const UNREADABLE = 'The action cannot be read'
const BROKEN: readonly (readonly [string, string])[] = [
  ['I click on Save.', NO_ACTION],
  [reply(at(5, 6)).slice(0, -1), NO_ACTION],
  [reply(at(5, 6)).slice(0, 30), NO_ACTION],
  [`${reply(at(5, 6))}${reply(at(5, 6))}`, NO_ACTION],
  [`Here it is: ${reply(at(5, 6))}`, NO_ACTION],
  ["{'action': {'action': 'wait'}}", NO_ACTION],
  ['```json\n{"action":\n```', NO_ACTION],
  ['null', NO_ACTION],
  ['[]', NO_ACTION],
  ['"wait"', NO_ACTION],
  ['5', NO_ACTION],
  ['[{"action":{"action":"wait"}}]', NO_ACTION],
  ['{}', UNREADABLE],
  ['{"thought":"x"}', UNREADABLE],
  ['{"action":"wait"}', UNREADABLE],
  ['{"action":null}', UNREADABLE],
  ['{"action":[]}', UNREADABLE],
  [reply({}), UNREADABLE],
  [reply({ action: 'restart' }), UNREADABLE],
  [reply({ action: 'fly' }), UNREADABLE],
  [reply({ action: 'Click_Element', x: 1, y: 2 }), UNREADABLE],
  [reply({ action: 'toString' }), UNREADABLE],
  [reply({ action: 'click_element', element: 'Save' }), UNREADABLE],
  [reply(at(5, 6, { x: undefined })), UNREADABLE],
  [reply(at(5, 6, { y: null })), UNREADABLE],
  [reply(at(5, 6, { x: '5' })), UNREADABLE],
  [reply(at(5, 6, { x: [5, 6] })), UNREADABLE],
  [reply(at(-1, 6)), UNREADABLE],
  [reply(at(5, 6, { element: 7 })), UNREADABLE],
  [reply({ action: 'write_element_abs', x: 5, y: 6 }), UNREADABLE],
  [reply({ action: 'write_element_abs', content: 'x' }), UNREADABLE],
  [reply({ ...write('x'), content: 7 }), UNREADABLE],
  [reply({ action: 'scroll' }), UNREADABLE],
  [reply(scroll('DOWN')), UNREADABLE],
  [reply(scroll('south')), UNREADABLE],
  [reply({ action: 'goto' }), UNREADABLE],
  [reply(go('')), UNREADABLE],
  [reply(go('a\nrm -rf')), UNREADABLE],
  [reply(wait({ seconds: -1 })), UNREADABLE],
  [reply(wait({ seconds: 301 })), UNREADABLE],
  [reply({ action: 'answer' }), UNREADABLE],
  [reply(wait(), { note: 7 }), UNREADABLE],
  ['{"action":"click_absolute","x":5}', UNREADABLE],
  ['{"action":"click_absolute","x":"5","y":6}', UNREADABLE],
]

const context = { picture: { width: 1000, height: 1000 }, tools: [] }
const read = (content: string) => HOLO_15.read({ content, toolCalls: [] }, context)

describe('a reply of Holo 1.5', () => {
  it.each(GOOD)('%s', (content, ...expected) => expect(briefly(HOLO_15, content)).toEqual(expected))

  it.each(BROKEN)('%s is refused', (content, words) => {
    const lines = briefly(HOLO_15, content)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(words)
  })

  it('has its thought and its note as reason', () => {
    expect(read(reply(wait(), { note: 'the code is 7' })).thought).toBe('I see the form.\nthe code is 7')
  })
})

it('a picture has sides in steps of 28, and its size is told', () => {
  expect(HOLO_15.pictureSize({ width: 1280, height: 800 })).toEqual({ width: 1288, height: 812 })
  expect(HOLO_15.system({ task: 't', environment: 'linux', picture: { width: 1288, height: 812 }, tools: [] })).toContain(
    '1288x812',
  )
})
