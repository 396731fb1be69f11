/** Calls of pyautogui and OpenCUA's own `computer` → steps. Coordinates are px of the picture. */
import type { Point, Size } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import type { CallValue, WrittenCall } from './call-syntax.js'
import { act, refuse, waitFor } from './steps.js'
import { PX_A_NOTCH, Unclear } from './written-actions.js'

type Button = Extract<Action, { kind: 'click' }>['button']

class Arguments {
  constructor(private readonly call: WrittenCall) {}

  /** By name, or by its place. */
  value(name: string, at: number): CallValue | undefined {
    return this.call.named.get(name) ?? this.call.args[at]
  }

  number(name: string, at: number): number | null {
    const value = this.value(name, at)
    if (value === undefined || value === null) return null
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unclear(`${name} is no number`)
    return value
  }

  text(name: string, at: number): string {
    const value = this.value(name, at)
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') throw new Unclear(`${name} is missing`)
    return value
  }

  /** `(x, y)` as two numbers or as one pair; null: where the pointer is. */
  point(at = 0): Point | null {
    const first = this.value('x', at)
    const pair = Array.isArray(first) ? (first as readonly CallValue[]) : null
    const [x, y] = pair ?? [first, this.value('y', at + 1)]
    if ((x === undefined || x === null) && (y === undefined || y === null)) return null
    if (typeof x !== 'number' || typeof y !== 'number') throw new Unclear('x and y are no numbers')
    return { x: Math.round(x), y: Math.round(y) }
  }

  needPoint(): Point {
    const point = this.point()
    if (!point) throw new Unclear('x and y are missing')
    return point
  }

  button(at: number): Button {
    const value = this.value('button', at) ?? 'left'
    const found = BUTTONS.get(typeof value === 'string' ? value.toLowerCase() : value)
    if (!found) throw new Unclear('button is none of left, middle, right')
    return found
  }

  /** All names of keys: several arguments, or one list. */
  keys(name: string): string[] {
    const given = this.call.named.get('keys') ?? this.call.args[0]
    const all = Array.isArray(given) ? (given as readonly CallValue[]) : name === 'args' ? this.call.args : [given]
    const keys = all.map((key) => (typeof key === 'string' ? key.trim() : ''))
    if (keys.length === 0 || keys.includes('')) throw new Unclear('a key is missing')
    return keys
  }
}

const BUTTONS = new Map<CallValue, Button>([
  ['left', 'left'],
  ['primary', 'left'],
  ['middle', 'middle'],
  ['right', 'right'],
  ['secondary', 'right'],
])

type Reader = (args: Arguments, thought: string) => readonly ProposedStep[]

function clicks(point: Point | null, button: Button, count: number): readonly ProposedStep[] {
  if (count !== 1 && count !== 2 && count !== 3) throw new Unclear('clicks is none of 1, 2, 3')
  if (point) return [act({ kind: 'click', ...point, button, count, modifiers: [] })]
  return Array.from({ length: count }, () => [act({ kind: 'mouseDown', button }), act({ kind: 'mouseUp', button })]).flat()
}

const move = (point: Point): ProposedStep => act({ kind: 'move', ...point, modifiers: [] })

const button =
  (kind: 'mouseDown' | 'mouseUp'): Reader =>
  (args) => {
    const point = args.point()
    return [...(point ? [move(point)] : []), act({ kind, button: args.button(2) })]
  }

function press(args: Arguments): readonly ProposedStep[] {
  const presses = args.number('presses', 1) ?? 1
  if (!Number.isInteger(presses) || presses < 1 || presses > 100) throw new Unclear('presses is none of 1 to 100')
  return args.keys('keys').map((key) => act({ kind: 'chord', keys: [key], repeat: presses }))
}

/** Notches of the wheel, positive upwards or to the right. */
const scroll =
  (axis: 'x' | 'y'): Reader =>
  (args) => {
    const notches = args.number('clicks', 0)
    if (notches === null) throw new Unclear('clicks is missing')
    const px = notches * PX_A_NOTCH
    const delta = axis === 'x' ? { dx: px, dy: 0 } : { dx: 0, dy: -px }
    return [act({ kind: 'scroll', ...args.point(1), ...delta, modifiers: [] })]
  }

const write: Reader = (args) => [act({ kind: 'type', text: args.text('message', 0) })]

