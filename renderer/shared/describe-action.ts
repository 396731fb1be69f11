/** One action as a verb and the words on the screen: Click “Payment terms”, Press Ctrl S, Type “1,462.00”. PURE. */
import type { Action } from '../../electron/protocol/action.js'
import { span } from './format.js'
import { keysInWords, type Platform } from './key-names.js'

type Of<K extends Action['kind']> = Extract<Action, { kind: K }>
interface Context {
  /** what the model said before it, or the approval's own words: names the target when it quotes exactly one */
  readonly why: string
  readonly platform: Platform
}

const QUOTED = /["“”]([^"“”\n]{1,60})["“”]/g

export const quoted = (text: string): string => `“${text.replace(/\s+/g, ' ').trim()}”`

/** The words on the screen, when the reason names exactly one of them. */
function target(why: string): string | null {
  const names = new Set([...why.matchAll(QUOTED)].map((match) => match[1] ?? ''))
  const [only] = names
  return names.size === 1 && only !== undefined ? quoted(only) : null
}

const at = (x: number, y: number): string => `${Math.round(x)}, ${Math.round(y)}`
const held = (action: { modifiers: readonly string[] }, platform: Platform): string =>
  action.modifiers.length > 0 ? ` with ${keysInWords(action.modifiers, platform)}` : ''

const BUTTON_VERBS = {
  left: 'Click',
  right: 'Right-click',
  middle: 'Middle-click',
  back: 'Press the back button at',
  forward: 'Press the forward button at',
}
const COUNT_VERBS = { 2: 'Double-click', 3: 'Triple-click' }

function click(action: Of<'click'>, { why, platform }: Context): string {
  const verb = action.count > 1 ? COUNT_VERBS[action.count as 2 | 3] : BUTTON_VERBS[action.button]
  const isSide = action.button === 'back' || action.button === 'forward'
  const place = target(why) ?? `${isSide ? '' : 'at '}${at(action.x, action.y)}`
  return `${verb} ${place}${held(action, platform)}`
}

function drag(action: Of<'drag'>): string {
  const [from, to] = [action.path[0], action.path.at(-1)]
  return from && to ? `Drag from ${at(from.x, from.y)} to ${at(to.x, to.y)}` : 'Drag'
}

function scroll(action: Of<'scroll'>): string {
  const sideways = Math.abs(action.dx) > Math.abs(action.dy)
  if (sideways) return action.dx > 0 ? 'Scroll right' : 'Scroll left'
  return action.dy < 0 ? 'Scroll up' : 'Scroll down'
}

/** `{{secret:NAME}}` reads as its name: the value was never here. */
const typed = (text: string): string =>
  text
    .replace(/\{\{secret:([^}]+)\}\}/g, '[$1]')
    .replace(/\n+$/, '')
    .replace(/\n/g, ' ⏎ ')
    .replace(/\t/g, ' ⇥ ')

function type(action: Of<'type'>, { why }: Context): string {
  const shown = typed(action.text)
  if (shown.trim() === '') return /\n/.test(action.text) ? 'Press Enter' : 'Type spaces'
  // a reason that quotes the typed text and one more thing names the field
  const field = target(why.replaceAll(QUOTED, (all, words: string) => (words.trim() === shown.trim() ? '' : all)))
  return `Type ${quoted(shown)}${field ? ` in ${field}` : ''}`
}

const repeated = (action: Of<'chord'>): string => (action.repeat > 1 ? ` ${action.repeat} times` : '')

const WORDS: { [K in Action['kind']]: (action: Of<K>, context: Context) => string } = {
  click,
  move: (action, { why }) => `Point at ${target(why) ?? at(action.x, action.y)}`,
  drag,
  mouseDown: (action) => `Hold the ${action.button} button down`,
  mouseUp: (action) => `Let the ${action.button} button go`,
  scroll,
  type,
  chord: (action, { platform }) => `Press ${keysInWords(action.keys, platform)}${repeated(action)}`,
  holdKey: (action, { platform }) => `Hold ${keysInWords(action.keys, platform)} for ${span(action.ms)}`,
  wait: (action) => `Wait ${span(action.ms)}`,
  screenshot: () => 'Look at the screen',
  zoom: (action) => `Look closer at ${at(action.region.x, action.region.y)}`,
  cursorPosition: () => 'Ask where the pointer is',
  done: (action) => (action.status === 'done' ? 'Report that it is done' : 'Report that it could not finish'),
  askUser: (action) => `Ask ${quoted(action.text)}`,
}

export function describeAction(action: Action, why = '', platform: Platform = 'linux'): string {
  const words = WORDS[action.kind] as (action: Action, context: Context) => string
  return words(action, { why, platform })
}

export interface ActionMark {
  readonly x: number
  readonly y: number
  readonly shape: 'ring' | 'caret' | 'roll'
}

/** Where to mark the picture, in its own pixels. Typing lands where the last click did; null when nowhere. */
export function markOf(action: Action, lastPoint: { x: number; y: number } | null): ActionMark | null {
  switch (action.kind) {
    case 'click':
    case 'move':
      return { x: action.x, y: action.y, shape: 'ring' }
    case 'drag': {
      const end = action.path.at(-1)
      return end ? { ...end, shape: 'ring' } : null
    }
    case 'scroll': {
      const point = action.x === undefined || action.y === undefined ? lastPoint : { x: action.x, y: action.y }
      return point && { x: point.x, y: point.y, shape: 'roll' }
    }
    case 'type':
      return lastPoint && { x: lastPoint.x, y: lastPoint.y, shape: 'caret' }
    case 'zoom':
      return { x: action.region.x + action.region.width / 2, y: action.region.y + action.region.height / 2, shape: 'ring' }
    default:
      return null
  }
}
