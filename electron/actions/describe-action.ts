/** An action in a person's words: for approvals. */
import type { Action } from '../protocol/action.js'

const SHOWN = 80

export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'click':
      return `${withKeys(action.modifiers)}${CLICKS[action.count]} ${action.button === 'left' ? '' : `with the ${action.button} button `}at ${at(action.x, action.y)}`
    case 'move':
      return `Move the pointer to ${at(action.x, action.y)}`
    case 'drag': {
      const [start, end] = [action.path[0], action.path.at(-1)]
      return `${withKeys(action.modifiers)}Drag from ${at(start?.x, start?.y)} to ${at(end?.x, end?.y)}`
    }
    case 'mouseDown':
      return `Press the ${action.button} mouse button`
    case 'mouseUp':
      return `Let go of the ${action.button} mouse button`
    case 'scroll':
      return `${withKeys(action.modifiers)}Scroll by ${action.dx}, ${action.dy}`
    case 'type':
      return `Type “${shorten(action.text)}”`
    case 'chord':
      return `Press ${action.keys.join('+')}${action.repeat > 1 ? ` ${action.repeat} times` : ''}`
    case 'holdKey':
      return `Hold ${action.keys.join('+')} for ${action.ms} ms`
    default:
      return REST[action.kind]
  }
}

const CLICKS = { 1: 'Click', 2: 'Double-click', 3: 'Triple-click' } as const
const REST = {
  wait: 'Wait',
  screenshot: 'Look at the screen',
  zoom: 'Look closer',
  cursorPosition: 'Ask where the pointer is',
  done: 'End the session',
  askUser: 'Ask the person',
} as const

const at = (x = 0, y = 0): string => `(${Math.round(x)}, ${Math.round(y)})`
const withKeys = (keys: readonly string[]): string => (keys.length === 0 ? '' : `${keys.join('+')} + `)

function shorten(text: string): string {
  const line = text.replace(/\n/g, '⏎')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
