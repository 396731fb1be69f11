/** Calls of `computer_use` and what they mean, for every dialect that has this function, each in its own wrapping. */
export type Arguments = Record<string, unknown>

export const GOOD_CALLS: readonly (readonly [Arguments, ...string[]])[] = [
  [{ action: 'left_click', coordinate: [500, 300] }, 'click left 1 at 500,300'],
  [{ action: 'left_click', coordinate: [0, 0] }, 'click left 1 at 0,0'],
  [{ action: 'left_click', coordinate: [12.4, 99.6] }, 'click left 1 at 12,100'],
  [{ action: 'left_click', coordinate: [10, 20], text: 'ctrl' }, 'click left 1 at 10,20 with ctrl'],
  [{ action: 'left_click', coordinate: [10, 20], text: 'ctrl+shift' }, 'click left 1 at 10,20 with ctrl+shift'],
  [{ action: 'left_click', coordinate: [10, 20, 30, 40] }, 'click left 1 at 20,30'],
  [{ action: 'left_click', coordinate: [10, 20], element: 'Save' }, 'click left 1 at 10,20'],
  [{ action: 'left_click' }, 'mouseDown left', 'mouseUp left'],
  [{ action: 'right_click', coordinate: [700, 20] }, 'click right 1 at 700,20'],
  [{ action: 'middle_click', coordinate: [7, 8] }, 'click middle 1 at 7,8'],
  [{ action: 'double_click', coordinate: [7, 8] }, 'click left 2 at 7,8'],
  [{ action: 'triple_click', coordinate: [7, 8] }, 'click left 3 at 7,8'],
  [{ action: 'mouse_move', coordinate: [999, 1] }, 'move to 999,1'],
  [{ action: 'left_click_drag', coordinate: [40, 50] }, 'mouseDown left', 'move to 40,50', 'mouseUp left'],
  [{ action: 'left_click_drag', start_coordinate: [1, 2], coordinate: [40, 50] }, 'drag 1,2 to 40,50'],
  [{ action: 'key', keys: ['ctrl', 'c'] }, 'press ctrl+c'],
  [{ action: 'key', keys: ['ctrl', 'shift', 't'] }, 'press ctrl+shift+t'],
  [{ action: 'key', keys: ['enter'] }, 'press enter'],
  [{ action: 'key', keys: ['ArrowDown'] }, 'press ArrowDown'],
  [{ action: 'key', keys: ['ctrl+c'] }, 'press ctrl+c'],
  [{ action: 'key', keys: 'ctrl+v' }, 'press ctrl+v'],
  [{ action: 'key', keys: ['ctrl', '+'] }, 'press ctrl++'],
  [{ action: 'key', text: 'alt+tab' }, 'press alt+tab'],
  [{ action: 'type', text: 'hello' }, 'type "hello"'],
  [{ action: 'type', text: 'two\nlines' }, 'type "two\\nlines"'],
  [{ action: 'type', text: 'q "quoted" \\ back' }, 'type "q \\"quoted\\" \\\\ back"'],
  [{ action: 'type', text: 'héllo 中文 😀' }, 'type "héllo 中文 😀"'],
  [{ action: 'type', text: '007' }, 'type "007"'],
  [{ action: 'type', text: '1.50' }, 'type "1.50"'],
  [{ action: 'type', text: '[1, 2]' }, 'type "[1, 2]"'],
  [{ action: 'type', text: 'a < b && c > d' }, 'type "a < b && c > d"'],
  [{ action: 'type', text: '  indented' }, 'type "  indented"'],
  [{ action: 'type', text: '{{secret:PIN}}' }, 'type "{{secret:PIN}}"'],
  [{ action: 'scroll', pixels: -5 }, 'scroll 0,500 at here'],
  [{ action: 'scroll', pixels: 5, coordinate: [500, 500] }, 'scroll 0,-500 at 500,500'],
  [{ action: 'scroll', pixels: -300, coordinate: [5, 6] }, 'scroll 0,300 at 5,6'],
  [{ action: 'scroll', pixels: -3, text: 'ctrl' }, 'scroll 0,300 at here with ctrl'],
  [{ action: 'hscroll', pixels: 200 }, 'scroll 200,0 at here'],
  [{ action: 'wait', time: 2 }, 'wait 2000'],
  [{ action: 'wait' }, 'wait 1000'],
  [{ action: 'wait', time: 0.5 }, 'wait 500'],
  [{ action: 'wait', time: 100_000 }, 'wait 300000'],
  [{ action: 'terminate', status: 'success' }, 'done: '],
  [{ action: 'terminate', status: 'failure', text: 'No such file.' }, 'failed: No such file.'],
  [{ action: 'answer', text: 'It is 42.' }, 'done: It is 42.'],
  [{ action: ' left_click ', coordinate: [3, 4] }, 'click left 1 at 3,4'],
]

