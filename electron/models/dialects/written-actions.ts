/** The actions of dialects that write calls as in Python: what UI-TARS and GLM share. */
import type { Point, Size } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import type { CallValue } from './call-syntax.js'
import { inPicture, readPoint, type CoordinateFrame } from './points.js'
import { act } from './steps.js'

export class Unclear extends Error {}

export type Arguments = ReadonlyMap<string, CallValue>

export interface WrittenFrame {
  readonly coordinates: CoordinateFrame
  readonly picture: Size
}

export function textOf(args: Arguments, name: string): string {
  const value = args.get(name)
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new Unclear(`${name} is missing`)
}

export function maybePoint(args: Arguments, name: string, frame: WrittenFrame): Point | null {
  const value = args.get(name)
  if (value === undefined || value === null || value === '') return null
  const point = readPoint(value)
  if (!point) throw new Unclear(`${name} is no place`)
  return inPicture(point, frame.coordinates, frame.picture)
}

export function needPoint(args: Arguments, name: string, frame: WrittenFrame): Point {
  const point = maybePoint(args, name, frame)
  if (!point) throw new Unclear(`${name} is missing`)
  return point
}

type Button = Extract<Action, { kind: 'click' }>['button']

export const clickAt = (point: Point, button: Button, count: 1 | 2 | 3): ProposedStep =>
  act({ kind: 'click', ...point, button, count, modifiers: [] })

export const PX_A_NOTCH = 100

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
}

export function scrollBy(point: Point | null, direction: string, notches: number): ProposedStep {
  const name = direction.trim().toLowerCase()
  const way = Object.hasOwn(DIRECTIONS, name) ? DIRECTIONS[name] : undefined
  if (!way) throw new Unclear(`direction "${direction}" is none of up, down, left, right`)
  const px = notches * PX_A_NOTCH
  return act({ kind: 'scroll', ...point, dx: way[0] * px, dy: way[1] * px, modifiers: [] })
}
