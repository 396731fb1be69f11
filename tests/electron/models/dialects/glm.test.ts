import { describe, expect, it } from 'vitest'
import { GLM_V } from '../../../../electron/models/dialects/glm.js'
import { briefly } from './brief.js'

const box = (action: string): string =>
  `I see the form; now I go on.\n<|begin_of_box|>${action}<|end_of_box|>\nMemory:\n[{"progress":"1"}]`

const GOOD: readonly (readonly [string, string])[] = [
  ["left_click(start_box='[100,200]', element_info='Save')", 'click left 1 at 100,200'],
  ["left_click(start_box='[100, 200]')", 'click left 1 at 100,200'],
  ['left_click(start_box=[100,200])', 'click left 1 at 100,200'],
  ["left_click(start_box='(100,200)')", 'click left 1 at 100,200'],
  ["left_click(start_box='[[100,200]]')", 'click left 1 at 100,200'],
  ["left_click(start_box='[100,200,300,400]')", 'click left 1 at 200,300'],
  ["left_click(start_box='[0,0]')", 'click left 1 at 0,0'],
  ["left_click(start_box='[999,999]')", 'click left 1 at 999,999'],
  ["left_click(element_info='Save', start_box='[1,2]')", 'click left 1 at 1,2'],
  ["left_click(start_box='[1,2]', element_info='the \\'OK\\' button')", 'click left 1 at 1,2'],
  ["left_click(start_box='[1,2]', element_info='it's here')", 'click left 1 at 1,2'],
  ['left_click(start_box="[1,2]", element_info="x, y")', 'click left 1 at 1,2'],
  [" left_click(start_box='[1,2]') ", 'click left 1 at 1,2'],
  ["right_click(start_box='[1,2]')", 'click right 1 at 1,2'],
  ["middle_click(start_box='[1,2]')", 'click middle 1 at 1,2'],
  ["left_double_click(start_box='[1,2]')", 'click left 2 at 1,2'],
  ["hover(start_box='[1,2]')", 'move to 1,2'],
  ["hover(start_box='[1,2]', element_info='menu')", 'move to 1,2'],
  ["left_drag(start_box='[1,2]', end_box='[30,40]')", 'drag 1,2 to 30,40'],
  ["left_drag(start_box='[1,2]', end_box='[30,40]', element_info='slider')", 'drag 1,2 to 30,40'],
  ["key(keys='ctrl+c')", 'press ctrl+c'],
  ["key(keys='enter')", 'press enter'],
  ["key(keys='ctrl+shift+t')", 'press ctrl+shift+t'],
  ["key(keys='alt+F4')", 'press alt+F4'],
  ["key(keys='ctrl++')", 'press ctrl++'],
  ["key(keys='+')", 'press +'],
  ["key(keys='ctrl + a')", 'press ctrl+a'],
  ["type(content='hello')", 'type "hello"'],
  ["type(content='')", 'type ""'],
  ["type(content='two\\nlines')", 'type "two\\nlines"'],
  ["type(content='中文 é')", 'type "中文 é"'],
  ["type(content='a, b (c)')", 'type "a, b (c)"'],
  ["type(content='it\\'s')", 'type "it\'s"'],
  ['type(content="say \\"hi\\"")', 'type "say \\"hi\\""'],
  ['type(content=42)', 'type "42"'],
  ["scroll(start_box='[5,6]', direction='down', step=5)", 'scroll 0,500 at 5,6'],
  ["scroll(start_box='[5,6]', direction='up')", 'scroll 0,-500 at 5,6'],
  ["scroll(start_box='[5,6]', direction='down', step=1, element_info='list')", 'scroll 0,100 at 5,6'],
  ["scroll(start_box='[5,6]', direction='down', step='3')", 'scroll 0,300 at 5,6'],
  ["scroll(start_box='[5,6]', direction='down', step=100000)", 'scroll 0,10000 at 5,6'],
  ["scroll(start_box='[5,6]', direction='DOWN')", 'scroll 0,500 at 5,6'],
  ['WAIT()', 'wait 5000'],
  ['DONE()', 'done: I see the form; now I go on.'],
  ['FAIL()', 'failed: I see the form; now I go on.'],
]

