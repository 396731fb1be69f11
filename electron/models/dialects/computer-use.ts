/**
 * The `computer_use` function of Qwen's models, with what Fara adds: its arguments → steps. Values may come as JSON or, from the
 * XML form, as text. `pixels` of a scroll is positive upwards, the opposite of ours.
 */
import type { Point, Size } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from '../wire/chord.js'
import { parseJson, type Item } from '../wire/json.js'
import { inPicture, lengthInPicture, readPoint, type CoordinateFrame } from './points.js'
import { act, refuse, waitFor } from './steps.js'

export interface ComputerUseFrame {
  readonly coordinates: CoordinateFrame
  readonly picture: Size
  /** `pixels` of a scroll are in the same frame as the coordinates (Fara 1.5) */
  readonly isScrollInFrame?: boolean
}

/** Small amounts are notches of the wheel, as the models were trained with; not established where the border lies. */
const MOST_NOTCHES = 20
const PX_A_NOTCH = 100

class Missing extends Error {}

interface Fields {
  readonly args: Item
  readonly frame: ComputerUseFrame
}

type Button = Extract<Action, { kind: 'click' }>['button']

function pointIn({ args, frame }: Fields, field = 'coordinate'): Point | null {
  const given = args[field]
  if (given === undefined || given === null || given === '') return null
  const point = readPoint(given)
  if (!point) throw new Missing(`${field} is no [x, y]`)
  return inPicture(point, frame.coordinates, frame.picture)
}

function needPoint(fields: Fields, field = 'coordinate'): Point {
  const point = pointIn(fields, field)
  if (!point) throw new Missing(`${field} is missing`)
  return point
}

function numberIn({ args }: Fields, field: string): number {
  const given = args[field]
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Missing(`${field} is no number`)
  return value
}

function textIn({ args }: Fields, field: string): string {
  const given = args[field]
  if (typeof given === 'number') return String(given)
  if (typeof given !== 'string') throw new Missing(`${field} is missing`)
  return given
}

const isTrue = (value: unknown): boolean => value === true || (typeof value === 'string' && /^\s*true\s*$/i.test(value))

/** `["ctrl","c"]`, `"ctrl+c"`, `["ctrl+c"]`, or a list as text. */
function keysIn({ args }: Fields): string[] {
  const given = args['keys'] ?? args['key'] ?? args['text']
  const parsed = typeof given === 'string' && given.trim().startsWith('[') ? parseJson(given) : { ok: false as const }
  const value = parsed.ok ? parsed.value : given
  const names = Array.isArray(value) ? (value as unknown[]) : [value]
  const keys = names.flatMap((name) => (typeof name === 'string' ? splitChord(name) : ['']))
  if (keys.length === 0 || keys.includes('')) throw new Missing('keys is no list of keys')
  return keys
}

/** On clicks and scrolls `text` names keys that are held meanwhile. */
const modifiersIn = ({ args }: Fields): string[] => (typeof args['text'] === 'string' ? [...splitChord(args['text'])] : [])

const click =
  (button: Button, count: 1 | 2 | 3) =>
  (fields: Fields): readonly ProposedStep[] => {
    const modifiers = modifiersIn(fields)
    const point = pointIn(fields)
    if (point) return [act({ kind: 'click', ...point, button, count, modifiers })]
    if (modifiers.length > 0) throw new Missing('coordinate is missing')
    // where the pointer is
    return Array.from({ length: count }, () => [act({ kind: 'mouseDown', button }), act({ kind: 'mouseUp', button })]).flat()
  }

/** From where the pointer is to a place. */
function dragTo(fields: Fields): readonly ProposedStep[] {
  const to = needPoint(fields)
  const from = pointIn(fields, 'start_coordinate')
  if (from) return [act({ kind: 'drag', path: [from, to], button: 'left', modifiers: modifiersIn(fields) })]
  return [
    act({ kind: 'mouseDown', button: 'left' }),
    act({ kind: 'move', ...to, modifiers: [] }),
    act({ kind: 'mouseUp', button: 'left' }),
  ]
}

