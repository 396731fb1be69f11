/** What an action is made of: the input events that are sent for it, in picture px. Actions that only look have none. */
import type { KeyName, MouseButton, Point, Stroke } from '../../native-bridge/types.js'
import type { Action, ActionKind } from '../protocol/action.js'

type Planners = { readonly [K in ActionKind]: (action: Extract<Action, { kind: K }>) => readonly Stroke[] }

const none = (): readonly Stroke[] => []

const PLANNERS: Planners = {
  click: (action) => withKeys(action.modifiers, [moveTo(action), ...clicks(action.button, action.count)]),
  move: (action) => withKeys(action.modifiers, [moveTo(action)]),
  drag: (action) => withKeys(action.modifiers, drag(action.path, action.button)),
  mouseDown: ({ button }) => [{ kind: 'button', button, down: true }],
  mouseUp: ({ button }) => [{ kind: 'button', button, down: false }],
  scroll: (action) => withKeys(action.modifiers, [...moveIfSaid(action), { kind: 'wheel', dx: action.dx, dy: action.dy }]),
  type: ({ text }) => [{ kind: 'text', text }],
  chord: ({ keys, repeat }) => Array.from({ length: repeat }, () => withKeys(keys, [])).flat(),
  holdKey: ({ keys, ms }) => withKeys(keys, [{ kind: 'pause', ms }]),
  wait: none,
  screenshot: none,
  zoom: none,
  cursorPosition: none,
  done: none,
  askUser: none,
}

export function planStrokes<A extends Action>(action: A): readonly Stroke[] {
  const plan = PLANNERS[action.kind] as (action: A) => readonly Stroke[]
  return plan(action)
}

/** Does it do something to the desktop? Looking, waiting and moving the pointer do not. */
export const isDoing = (action: Action): boolean => action.kind !== 'move' && planStrokes(action).length > 0

/** The point an action is aimed at, where it has one: a drag's end. */
export function pointOf(action: Action): Point | null {
  switch (action.kind) {
    case 'click':
    case 'move':
      return { x: action.x, y: action.y }
    case 'scroll':
      return action.x === undefined || action.y === undefined ? null : { x: action.x, y: action.y }
    case 'drag':
      return action.path.at(-1) ?? null
    default:
      return null
  }
}

/** Pressed in order, let go in reverse. */
function withKeys(keys: readonly KeyName[], between: readonly Stroke[]): readonly Stroke[] {
  const press = keys.map((key): Stroke => ({ kind: 'key', key, down: true }))
  const letGo = [...keys].reverse().map((key): Stroke => ({ kind: 'key', key, down: false }))
  return [...press, ...between, ...letGo]
}

const moveTo = ({ x, y }: Point): Stroke => ({ kind: 'move', x, y })

const moveIfSaid = ({ x, y }: { x?: number | undefined; y?: number | undefined }): readonly Stroke[] =>
  x === undefined || y === undefined ? [] : [{ kind: 'move', x, y }]

const clicks = (button: MouseButton, count: number): readonly Stroke[] =>
  Array.from({ length: count }, (): Stroke[] => [
    { kind: 'button', button, down: true },
    { kind: 'button', button, down: false },
  ]).flat()

/** Toolkits begin a drag only after some px of motion, and follow it by the events in between. */
const DRAG_STEP_PX = 40
const MAX_STEPS = 20
const DRAG_STEP_MS = 8
/** A program may take up the drag only when the pointer has come to rest: then it needs a motion to see where that is. */
const TAKE_UP_MS = 100
/** Time for the place under the pointer to show that it takes the drop. */
const DROP_MS = 100

function drag(path: readonly Point[], button: MouseButton): readonly Stroke[] {
  const [start, ...rest] = path
  if (!start) return []
  let from = start
  const along: Stroke[] = []
  for (const to of rest) {
    along.push(...between(from, to))
    from = to
  }
  return [
    moveTo(start),
    { kind: 'button', button, down: true },
    ...along,
    { kind: 'pause', ms: TAKE_UP_MS },
    moveTo({ x: from.x > 0 ? from.x - 1 : 1, y: from.y }),
    moveTo(from),
    { kind: 'pause', ms: DROP_MS },
    { kind: 'button', button, down: false },
  ]
}

function between(from: Point, to: Point): readonly Stroke[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const steps = Math.min(MAX_STEPS, Math.max(3, Math.ceil(length / DRAG_STEP_PX)))
  return Array.from({ length: steps }, (_, index): Stroke[] => {
    const share = (index + 1) / steps
    const x = Math.round(from.x + (to.x - from.x) * share)
    const y = Math.round(from.y + (to.y - from.y) * share)
    return [
      { kind: 'pause', ms: DRAG_STEP_MS },
      { kind: 'move', x: index + 1 === steps ? to.x : x, y: index + 1 === steps ? to.y : y },
    ]
  }).flat()
}
