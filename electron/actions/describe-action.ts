/** An action in a person's words: for approvals. */
import type { Action, ActionKind } from '../protocol/action.js'

const SHOWN = 80

type Words = { readonly [K in ActionKind]: (action: Extract<Action, { kind: K }>) => string }

const WORDS: Words = {
  click: ({ modifiers, count, button, x, y }) =>
    `${withKeys(modifiers)}${CLICKS[count]} ${button === 'left' ? '' : `with the ${button} button `}at ${at(x, y)}`,
  move: ({ x, y }) => `Move the pointer to ${at(x, y)}`,
  drag: ({ modifiers, path }) =>
    `${withKeys(modifiers)}Drag from ${at(path[0]?.x, path[0]?.y)} to ${at(path.at(-1)?.x, path.at(-1)?.y)}`,
  mouseDown: ({ button }) => `Press the ${button} mouse button`,
  mouseUp: ({ button }) => `Let go of the ${button} mouse button`,
  scroll: ({ modifiers, dx, dy }) => `${withKeys(modifiers)}Scroll by ${dx}, ${dy}`,
  type: ({ text }) => `Type “${shorten(text)}”`,
  chord: ({ keys, repeat }) => `Press ${keys.join('+')}${repeat > 1 ? ` ${repeat} times` : ''}`,
  holdKey: ({ keys, ms }) => `Hold ${keys.join('+')} for ${ms} ms`,
  wait: () => 'Wait',
  screenshot: () => 'Look at the screen',
  zoom: () => 'Look closer',
  cursorPosition: () => 'Ask where the pointer is',
  done: () => 'End the session',
  askUser: () => 'Ask the person',
}

export function describeAction<A extends Action>(action: A): string {
  const words = WORDS[action.kind] as (action: A) => string
  return words(action)
}

const CLICKS = { 1: 'Click', 2: 'Double-click', 3: 'Triple-click' } as const
const at = (x = 0, y = 0): string => `(${Math.round(x)}, ${Math.round(y)})`
const withKeys = (keys: readonly string[]): string => (keys.length === 0 ? '' : `${keys.join('+')} + `)

function shorten(text: string): string {
  const line = text.replace(/\n/g, '⏎')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
