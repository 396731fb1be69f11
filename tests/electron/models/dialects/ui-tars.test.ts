import { describe, expect, it } from 'vitest'
import { UI_TARS_10, UI_TARS_15 } from '../../../../electron/models/dialects/ui-tars.js'
import { UI_TARS_2 } from '../../../../electron/models/dialects/ui-tars-2.js'
import { briefly } from './brief.js'

const reply = (action: string): string => `Thought: I see the form. The next step is clear.\nAction: ${action}`

/** Read alike by both versions: the picture of the tests is 1000x1000. */
const GOOD: readonly (readonly [string, ...string[]])[] = [
  ["click(start_box='<|box_start|>(100,200)<|box_end|>')", 'click left 1 at 100,200'],
  ["click(start_box='(100,200)')", 'click left 1 at 100,200'],
  ["click(start_box='(100, 200)')", 'click left 1 at 100,200'],
  ['click(start_box="(100,200)")', 'click left 1 at 100,200'],
  ["click(start_box='[100,200,300,400]')", 'click left 1 at 200,300'],
  ["click(start_box='[100, 200]')", 'click left 1 at 100,200'],
  ["click(start_box='<bbox>100 200 300 400</bbox>')", 'click left 1 at 200,300'],
  ["click(point='<point>100 200</point>')", 'click left 1 at 100,200'],
  ['click(start_box=(100,200))', 'click left 1 at 100,200'],
  ['click(start_box=[100, 200])', 'click left 1 at 100,200'],
  ["click(start_box='100 200')", 'click left 1 at 100,200'],
  ["click( start_box = '(100,200)' )", 'click left 1 at 100,200'],
  ["click(start_box='(10.4,20.6)')", 'click left 1 at 10,21'],
  ["left_single(start_box='(1,2)')", 'click left 1 at 1,2'],
  ["left_double(start_box='(1,2)')", 'click left 2 at 1,2'],
  ["right_single(start_box='(1,2)')", 'click right 1 at 1,2'],
  ["drag(start_box='(1,2)', end_box='(30,40)')", 'drag 1,2 to 30,40'],
  ["drag(start_point='<point>1 2</point>', end_point='<point>30 40</point>')", 'drag 1,2 to 30,40'],
  ["hotkey(key='ctrl c')", 'press ctrl+c'],
  ["hotkey(key='ctrl shift t')", 'press ctrl+shift+t'],
  ["hotkey(key='enter')", 'press enter'],
  ["hotkey(key='ctrl+v')", 'press ctrl+v'],
  ["type(content='hello world')", 'type "hello world"'],
  ["type(content='hello\\n')", 'type "hello\\n"'],
  ["type(content='it\\'s')", 'type "it\'s"'],
  ["type(content='it's here')", 'type "it\'s here"'],
  ['type(content="say \\"hi\\"")', 'type "say \\"hi\\""'],
  ["type(content='a, b, c')", 'type "a, b, c"'],
  ["type(content='click(start_box=1)')", 'type "click(start_box=1)"'],
  ["type(content='中文 é 😀')", 'type "中文 é 😀"'],
  ["type(content='C:\\\\Users')", 'type "C:\\\\Users"'],
  ["type(content='')", 'type ""'],
  ["type(content='two\nlines')", 'type "two\\nlines"'],
  ["scroll(start_box='(5,6)', direction='down')", 'scroll 0,500 at 5,6'],
  ["scroll(start_box='(5,6)', direction='up')", 'scroll 0,-500 at 5,6'],
  ["scroll(start_box='(5,6)', direction='left')", 'scroll -500,0 at 5,6'],
  ["scroll(direction='right')", 'scroll 500,0 at here'],
  ["scroll(direction='Down')", 'scroll 0,500 at here'],
  ['wait()', 'wait 5000'],
  ['wait(time=2)', 'wait 2000'],
  ["finished(content='All is saved.')", 'done: All is saved.'],
  ['finished()', 'done: '],
  ['call_user()', 'ask: I see the form. The next step is clear.'],
  ["call_user(content='Which file?')", 'ask: Which file?'],
  ["click(start_box='(1,2)')\n\ntype(content='x')", 'click left 1 at 1,2', 'type "x"'],
  ["click(start_box='(1,2)');type(content='x')", 'click left 1 at 1,2', 'type "x"'],
  ["press(key='ctrl')\n\npress(key='c')\n\nrelease(key='c')\n\nrelease(key='ctrl')", 'press ctrl+c'],
  ["press(key='a')\n\nrelease(key='a')", 'press a'],
  ['```\nwait()\n```', 'wait 5000'],
]