const READERS: Readonly<Record<string, Reader>> = {
  'pyautogui.click': (args) => clicks(args.point(), args.button(4), args.number('clicks', 2) ?? 1),
  'pyautogui.leftClick': (args) => clicks(args.point(), 'left', 1),
  'pyautogui.doubleClick': (args) => clicks(args.point(), args.button(3), 2),
  'pyautogui.tripleClick': (args) => clicks(args.point(), args.button(3), 3),
  'pyautogui.rightClick': (args) => clicks(args.point(), 'right', 1),
  'pyautogui.middleClick': (args) => clicks(args.point(), 'middle', 1),
  'pyautogui.moveTo': (args) => [move(args.needPoint())],
  'pyautogui.dragTo': (args) => [
    act({ kind: 'mouseDown', button: args.button(3) }),
    move(args.needPoint()),
    act({ kind: 'mouseUp', button: args.button(3) }),
  ],
  'pyautogui.mouseDown': button('mouseDown'),
  'pyautogui.mouseUp': button('mouseUp'),
  'pyautogui.write': write,
  'pyautogui.typewrite': write,
  'pyautogui.press': press,
  'pyautogui.hotkey': (args) => [act({ kind: 'chord', keys: args.keys('args'), repeat: 1 })],
  'pyautogui.scroll': scroll('y'),
  'pyautogui.vscroll': scroll('y'),
  'pyautogui.hscroll': scroll('x'),
  'pyautogui.sleep': (args) => [waitFor(args.number('seconds', 0) ?? 1)],
  'time.sleep': (args) => [waitFor(args.number('secs', 0) ?? 1)],
  'computer.wait': (args) => [waitFor(args.number('seconds', 0) ?? 3)],
  'computer.triple_click': (args) => clicks(args.needPoint(), 'left', 3),
  'computer.tripleClick': (args) => clicks(args.needPoint(), 'left', 3),
  'computer.terminate': (args, thought) => {
    const status = args.text('status', 0)
    if (status !== 'success' && status !== 'failure') throw new Unclear('status is neither success nor failure')
    const answer = args.value('answer', 1)
    const text = typeof answer === 'string' ? answer : thought
    return [act({ kind: 'done', status: status === 'success' ? 'done' : 'failed', text })]
  },
}

const HELD = new Set(['pyautogui.keyDown', 'pyautogui.keyUp'])
const ALONE = 'A key cannot stay down between two answers. Use pyautogui.hotkey for keys that are pressed together.'

export function readPython(calls: readonly WrittenCall[], _picture: Size, thought: string): readonly ProposedStep[] {
  const steps: ProposedStep[] = []
  for (let at = 0; at < calls.length; at += 1) {
    const call = calls[at]!
    if (!HELD.has(call.name)) {
      steps.push(...readOne(call, thought))
      continue
    }
    const held = heldGroup(calls, at)
    steps.push(held.step)
    at = held.last
  }
  return steps
}

function readOne(call: WrittenCall, thought: string): readonly ProposedStep[] {
  const read = Object.hasOwn(READERS, call.name) ? READERS[call.name] : undefined
  if (!read) return [refuse(`There is no call ${call.name}.`, call.name)]
  try {
    return read(new Arguments(call), thought)
  } catch (error) {
    if (error instanceof Unclear) return [refuse(`${call.name} cannot be read: ${error.message}.`, call.name)]
    throw error
  }
}

/** `keyDown a, press b, keyUp a`, as one chord; or a click between them, as a click with that key. */
function heldGroup(calls: readonly WrittenCall[], from: number): { readonly step: ProposedStep; readonly last: number } {
  const down: string[] = []
  const pressed: string[] = []
  for (let at = from; at < calls.length; at += 1) {
    const call = calls[at]!
    const key = call.named.get('key') ?? call.args[0]
    if (typeof key !== 'string') break
    if (call.name === 'pyautogui.keyDown') {
      down.push(key)
      pressed.push(key)
    } else if (call.name === 'pyautogui.press') pressed.push(key)
    else if (call.name === 'pyautogui.keyUp' && down.includes(key)) down.splice(down.indexOf(key), 1)
    else break
    if (down.length === 0) return { step: act({ kind: 'chord', keys: pressed, repeat: 1 }), last: at }
  }
  return { step: refuse(ALONE, calls[from]!.name), last: from }
}