const BROKEN: readonly (readonly [string, string])[] = [
  ['', 'There is no action'],
  ['  ', 'There is no action'],
  ['left_click', '"(" is missing'],
  ['left_click(', 'a value is missing'],
  ["left_click(start_box='[1,2]'", 'is missing in left_click'],
  ["left_click(start_box='[1,2]", 'no closing quote'],
  ['left_click()', 'start_box is missing'],
  ["left_click(box='[1,2]')", 'start_box is missing'],
  ["left_click(start_box='')", 'start_box is missing'],
  ["left_click(start_box='[1]')", 'start_box is no place'],
  ["left_click(start_box='[1,2,3]')", 'start_box is no place'],
  ["left_click(start_box='[x,y]')", 'start_box is no place'],
  ["left_click(start_box='Save')", 'start_box is no place'],
  ['left_click(start_box=5)', 'start_box is no place'],
  ["left_click(start_box='[1;2]')", 'start_box is no place'],
  ["right_click(element_info='x')", 'start_box is missing'],
  ['middle_click()', 'start_box is missing'],
  ['left_double_click()', 'start_box is missing'],
  ['hover()', 'start_box is missing'],
  ["left_drag(start_box='[1,2]')", 'end_box is missing'],
  ["left_drag(end_box='[1,2]')", 'start_box is missing'],
  ["left_drag(start_box='[1,2]', end_box='there')", 'end_box is no place'],
  ['key()', 'keys is missing'],
  ["key(keys='')", 'keys is empty'],
  ["key(keys=['ctrl','c'])", 'keys is missing'],
  ["key(key='ctrl')", 'keys is missing'],
  ['type()', 'content is missing'],
  ['type(content=None)', 'content is missing'],
  ["type(text='x')", 'content is missing'],
  ["scroll(direction='down')", 'start_box is missing'],
  ["scroll(start_box='[1,2]')", 'direction is missing'],
  ["scroll(start_box='[1,2]', direction='in')", 'is none of up, down, left, right'],
  ["scroll(start_box='[1,2]', direction='down', step=0)", 'step is no number of notches'],
  ["scroll(start_box='[1,2]', direction='down', step=-3)", 'step is no number of notches'],
  ["scroll(start_box='[1,2]', direction='down', step='many')", 'step is no number of notches'],
  ['wait()', 'There is no action "wait"'],
  ['done()', 'There is no action "done"'],
  ["open(app='x')", 'There is no action "open"'],
  ["__proto__(a='b')", 'There is no action "__proto__"'],
  ['WAIT() DONE()', 'More than one action'],
  ["left_click(start_box='[1,2]'); rm -rf", 'More than one action'],
  ['{"action": "left_click"}', 'the name of an action is missing'],
]

describe('a reply of GLM', () => {
  it.each(GOOD)('%s', (action, step) => {
    expect(briefly(GLM_V, box(action))).toEqual([step])
  })

  it.each(BROKEN)('%s is refused with words', (action, words) => {
    const [step, ...more] = briefly(GLM_V, box(action))
    expect(more).toEqual([])
    expect(step).toMatch(/^refused: /)
    expect(step).toContain(words)
  })

  it.each([
    ['that has no box', "I click. left_click(start_box='[1,2]')"],
    ['whose box is not closed', "<|begin_of_box|>left_click(start_box='[1,2]')"],
    ['that only remembers', 'Memory:\n[]'],
    ['that is empty', ''],
  ])('%s is refused', (_, content) => {
    expect(briefly(GLM_V, content)[0]).toMatch(/^refused: There is no action/)
  })

  it('is kept in the history as one line, without the marks of the box', () => {
    const { history } = GLM_V
    if (history.kind !== 'steps') throw new Error('its history is told in steps')
    expect(history.line(box('WAIT()'), 3)).toBe('step 3: Thought: I see the form; now I go on. Action: WAIT()')
  })
})