const BROKEN: readonly (readonly [string, string])[] = [
  ['', 'There is no action in your answer'],
  ['   ', 'There is no action in your answer'],
  ['click', '"(" is missing after click'],
  ['click(', 'a value is missing'],
  ["click(start_box='<|box_start|>(100,200),(300,400)<|box_end|>')", 'start_box is no place'],
  ["click(start_box='(1,2)'", '"," or ")" is missing in click'],
  ["click(start_box='(1,2)", 'a text has no closing quote'],
  ["click(start_box='<|box_start|>(1", 'a text has no closing quote'],
  ["click(start_box='(1)')", 'start_box is no place'],
  ["click(start_box='(1,2,3)')", 'start_box is no place'],
  ["click(start_box='(a,b)')", 'start_box is no place'],
  ["click(start_box='top left')", 'start_box is no place'],
  ["click(start_box='')", 'start_box is missing'],
  ['click()', 'start_box is missing'],
  ['click(5)', 'start_box is missing'],
  ["click(box='(1,2)')", 'start_box is missing'],
  ["drag(start_box='(1,2)')", 'end_box is missing'],
  ["drag(end_box='(1,2)')", 'start_box is missing'],
  ['hotkey()', 'key is missing'],
  ["hotkey(key='')", 'key is empty'],
  ["hotkey(key='  ')", 'key is empty'],
  ['type()', 'content is missing'],
  ['type(content=[1])', 'content is missing'],
  ["scroll(start_box='(1,2)')", 'direction is missing'],
  ["scroll(direction='sideways')", 'is none of up, down, left, right'],
  ["scroll(start_box='x', direction='down')", 'start_box is no place'],
  ["wait(time='long')", 'time is no number'],
  ['wait(time=-1)', 'time is no number'],
  ["launch(app='firefox')", 'There is no action "launch"'],
  ["Click(start_box='(1,2)')", 'There is no action "Click"'],
  ["constructor(a='b')", 'There is no action "constructor"'],
  ['I will click on Save', '"(" is missing after I'],
  ['(1,2)', 'the name of an action is missing'],
  ['{"action":"click"}', 'the name of an action is missing'],
  ['<tool_call>{}</tool_call>', 'the name of an action is missing'],
  ["press(key='ctrl')", 'A key cannot stay down'],
  ["release(key='ctrl')", 'A key cannot stay down'],
  ["press(key='')", 'A key cannot stay down'],
  ["press(key='ctrl')\n\nclick(start_box='(1,2)')", 'A key cannot stay down'],
  ["mouse_down(start_box='(1,2)', button='side')", 'button is neither left nor right'],
  ['move_to()', 'start_box is missing'],
  ["click(start_box='(1,2)') and then", '"(" is missing after and'],
  ['click(start_box=[[[[[[[[[[1]]]]]]]]]])', 'nested too deeply'],
]

describe.each([
  ['1.0', UI_TARS_10],
  ['1.5', UI_TARS_15],
] as const)('an action of UI-TARS %s', (_, dialect) => {
  it.each(GOOD)('%s', (action, ...steps) => {
    expect(briefly(dialect, reply(action))).toEqual(steps)
  })

  it.each(BROKEN)('%s is refused with words', (action, words) => {
    const all = briefly(dialect, reply(action))
    expect(all.some((step) => step.startsWith('refused: ') && step.includes(words))).toBe(true)
  })

  it('stands after the last "Action:", also with a full-width colon', () => {
    expect(briefly(dialect, 'Thought: the Action: field\nAction: wait()')).toEqual(['wait 5000'])
    expect(briefly(dialect, 'Thought：好\nAction：wait()')).toEqual(['wait 5000'])
  })

  it('is missing in a reply without one', () => {
    expect(briefly(dialect, 'Thought: hm.')[0]).toMatch(/^refused: There is no action/)
    expect(briefly(dialect, '')[0]).toMatch(/^refused: There is no action/)
  })

  it('comes with the thought before it', () => {
    const read = dialect.read({ content: reply('wait()'), toolCalls: [] }, { picture: { width: 10, height: 10 }, tools: [] })
    expect(read.thought).toBe('I see the form. The next step is clear.')
  })
})

