/** Replies of Gemini's models: calls as they come, and what they must mean on a picture of 1000x500. */
import type { Action } from '../../../../electron/protocol/action.js'

export interface Call {
  readonly name: string
  readonly args?: unknown
}

const call = (name: string, args?: unknown): Call => (args === undefined ? { name } : { name, args })

const click = (more: Partial<Extract<Action, { kind: 'click' }>> = {}): Action => ({
  kind: 'click',
  x: 100,
  y: 100,
  button: 'left',
  count: 1,
  modifiers: [],
  ...more,
})
const at = { x: 100, y: 200 }
const chord = (...keys: string[]): Action => ({ kind: 'chord', keys, repeat: 1 })
const type = (text: string): Action => ({ kind: 'type', text })
const move: Action = { kind: 'move', x: 100, y: 100, modifiers: [] }
const scroll = (dx: number, dy: number, place: object = { x: 100, y: 100 }): Action => ({
  kind: 'scroll',
  ...place,
  dx,
  dy,
  modifiers: [],
})
const drag: Action = { kind: 'drag', path: [{ x: 100, y: 100 }, { x: 300, y: 200 }], button: 'left', modifiers: [] } // prettier-ignore

export const GOOD: readonly (readonly [string, Call, readonly Action[]])[] = [
  ['a click', call('click', at), [click()]],
  ['a click with its intent', call('click', { ...at, intent: 'Open it' }), [click()]],
  ['a click in the far corner', call('click', { x: 999, y: 999 }), [click({ x: 999, y: 499 })]],
  ['a click on the edge as some models write it', call('click', { x: 1000, y: 1000 }), [click({ x: 999, y: 499 })]],
  ['a click in the near corner', call('click', { x: 0, y: 0 }), [click({ x: 0, y: 0 })]],
  ['a click between two thousandths', call('click', { x: 100.5, y: 200.9 }), [click()]],
  ['a double click', call('double_click', at), [click({ count: 2 })]],
  ['a triple click', call('triple_click', at), [click({ count: 3 })]],
  ['a middle click', call('middle_click', at), [click({ button: 'middle' })]],
  ['a right click', call('right_click', at), [click({ button: 'right' })]],
  ['the button pressed at a place', call('mouse_down', at), [move, { kind: 'mouseDown', button: 'left' }]],
  ['the button let go at a place', call('mouse_up', at), [move, { kind: 'mouseUp', button: 'left' }]],
  ['the button pressed where the pointer is', call('mouse_down', {}), [{ kind: 'mouseDown', button: 'left' }]],
  ['a move', call('move', at), [move]],
  ['typing', call('type', { text: 'cats' }), [type('cats')]],
  ['typing and Enter', call('type', { text: 'cats', press_enter: true }), [type('cats\n')]],
  ['typing without Enter', call('type', { text: 'cats', press_enter: false }), [type('cats')]],
  ['typing at a place', call('type', { ...at, text: 'cats' }), [click(), type('cats')]],
  ['typing a secret', call('type', { text: '{{secret:PIN}}' }), [type('{{secret:PIN}}')]],
  ['typing nothing', call('type', { text: '' }), []],
  ['a drag', call('drag_and_drop', { start_x: 100, start_y: 200, end_x: 300, end_y: 400 }), [drag]],
  ['a drag with the other names', call('drag_and_drop', { ...at, destination_x: 300, destination_y: 400 }), [drag]],
  ['a wait', call('wait', { seconds: 3 }), [{ kind: 'wait', ms: 3000 }]],
  ['a wait of no length said', call('wait', {}), [{ kind: 'wait', ms: 1000 }]],
  ['a wait without arguments', call('wait'), [{ kind: 'wait', ms: 1000 }]],
  ['a wait longer than there is', call('wait', { seconds: 9999 }), [{ kind: 'wait', ms: 300_000 }]],
  ['a key', call('press_key', { key: 'Enter' }), [chord('Enter')]],
  ['a key that is a chord', call('press_key', { key: 'ctrl+s' }), [chord('ctrl', 's')]],
  ['a chord', call('hotkey', { keys: ['ctrl', 'shift', 't'] }), [chord('ctrl', 'shift', 't')]],
  ['a chord as one text', call('hotkey', { keys: 'ctrl+c' }), [chord('ctrl', 'c')]],
  ['a chord with plus', call('hotkey', { keys: ['ctrl', '+'] }), [chord('ctrl', '+')]],
  ['a screenshot', call('take_screenshot', {}), [{ kind: 'screenshot' }]],
  ['a screenshot without arguments', call('take_screenshot'), [{ kind: 'screenshot' }]],
  ['scrolling down', call('scroll', { ...at, direction: 'down' }), [scroll(0, 300)]],
  ['scrolling up by px', call('scroll', { ...at, direction: 'up', magnitude_in_pixels: 450 }), [scroll(0, -450)]],
  [
    'scrolling left by clicks of the wheel',
    call('scroll', { ...at, direction: 'left', magnitude_in_wheel_clicks: 3 }),
    [scroll(-300, 0)],
  ],
  [
    'scrolling right by clicks of the wheel',
    call('scroll', { ...at, direction: 'right', magnitude_in_wheel_clicks: 1 }),
    [scroll(100, 0)],
  ],
  ['scrolling where the pointer is', call('scroll', { direction: 'down' }), [scroll(0, 300, {})]],
  ['scrolling by nothing', call('scroll', { ...at, direction: 'up', magnitude_in_pixels: 0 }), [scroll(0, 0)]],
  ['an earlier click', call('click_at', at), [click()]],
  ['an earlier move', call('hover_at', at), [move]],
  [
    'earlier typing, which clears and enters unless told not to',
    call('type_text_at', { ...at, text: 'cats' }),
    [click(), chord('Control', 'a'), chord('Delete'), type('cats\n')],
  ],
  [
    'earlier typing that keeps what is there',
    call('type_text_at', { ...at, text: 'cats', press_enter: false, clear_before_typing: false }),
    [click(), type('cats')],
  ],
  ['an earlier chord', call('key_combination', { keys: 'Control+Shift+A' }), [chord('Control', 'Shift', 'A')]],
  ['earlier scrolling of the page', call('scroll_document', { direction: 'down' }), [scroll(0, 400, { x: 500, y: 250 })]],
  ['earlier scrolling at a place', call('scroll_at', { ...at, direction: 'up', magnitude: 400 }), [scroll(0, -200)]],
  ['earlier scrolling by the usual', call('scroll_at', { ...at, direction: 'right' }), [scroll(800, 0)]],
  ['an earlier wait', call('wait_5_seconds'), [{ kind: 'wait', ms: 5000 }]],
  ['back', call('go_back'), [chord('Alt', 'ArrowLeft')]],
  ['forward', call('go_forward', {}), [chord('Alt', 'ArrowRight')]],
  [
    'an address',
    call('navigate', { url: 'https://example.org/a?b=c:d' }),
    [chord('Control', 'l'), type('https://example.org/a?b=c:d\n')],
  ],
  [
    'an address without https',
    call('navigate', { url: 'localhost:3000/x' }),
    [chord('Control', 'l'), type('localhost:3000/x\n')],
  ],
  ['the end', call('finish', { status: 'done', text: 'There.' }), [{ kind: 'done', status: 'done', text: 'There.' }]],
  ['a question', call('ask_user', { question: 'Which?' }), [{ kind: 'askUser', text: 'Which?', answer: 'text' }]],
]

