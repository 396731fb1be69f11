/** A recorded step's actions with their points where the targets are now. */
import type { Point } from '../../native-bridge/types.js'
import type { Action } from '../protocol/action.js'
import { whyAnotherDialog } from './dialog.js'
import { ground } from './ground.js'
import { placeInWindow } from './ground-by-window.js'
import type { RecordedStep } from './recording.js'
import { windowAt, type Scene } from './scene.js'
import { alike } from './texts.js'
import type { Found, Grounded, Target } from './target.js'

export interface Aimed {
  readonly actions: readonly Action[]
  /** null: nothing had to be adapted */
  readonly how: string | null
  /** the last pointed action, as recorded and as it is done; null: none points anywhere */
  readonly last: { readonly recorded: Point; readonly done: Point } | null
}

type Scenes = Omit<Target, 'point'>
export type Aiming = { readonly ok: true; readonly value: Aimed } | { readonly ok: false; readonly why: string }

/** The pointed action before, and where it is done now. */
interface Previous {
  readonly recorded: Point
  readonly found: Found
}

export async function aimAt({ actions }: RecordedStep, scenes: Scenes, signal: AbortSignal): Promise<Aiming> {
  const done: Action[] = []
  const hows: string[] = []
  let last: Aimed['last'] = null
  let previous: Previous | null = null
  for (const action of actions) {
    const point = firstPoint(action)
    if (!point) {
      const strange = previous || !isTyped(action) ? null : await whyAnotherFront(scenes, signal)
      if (strange !== null) return { ok: false, why: strange }
      done.push(action)
      continue
    }
    const aimed: Pointed = await aimPointed(action, point, scenes, previous, signal)
    if (!aimed.ok) return aimed
    const { moved, found } = aimed
    done.push(moved)
    if (found.how !== null) hows.push(found.how)
    previous = { recorded: point, found }
    last = { recorded: lastPoint(action) ?? point, done: lastPoint(moved) ?? found.point }
  }
  return { ok: true, value: { actions: done, how: hows.length === 0 ? null : [...new Set(hows)].join('; '), last } }
}

type Pointed = { readonly ok: true; readonly moved: Action; readonly found: Found } | { readonly ok: false; readonly why: string }

async function aimPointed(
  action: Action,
  point: Point,
  scenes: Scenes,
  previous: Previous | null,
  signal: AbortSignal,
): Promise<Pointed> {
  const found = await groundOne(action, point, scenes, previous, signal)
  if (!found.ok) return { ok: false, why: found.why }
  const [was, is] = [windowAt(scenes.before, point), windowAt(scenes.now, found.point)]
  const other = await whyAnotherDialog(scenes, was, is, signal)
  if (other !== null) return { ok: false, why: other }
  return { ok: true, moved: await movedAction(action, point, found, scenes, signal), found }
}

/**
 * A later action of the same answer may aim at what the earlier one opened, which the picture before it does not show: it then
 * lies where it did beside the earlier one.
 */
async function groundOne(
  action: Action,
  point: Point,
  scenes: Scenes,
  previous: Previous | null,
  signal: AbortSignal,
): Promise<Grounded> {
  const target = { ...scenes, point }
  const found = await ground(target, signal)
  if (found.ok) return found
  // scrolling needs the window, not the very place
  const inWindow = action.kind === 'scroll' ? await placeInWindow(target, signal, false) : null
  if (inWindow) return inWindow
  if (!previous) return found
  return { ...previous.found, point: transformed(point, previous.recorded, previous.found) }
}

const transformed = (point: Point, from: Point, { point: to, scale }: Found): Point => ({
  x: to.x + (point.x - from.x) * scale,
  y: to.y + (point.y - from.y) * scale,
})

function firstPoint(action: Action): Point | null {
  if (action.kind === 'drag') return action.path[0] ?? null
  if ('x' in action && action.x !== undefined && action.y !== undefined) return { x: action.x, y: action.y }
  return null
}

const lastPoint = (action: Action): Point | null => (action.kind === 'drag' ? (action.path.at(-1) ?? null) : firstPoint(action))

async function movedAction(action: Action, from: Point, found: Found, scenes: Scenes, signal: AbortSignal): Promise<Action> {
  return action.kind === 'drag' ? movedDrag(action, from, found, scenes, signal) : { ...action, ...rounded(found.point) }
}

/** Where it ends is found on its own; what lies between follows the two ends. */
async function movedDrag(
  action: Extract<Action, { kind: 'drag' }>,
  from: Point,
  found: Found,
  scenes: Scenes,
  signal: AbortSignal,
): Promise<Action> {
  const end = action.path.at(-1) ?? from
  const there = await ground({ ...scenes, point: end }, signal)
  const to = there.ok ? there.point : transformed(end, from, found)
  const path = action.path.map((point) => rounded(between(point, [from, end], [found.point, to])))
  return { ...action, path }
}

function between(point: Point, [from, end]: readonly [Point, Point], [newFrom, newEnd]: readonly [Point, Point]): Point {
  const along = (at: number, a: number, b: number, c: number, d: number) =>
    Math.abs(b - a) < 1 ? c + at - a : c + ((at - a) / (b - a)) * (d - c)
  return { x: along(point.x, from.x, end.x, newFrom.x, newEnd.x), y: along(point.y, from.y, end.y, newFrom.y, newEnd.y) }
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) })

const isTyped = ({ kind }: Action): boolean => kind === 'type' || kind === 'chord' || kind === 'holdKey'

/** Keys go to the window in front: it must be the one it was, where windows are known. */
async function whyAnotherFront(scenes: Scenes, signal: AbortSignal): Promise<string | null> {
  const { before, now, reword } = scenes
  const [was, is] = [frontOf(before), frontOf(now)]
  if (!before.windows || !now.windows || !was) return null
  const isSame = is !== null && is.app === was.app && (alike(reword(was.title), is.title) >= 0.4 || was.title === '')
  return isSame ? whyAnotherDialog(scenes, was, is, signal) : 'another window is in front'
}

const frontOf = ({ windows }: Scene) => windows?.find(({ active }) => active) ?? null
