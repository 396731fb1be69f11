/** What is looked for and what is found: the words the ways of finding share. PURE. */
import type { Point, Rect } from '../../native-bridge/types.js'
import type { ShownWindow } from '../protocol/event.js'
import type { Scene } from './scene.js'

export interface Found {
  readonly ok: true
  readonly point: Point
  /** recorded distances from the target, times this */
  readonly scale: number
  /** null: at the same place; else how it was found, in words */
  readonly how: string | null
}
export type Grounded = Found | { readonly ok: false; readonly why: string }

export interface Target {
  readonly point: Point
  readonly before: Scene
  readonly now: Scene
  /** recorded texts with the values of this time */
  readonly reword: (text: string) => string
}

export const missing = (why: string): Grounded => ({ ok: false, why })

export function around({ x, y }: Point, width = 260, height = 60): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height }
}

export function moveWords(from: Point, to: Point): string {
  const [dx, dy] = [Math.round(to.x - from.x), Math.round(to.y - from.y)]
  return dx === 0 && dy === 0 ? 'at the same place' : `moved by (${dx}, ${dy})`
}

/** Where windows are not known on either screen, nothing speaks against it. */
export function isSameProgram(
  was: ShownWindow | null,
  is: ShownWindow | null,
  { before, now }: Pick<Target, 'before' | 'now'>,
): boolean {
  if (before.windows === null || now.windows === null) return true
  return (was?.app ?? null) === (is?.app ?? null)
}