it('UI-TARS 1.0 speaks thousandths, 1.5 px of the picture', () => {
  const picture = { width: 1932, height: 1092 }
  expect(briefly(UI_TARS_10, reply("click(start_box='(500,500)')"), picture)).toEqual(['click left 1 at 966,546'])
  expect(briefly(UI_TARS_15, reply("click(start_box='(500,500)')"), picture)).toEqual(['click left 1 at 500,500'])
})

const block = (name: string, parameters: Record<string, string> = {}): string => {
  const written = Object.entries(parameters).map(([key, value]) => `<parameter=${key}>${value}</parameter>`)
  return `<function=${name}>${written.join('')}</function>`
}
const seed = (...functions: string[]): string =>
  `<gui_think>I look at it.</gui_think>\n<seed:tool_call>${functions.join('\n')}</seed:tool_call>`
const at = (x: number, y: number) => ({ point: `<point>${x} ${y}</point>` })

const SEED_GOOD: readonly (readonly [string, ...string[]])[] = [
  [seed(block('click', at(500, 300))), 'click left 1 at 500,300'],
  [seed(block('click', { point: '<point>500, 300</point>' })), 'click left 1 at 500,300'],
  [seed(block('click', { point: '500 300' })), 'click left 1 at 500,300'],
  [seed(block('click', { point: '(500,300)' })), 'click left 1 at 500,300'],
  [seed(block('click', { point: '<bbox>1 2 3 4</bbox>' })), 'click left 1 at 2,3'],
  [seed(block('click', { start_box: '<point>1 2</point>' })), 'click left 1 at 1,2'],
  [seed(block('left_double', at(1, 2))), 'click left 2 at 1,2'],
  [seed(block('right_single', at(1, 2))), 'click right 1 at 1,2'],
  [seed(block('move_to', at(1, 2))), 'move to 1,2'],
  [seed(block('mouse_down')), 'mouseDown left'],
  [seed(block('mouse_down', at(1, 2))), 'move to 1,2', 'mouseDown left'],
  [seed(block('mouse_down', { button: 'right' })), 'mouseDown right'],
  [seed(block('mouse_up')), 'mouseUp left'],
  [seed(block('mouse_up', at(9, 9))), 'move to 9,9', 'mouseUp left'],
  [
    seed(block('mouse_down', at(1, 2)), block('move_to', at(5, 5)), block('mouse_up')),
    'move to 1,2',
    'mouseDown left',
    'move to 5,5',
    'mouseUp left',
  ],
  [seed(block('drag', { start_box: '<point>1 2</point>', end_box: '<point>3 4</point>' })), 'drag 1,2 to 3,4'],
  [seed(block('drag', { start_point: '<point>1 2</point>', end_point: '<point>3 4</point>' })), 'drag 1,2 to 3,4'],
  [seed(block('scroll', { direction: 'down' })), 'scroll 0,500 at here'],
  [seed(block('scroll', { ...at(7, 8), direction: 'up' })), 'scroll 0,-500 at 7,8'],
  [seed(block('scroll', { direction: 'left' })), 'scroll -500,0 at here'],
  [seed(block('scroll', { direction: 'right' })), 'scroll 500,0 at here'],
  [seed(block('hotkey', { key: 'ctrl c' })), 'press ctrl+c'],
  [seed(block('hotkey', { key: 'enter' })), 'press enter'],
  [seed(block('hotkey', { key: 'alt f4' })), 'press alt+f4'],
  [
    seed(
      block('press', { key: 'shift' }),
      block('press', { key: 'a' }),
      block('release', { key: 'a' }),
      block('release', { key: 'shift' }),
    ),
    'press shift+a',
  ],
  [seed(block('press', { key: 'x' }), block('release', { key: 'x' })), 'press x'],
  [seed(block('type', { content: 'hello' })), 'type "hello"'],
  [seed(block('type', { content: 'hello\n' })), 'type "hello\\n"'],
  [seed(block('type', { content: '\nhello\n' })), 'type "hello"'],
  [seed(block('type', { content: 'hello\\n' })), 'type "hello\\n"'],
  [seed(block('type', { content: 'C:\\new' })), 'type "C:\\\\new"'],
  [seed(block('type', { content: '007' })), 'type "007"'],
  [seed(block('type', { content: '1.50' })), 'type "1.50"'],
  [seed(block('type', { content: 'a < b' })), 'type "a < b"'],
  [seed(block('type', { content: '中文' })), 'type "中文"'],
  [seed(block('wait')), 'wait 5000'],
  [seed(block('wait', { time: '3' })), 'wait 3000'],
  [seed(block('take_screenshot')), 'screenshot'],
  [seed(block('open_computer')), 'screenshot'],
  [seed(block('finished', { content: 'Saved.' })), 'done: Saved.'],
  [seed(block('finished')), 'done: '],
  [seed(block('call_user', { content: 'Which?' })), 'ask: Which?'],
  [seed(block('call_user')), 'ask: I look at it.'],
  [seed(block('click', at(1, 2)), block('type', { content: 'x' })), 'click left 1 at 1,2', 'type "x"'],
  [seed(block('wait')).replace('</seed:tool_call>', ''), 'wait 5000'],
]

