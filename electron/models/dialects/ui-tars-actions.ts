/** The actions of UI-TARS in all its versions: their arguments → steps. */
import type { ProposedStep } from '../model.js'
import type { CallValue, WrittenCall } from './call-syntax.js'
import { act, refuse, waitFor } from './steps.js'
import {
  clickAt,
  maybePoint,
  needPoint,
  scrollBy,
  textOf,
  Unclear,
  type Arguments,
  type WrittenFrame,
} from './written-actions.js'

interface Asked {
  readonly args: Arguments
  readonly frame: WrittenFrame
  /** what the model thought, for a question without words of its own */
  readonly thought: string
}

type Reader = (asked: Asked) => readonly ProposedStep[]

/** about five notches of the wheel */
const NOTCHES = 5
/** the desktop client's own */
const WAIT_S = 5

/** Names of keys stand apart by spaces, in lower case. */
function keysOf(args: Arguments): string[] {
  const keys = textOf(args, 'key')
    .split(/[\s+]+/)
    .filter((name) => name !== '')
  if (keys.length === 0) throw new Unclear('key is empty')
  return keys
}

const at =
  (make: (...place: Parameters<typeof clickAt>) => ProposedStep, button: 'left' | 'right', count: 1 | 2): Reader =>
  ({ args, frame }) => [make(needPoint(args, 'start_box', frame), button, count)]

const button =
  (kind: 'mouseDown' | 'mouseUp'): Reader =>
  ({ args, frame }) => {
    const point = maybePoint(args, 'start_box', frame)
    const which = args.get('button') ?? 'left'
    if (which !== 'left' && which !== 'right') throw new Unclear('button is neither left nor right')
    return [...(point ? [act({ kind: 'move', ...point, modifiers: [] })] : []), act({ kind, button: which })]
  }

const contentOf = (args: Arguments): string => {
  const content = args.get('content')
  return typeof content === 'string' ? content : ''
}

const READERS: Readonly<Record<string, Reader>> = {
  click: at(clickAt, 'left', 1),
  left_single: at(clickAt, 'left', 1),
  left_double: at(clickAt, 'left', 2),
  right_single: at(clickAt, 'right', 1),
  drag: ({ args, frame }) => {
    const path = [needPoint(args, 'start_box', frame), needPoint(args, 'end_box', frame)]
    return [act({ kind: 'drag', path, button: 'left', modifiers: [] })]
  },
  move_to: ({ args, frame }) => [act({ kind: 'move', ...needPoint(args, 'start_box', frame), modifiers: [] })],
  mouse_down: button('mouseDown'),
  mouse_up: button('mouseUp'),
  hotkey: ({ args }) => [act({ kind: 'chord', keys: keysOf(args), repeat: 1 })],
  type: ({ args }) => [act({ kind: 'type', text: textOf(args, 'content') })],
  scroll: ({ args, frame }) => [scrollBy(maybePoint(args, 'start_box', frame), textOf(args, 'direction'), NOTCHES)],
  wait: ({ args }) => {
    const seconds = Number(args.get('time') ?? WAIT_S)
    if (!(seconds >= 0)) throw new Unclear('time is no number of seconds')
    return [waitFor(seconds)]
  },
  take_screenshot: () => [act({ kind: 'screenshot' })],
  open_computer: () => [act({ kind: 'screenshot' })],
  finished: ({ args }) => [act({ kind: 'done', status: 'done', text: contentOf(args) })],
  call_user: ({ args, thought }) => [
    act({ kind: 'askUser', text: contentOf(args) || thought || 'The model asks for your help.', answer: 'text' }),
  ],
}

const ALIASES: Readonly<Record<string, string>> = { point: 'start_box', start_point: 'start_box', end_point: 'end_box' }

const renamed = (named: ReadonlyMap<string, CallValue>): Arguments =>
  new Map([...named].map(([name, value]) => [Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name, value]))

export function readUiTarsCall(call: WrittenCall, frame: WrittenFrame, thought: string): readonly ProposedStep[] {
  const read = Object.hasOwn(READERS, call.name) ? READERS[call.name] : undefined
  if (!read) return [refuse(`There is no action "${call.name}".`, call.name)]
  try {
    return read({ args: renamed(call.named), frame, thought })
  } catch (error) {
    if (error instanceof Unclear) return [refuse(`The action ${call.name} cannot be read: ${error.message}.`, call.name)]
    throw error
  }
}

/**
 * `press` and `release` hold one key while others are pressed. Keys do not stay down across actions here, so only whole groups
 * can be done, as one chord: press a, press b, release b, release a.
 */
export function joinPresses(calls: readonly WrittenCall[]): readonly (WrittenCall | ProposedStep)[] {
  const joined: (WrittenCall | ProposedStep)[] = []
  for (let at = 0; at < calls.length; at += 1) {
    const call = calls[at]!
    if (call.name !== 'press' && call.name !== 'release') {
      joined.push(call)
      continue
    }
    const group = pressedGroup(calls, at)
    joined.push(group.step)
    at = group.last
  }
  return joined
}

const ALONE = 'A key cannot stay down between two answers. Use hotkey for keys that are pressed together.'

function pressedGroup(calls: readonly WrittenCall[], from: number): { readonly step: ProposedStep; readonly last: number } {
  const pressed: string[] = []
  const down = new Set<string>()
  for (let at = from; at < calls.length; at += 1) {
    const call = calls[at]!
    const key = call.named.get('key')
    if (typeof key !== 'string' || key.trim() === '') break
    if (call.name === 'press') {
      pressed.push(key.trim())
      down.add(key.trim())
    } else if (call.name !== 'release' || !down.delete(key.trim())) break
    if (down.size === 0) return { step: act({ kind: 'chord', keys: pressed, repeat: 1 }), last: at }
  }
  return { step: refuse(ALONE, calls[from]!.name), last: from }
}