/** What of the message must be said to the model. */
export const BROKEN: readonly (readonly [string, Call, RegExp])[] = [
  ['a click beyond the grid', call('click', { x: 1200, y: 1 }), /"click" cannot be read: x/],
  ['a click before the grid', call('click', { x: 1, y: -1 }), /y/],
  ['a click without y', call('click', { x: 1 }), /y/],
  ['a click on texts', call('click', { x: '1', y: '2' }), /x/],
  ['a click on nothing', call('click', { x: null, y: null }), /x/],
  ['a click without arguments', call('click'), /x/],
  ['a click on a list', call('click', [1, 2]), /"click" cannot be read/],
  ['a click on a coordinate', call('click', { coordinate: [1, 2] }), /x/],
  ['a click without end', call('click', { x: 1e999, y: 1 }), /x/],
  ['a double click beyond the grid', call('double_click', { x: 1001, y: 1 }), /x/],
  ['a triple click without a place', call('triple_click', {}), /x/],
  ['a middle click on words', call('middle_click', { x: 'left', y: 1 }), /x/],
  ['a right click with one number', call('right_click', { y: 1 }), /x/],
  ['a move to nowhere', call('move', {}), /x/],
  ['the button pressed beyond the grid', call('mouse_down', { x: 5000, y: 1 }), /x/],
  ['the button let go on a text', call('mouse_up', { x: 'a', y: 1 }), /x/],
  ['typing without text', call('type', {}), /"type" cannot be read: text/],
  ['typing a number', call('type', { text: 5 }), /text/],
  ['typing with an Enter that is a text', call('type', { text: 'a', press_enter: 'yes' }), /press_enter/],
  ['typing beyond the grid', call('type', { text: 'a', x: 2000, y: 1 }), /x/],
  ['a drag without an end', call('drag_and_drop', { start_x: 1, start_y: 2 }), /"drag_and_drop" cannot be read/],
  [
    'a drag with half of each naming',
    call('drag_and_drop', { start_x: 1, y: 2, end_x: 3, destination_y: 4 }),
    /"drag_and_drop" cannot be read/,
  ],
  [
    'a drag out of the grid',
    call('drag_and_drop', { start_x: 1, start_y: 2, end_x: 3000, end_y: 4 }),
    /"drag_and_drop" cannot be read/,
  ],
  ['a wait of words', call('wait', { seconds: 'long' }), /seconds/],
  ['a wait of less than nothing', call('wait', { seconds: -1 }), /seconds/],
  ['a key without a name', call('press_key', { key: '' }), /no key is named/],
  ['no key', call('press_key', {}), /key/],
  ['a key that is a number', call('press_key', { key: 13 }), /key/],
  ['a chord of nothing', call('hotkey', { keys: [] }), /no key is named/],
  ['a chord of numbers', call('hotkey', { keys: [17, 67] }), /keys/],
  ['a chord that is missing', call('hotkey', {}), /keys/],
  ['keys held', call('key_down', { key: 'shift' }), /not possible here.*one hotkey/],
  ['keys let go', call('key_up', { key: 'shift' }), /not possible here.*one hotkey/],
  ['scrolling without a direction', call('scroll', at), /direction/],
  ['scrolling in a direction nobody knows', call('scroll', { ...at, direction: 'in' }), /direction/],
  ['scrolling by less than nothing', call('scroll', { ...at, direction: 'up', magnitude_in_pixels: -5 }), /magnitude_in_pixels/],
  ['scrolling beyond all', call('scroll', { ...at, direction: 'up', magnitude_in_pixels: 1e9 }), /magnitude_in_pixels/],
  [
    'scrolling by a word',
    call('scroll', { ...at, direction: 'up', magnitude_in_wheel_clicks: 'many' }),
    /magnitude_in_wheel_clicks/,
  ],
  ['earlier typing without a place', call('type_text_at', { text: 'a' }), /x/],
  ['earlier typing without text', call('type_text_at', at), /text/],
  ['an earlier chord that is a number', call('key_combination', { keys: 5 }), /keys/],
  ['earlier scrolling without a direction', call('scroll_document', {}), /direction/],
  ['a browser to be opened', call('open_web_browser', {}), /not possible here/],
  ['a search', call('search', {}), /not possible here/],
  ['an address that is none', call('navigate', { url: 'javascript:alert(1)' }), /no address/],
  ['an address of words', call('navigate', { url: 'my mail' }), /no address/],
  ['no address', call('navigate', {}), /url/],
  ['an end of another kind', call('finish', { status: 'perhaps', text: 'x' }), /finish cannot be read: status/],
  ['an end without arguments', call('finish'), /finish cannot be read: status/],
  ['a question without words', call('ask_user', { question: '' }), /ask_user cannot be read: question/],
  ['a plan that is no list', call('update_plan', { items: 'all' }), /update_plan cannot be read: items/],
]