const scroll =
  (axis: 'x' | 'y') =>
  (fields: Fields): readonly ProposedStep[] => {
    const { frame } = fields
    const amount = numberIn(fields, 'pixels')
    const side = axis === 'x' ? frame.picture.width : frame.picture.height
    const length = frame.isScrollInFrame ? lengthInPicture(amount, frame.coordinates, side) : amount
    const px = Math.abs(amount) <= MOST_NOTCHES ? amount * PX_A_NOTCH : length
    const delta = axis === 'x' ? { dx: px, dy: 0 } : { dx: 0, dy: -px }
    return [act({ kind: 'scroll', ...pointIn(fields), ...delta, modifiers: modifiersIn(fields) })]
  }

/** Fara types into a place, may empty it first and press Return after. */
function type(fields: Fields): readonly ProposedStep[] {
  const { args } = fields
  const text = textIn(fields, 'text')
  const place = pointIn(fields)
  return [
    ...(place ? [act({ kind: 'click', ...place, button: 'left', count: 1, modifiers: [] })] : []),
    ...(isTrue(args['delete_existing_text']) ? [key('ctrl', 'a'), key('Delete')] : []),
    act({ kind: 'type', text: isTrue(args['press_enter']) ? `${text}\n` : text }),
  ]
}

const key = (...keys: string[]): ProposedStep => act({ kind: 'chord', keys, repeat: 1 })

/** In the address line of the browser that has the keyboard; it takes a query as well. */
const goTo = (field: string) => (fields: Fields) => {
  const where = textIn(fields, field)
  if (/[\r\n]/.test(where)) throw new Missing(`${field} has more than one line`)
  return [key('ctrl', 'l'), act({ kind: 'type', text: `${where}\n` })]
}

function ask(fields: Fields): readonly ProposedStep[] {
  const { args } = fields
  const text = ['question', 'text'].map((field) => args[field]).find((one) => typeof one === 'string' && one !== '')
  if (typeof text !== 'string') throw new Missing('question is missing')
  return [act({ kind: 'askUser', text, answer: 'text' })]
}

function terminate(fields: Fields): readonly ProposedStep[] {
  const status = textIn(fields, 'status')
  if (status !== 'success' && status !== 'failure') throw new Missing('status is neither "success" nor "failure"')
  const said = fields.args['answer'] ?? fields.args['text']
  const text = typeof said === 'string' ? said : ''
  return [act({ kind: 'done', status: status === 'success' ? 'done' : 'failed', text })]
}

const wait = (fields: Fields): readonly ProposedStep[] => {
  const seconds = fields.args['time'] === undefined ? 1 : numberIn(fields, 'time')
  if (seconds < 0) throw new Missing('time is below zero')
  return [waitFor(seconds)]
}

const READERS: Readonly<Record<string, (fields: Fields) => readonly ProposedStep[]>> = {
  left_click: click('left', 1),
  click: click('left', 1),
  right_click: click('right', 1),
  middle_click: click('middle', 1),
  double_click: click('left', 2),
  triple_click: click('left', 3),
  mouse_move: (fields) => [act({ kind: 'move', ...needPoint(fields), modifiers: [] })],
  left_click_drag: dragTo,
  key: (fields) => [act({ kind: 'chord', keys: keysIn(fields), repeat: 1 })],
  type,
  scroll: scroll('y'),
  hscroll: scroll('x'),
  wait,
  screenshot: () => [act({ kind: 'screenshot' })],
  terminate,
  answer: (fields) => [act({ kind: 'done', status: 'done', text: textIn(fields, 'text') })],
  visit_url: goTo('url'),
  web_search: goTo('query'),
  history_back: () => [key('alt', 'Left')],
  // the fact stands in the conversation; a fresh picture is the answer
  pause_and_memorize_fact: () => [act({ kind: 'screenshot' })],
  ask_user_question: ask,
}

/** The names an `action` may have. */
export const COMPUTER_USE_ACTIONS: readonly string[] = Object.keys(READERS)

/** Some models write the action's name as `type`, when that is not the text's own parameter. */
function nameOf(args: Item): string {
  const { action, type: kind } = args
  if (typeof action === 'string') return action.trim()
  return typeof kind === 'string' ? kind.trim() : ''
}

export function readComputerUse(args: Item, frame: ComputerUseFrame): readonly ProposedStep[] {
  const name = nameOf(args)
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!read) return [refuse(name === '' ? 'The action is missing.' : `There is no action "${name}".`, args)]
  try {
    return read({ args, frame })
  } catch (error) {
    if (error instanceof Missing) return [refuse(`The action ${name} cannot be read: ${error.message}.`, args)]
    throw error
  }
}
