/** Where an action touches the picture. Typing goes to where the pointer last clicked. */
import type { Action } from '../protocol/action.js'
import type { Mark } from '../protocol/replay.js'

export interface Spot {
  readonly x: number
  readonly y: number
}

export function marksOf(action: Action, lastClick: Spot | null): Mark[] {
  switch (action.kind) {
    case 'click':
    case 'move':
      return [{ kind: 'ring', x: action.x, y: action.y }]
    case 'drag':
      return [{ kind: 'path', points: action.path.map(({ x, y }) => [x, y]) }]
    case 'scroll': {
      const at = action.x === undefined || action.y === undefined ? lastClick : { x: action.x, y: action.y }
      return at ? [{ kind: 'scroll', ...at, dx: action.dx, dy: action.dy }] : []
    }
    case 'type':
      return lastClick ? [{ kind: 'caret', ...lastClick }] : []
    case 'zoom':
      return [{ kind: 'box', ...action.region }]
    default:
      return []
  }
}

export function lastSpot(action: Action, before: Spot | null): Spot | null {
  if (action.kind === 'click' || action.kind === 'move') return { x: action.x, y: action.y }
  return action.kind === 'drag' ? (action.path.at(-1) ?? before) : before
}
