/** An action in words, for the trace, the replay and the terminal. */
import type { Action, ActionKind } from '../protocol/action.js'
import { visibleLine } from './visible-text.js'

const LONGEST_TEXT = 60

type Describers = { readonly [K in ActionKind]: (action: Extract<Action, { kind: K }>) => string }

const DESCRIBERS: Describers = {
  click: (action) => withModifiers(action.modifiers, `${clickWord(action)} at ${place(action)}`),
  move: (action) => withModifiers(action.modifiers, `Move to ${place(action)}`),
  drag: (action) => withModifiers(action.modifiers, describeDrag(action)),
  mouseDown: ({ button }) => `Press the ${button} button`,
  mouseUp: ({ button }) => `Release the ${button} button`,
  scroll: (action) => withModifiers(action.modifiers, describeScroll(action)),
  type: ({ text }) => `Type “${visibleLine(text, LONGEST_TEXT)}”`,
  chord: ({ keys, repeat }) => `Press ${keyNames(keys)}${repeat > 1 ? ` ${repeat} times` : ''}`,
  holdKey: ({ keys, ms }) => `Hold ${keyNames(keys)} for ${seconds(ms)}`,
  wait: ({ ms }) => `Wait ${seconds(ms)}`,
  screenshot: () => 'Look at the screen',
  zoom: ({ region }) => `Look closer at ${place(region)}, ${round(region.width)} × ${round(region.height)}`,
  cursorPosition: () => 'Look where the pointer is',
  done: ({ status }) => (status === 'done' ? 'Say that it is done' : 'Say that it failed'),
  askUser: ({ text }) => `Ask “${visibleLine(text, LONGEST_TEXT)}”`,
}

export function describeAction(action: Action): string {
  const describe = DESCRIBERS[action.kind] as (action: Action) => string
  return describe(action)
}

const HANDS_ON: ReadonlySet<ActionKind> = new Set(['click', 'drag', 'mouseDown', 'mouseUp', 'scroll', 'type', 'chord', 'holdKey'])

/** Is an unchanged screen worth a word after it? Not after looking, waiting or saying something. */
export function wantsEffect(action: Action): boolean {
  return HANDS_ON.has(action.kind)
}

const COUNTS = { 1: 'Click', 2: 'Double-click', 3: 'Triple-click' } as const

function clickWord(action: Extract<Action, { kind: 'click' }>): string {
  if (action.button === 'right' && action.count === 1) return 'Right-click'
  return COUNTS[action.count] + (action.button === 'left' ? '' : ` with the ${action.button} button`)
}

function describeDrag(action: Extract<Action, { kind: 'drag' }>): string {
  const [from, to] = [action.path[0], action.path.at(-1)]
  return `Drag from ${from ? place(from) : 'here'} to ${to ? place(to) : 'there'}`
}

function describeScroll(action: Extract<Action, { kind: 'scroll' }>): string {
  const up = Math.abs(action.dy) >= Math.abs(action.dx)
  const way = up ? (action.dy < 0 ? 'up' : 'down') : action.dx < 0 ? 'left' : 'right'
  const where = action.x === undefined || action.y === undefined ? '' : ` at ${round(action.x)}, ${round(action.y)}`
  return `Scroll ${way} ${round(Math.abs(up ? action.dy : action.dx))}${where}`
}

function withModifiers(modifiers: readonly string[], words: string): string {
  return modifiers.length === 0 ? words : `${words} with ${keyNames(modifiers)}`
}

const keyNames = (keys: readonly string[]): string => keys.map((key) => visibleLine(key, 20)).join('+')
const round = (value: number): number => Math.round(value)
const place = (point: { x: number; y: number }): string => `${round(point.x)}, ${round(point.y)}`
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