/** The words of the refusal. */
export const BROKEN_CALLS: readonly (readonly [Arguments, string])[] = [
  [{}, 'The action is missing.'],
  [{ action: '' }, 'The action is missing.'],
  [{ coordinate: [1, 2] }, 'The action is missing.'],
  [{ action: 'fly', coordinate: [1, 2] }, 'There is no action "fly".'],
  [{ action: 'Left_Click', coordinate: [1, 2] }, 'There is no action "Left_Click".'],
  [{ action: 'toString' }, 'There is no action "toString".'],
  [{ action: 'left_click', coordinate: [1] }, 'coordinate is no [x, y]'],
  [{ action: 'left_click', coordinate: ['a', 'b'] }, 'coordinate is no [x, y]'],
  [{ action: 'left_click', coordinate: [1, 2, 3] }, 'coordinate is no [x, y]'],
  [{ action: 'left_click', coordinate: 'top left' }, 'coordinate is no [x, y]'],
  [{ action: 'left_click', coordinate: { x: 1, y: 2 } }, 'coordinate is no [x, y]'],
  [{ action: 'left_click', text: 'ctrl' }, 'coordinate is missing'],
  [{ action: 'mouse_move' }, 'coordinate is missing'],
  [{ action: 'left_click_drag' }, 'coordinate is missing'],
  [{ action: 'key' }, 'keys is no list of keys'],
  [{ action: 'key', keys: [] }, 'keys is no list of keys'],
  [{ action: 'key', keys: ['ctrl', 5] }, 'keys is no list of keys'],
  [{ action: 'key', keys: [''] }, 'keys is no list of keys'],
  [{ action: 'type' }, 'text is missing'],
  [{ action: 'scroll' }, 'pixels is no number'],
  [{ action: 'scroll', pixels: 'far' }, 'pixels is no number'],
  [{ action: 'hscroll', pixels: [1] }, 'pixels is no number'],
  [{ action: 'scroll', pixels: -3, coordinate: [1] }, 'coordinate is no [x, y]'],
  [{ action: 'wait', time: -1 }, 'time is below zero'],
  [{ action: 'wait', time: 'a while' }, 'time is no number'],
  [{ action: 'terminate' }, 'status is missing'],
  [{ action: 'terminate', status: 'maybe' }, 'status is neither'],
  [{ action: 'answer' }, 'text is missing'],
]

export const asJson = (args: Arguments): string =>
  `Action: do it.\n<tool_call>\n${JSON.stringify({ name: 'computer_use', arguments: args })}\n</tool_call>`

export const asXml = (args: Arguments): string => {
  const parameters = Object.entries(args).map(
    ([name, value]) => `<parameter=${name}>\n${typeof value === 'string' ? value : JSON.stringify(value)}\n</parameter>\n`,
  )
  return `Do it.\n<tool_call>\n<function=computer_use>\n${parameters.join('')}</function>\n</tool_call>`
}

/** Whole replies in the JSON form that cannot be read; the words of the refusal. */
export const BROKEN_JSON_REPLIES: readonly (readonly [string, string])[] = [
  ['I would click on Save.', 'There is no action in your answer'],
  ['left_click(500, 300)', 'There is no action in your answer'],
  ['{"name":"computer_use","arguments":{"action":"wait"}}', 'There is no action in your answer'],
  ['<tool_call>\n', 'the call is not complete'],
  ['<tool_call></tool_call>', 'a call is missing between the tags'],
  ['<tool_call>click</tool_call>', 'a call is missing between the tags'],
  ['<tool_call>{"name": "computer_use", "arguments": {"action": "left_click", "coord', 'it is no JSON'],
  ['<tool_call>{"name": "computer_use", "arguments": {"action": "wait",}}</tool_call>', 'it is no JSON'],
  ["<tool_call>{'name': 'computer_use', 'arguments': {'action': 'wait'}}</tool_call>", 'it is no JSON'],
  ['<tool_call>{"arguments": {"action": "wait"}}</tool_call>', 'the name of the function is missing'],
  ['<tool_call>{"name": 5, "arguments": {}}</tool_call>', 'the name of the function is missing'],
  ['<tool_call>["left_click"]</tool_call>', 'the name of the function is missing'],
  ['<tool_call>{"name": "computer_use", "arguments": "left_click"}</tool_call>', 'its arguments are no object'],
  ['<tool_call>{"name": "computer_use", "arguments": [1]}</tool_call>', 'its arguments are no object'],
  ['<tool_call>{"name": "bash", "arguments": {"command": "rm -rf /"}}</tool_call>', 'There is no function "bash"'],
]

/** The same of the XML form. */
export const BROKEN_XML_REPLIES: readonly (readonly [string, string])[] = [
  ['I would click on Save.', 'There is no action in your answer'],
  ['<function=computer_use><parameter=action>wait</parameter></function>', 'There is no action in your answer'],
  ['<tool_call>', 'the call is not complete'],
  ['<tool_call></tool_call>', 'a call is missing between the tags'],
  ['<tool_call><function=computer_use></tool_call>', 'the call is not complete'],
  ['<tool_call><function=computer_use><parameter=action>left_click', 'the call is not complete'],
  ['<tool_call><function=computer_use><parameter=action>wait</parameter>', 'the call is not complete'],
  ['<tool_call><function=computer_use>left_click</function></tool_call>', 'a parameter is missing'],
  ['<tool_call><function=computer_use><param=action>wait</param></function></tool_call>', 'a parameter is missing'],
  [
    '<tool_call><function=computer_use><parameter=action>wait</parameter><parameter=action>type</parameter></function></tool_call>',
    'the parameter action stands twice',
  ],
  ['<tool_call><function=bash><parameter=command>ls</parameter></function></tool_call>', 'There is no function "bash"'],
  [
    '<tool_call><function=computer_use><parameter=action>wait</parameter></function> and more</tool_call>',
    'a function is missing',
  ],
]