const SEED_BROKEN: readonly (readonly [string, string])[] = [
  ['', 'There is no action'],
  ['I click.', 'There is no action'],
  ['<gui_think>only a thought</gui_think>', 'There is no action'],
  [block('wait'), 'There is no action'],
  ['<tool_call><function=wait></function></tool_call>', 'There is no action'],
  ['<seed:tool_call>', 'the call is not complete'],
  ['<seed:tool_call></seed:tool_call>', 'a call is missing between the tags'],
  ['<seed:tool_call>click</seed:tool_call>', 'a call is missing between the tags'],
  ['<seed:tool_call><function=click', 'a function is missing'],
  ['<seed:tool_call><function=click>', 'the call is not complete'],
  ['<seed:tool_call><function=click><parameter=point><point>1 2', 'the call is not complete'],
  ['<seed:tool_call><function=click><parameter=point><point>1 2</point></parameter>', 'the call is not complete'],
  ['<seed:tool_call><function=click>1 2</function></seed:tool_call>', 'a parameter is missing'],
  [seed(block('click')), 'start_box is missing'],
  [seed(block('click', { point: '' })), 'start_box is missing'],
  [seed(block('click', { point: '<point>1</point>' })), 'start_box is no place'],
  [seed(block('click', { point: '<point>1 2 3</point>' })), 'start_box is no place'],
  [seed(block('click', { point: '<point>x y</point>' })), 'start_box is no place'],
  [seed(block('click', { point: 'the button' })), 'start_box is no place'],
  [seed(block('left_double')), 'start_box is missing'],
  [seed(block('right_single')), 'start_box is missing'],
  [seed(block('move_to')), 'start_box is missing'],
  [seed(block('drag', { start_point: '<point>1 2</point>' })), 'end_box is missing'],
  [seed(block('drag', { end_point: '<point>1 2</point>' })), 'start_box is missing'],
  [seed(block('scroll')), 'direction is missing'],
  [seed(block('scroll', { direction: 'away' })), 'is none of up, down, left, right'],
  [seed(block('scroll', { point: 'here', direction: 'up' })), 'start_box is no place'],
  [seed(block('hotkey')), 'key is missing'],
  [seed(block('hotkey', { key: ' ' })), 'key is empty'],
  [seed(block('press', { key: 'ctrl' })), 'A key cannot stay down'],
  [seed(block('release', { key: 'ctrl' })), 'A key cannot stay down'],
  [seed(block('press')), 'A key cannot stay down'],
  [seed(block('press', { key: 'ctrl' }), block('click', at(1, 2))), 'A key cannot stay down'],
  [seed(block('type')), 'content is missing'],
  [seed(block('wait', { time: 'long' })), 'time is no number'],
  [seed(block('wait', { time: '-2' })), 'time is no number'],
  [seed(block('mouse_down', { button: 'back' })), 'button is neither left nor right'],
  [seed(block('fly')), 'There is no action "fly"'],
  [seed(block('hasOwnProperty')), 'There is no action "hasOwnProperty"'],
  [seed('<function=click><parameter=point>1 2</parameter><parameter=point>3 4</parameter></function>'), 'stands twice'],
  [seed(`${block('wait')} and more`), 'a function is missing'],
]

describe('a reply of UI-TARS-2', () => {
  it.each(SEED_GOOD)('%s', (content, ...steps) => {
    expect(briefly(UI_TARS_2, content)).toEqual(steps)
  })

  it.each(SEED_BROKEN)('%s is refused with words', (content, words) => {
    const all = briefly(UI_TARS_2, content)
    expect(all.some((step) => step.startsWith('refused: ') && step.includes(words))).toBe(true)
  })
})
