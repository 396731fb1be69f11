/** The place in its window of a target that shows nothing of its own: an empty text area, a canvas. */
import type { Point, Rect } from '../../native-bridge/types.js'
import type { ShownWindow } from '../protocol/event.js'
import { around, moveWords, type Found, type Target } from './target.js'
import { contrast, cut } from './gray.js'
import { windowAt, type Scene } from './scene.js'
import { alike, stands, telling } from './texts.js'

const PLAIN = 7
const SAME_SIZE = 3
/** of the window's side: nearer to an edge than this it keeps its distance to that edge */
const AT_THE_EDGE = 0.35

/** Null where windows are not known, the window is not there, or something else lies over it. */
export async function placeInWindow(target: Target, signal: AbortSignal, mustBePlain = true): Promise<Found | null> {
  const { point, before, now } = target
  const was = windowAt(before, point)
  const is = was && theSameIn(now, was)
  if (!was || !is || (mustBePlain && !isPlain(before, point))) return null
  if (!(await isSameInside(target, was, is, signal))) return null
  const to = { x: along(point.x, span(was, 'x'), span(is, 'x')), y: along(point.y, span(was, 'y'), span(is, 'y')) }
  if (windowAt(now, to) !== is) return null
  const isStill = Math.abs(to.x - point.x) < 1 && Math.abs(to.y - point.y) < 1 && isPlain(now, to)
  return { ok: true, point: to, scale: 1, how: isStill ? null : `by its place in the window, ${moveWords(point, to)}` }
}

const isPlain = ({ gray }: Scene, at: Point): boolean => contrast(cut(gray, around(at, 40, 20))) < PLAIN

function theSameIn({ windows }: Scene, was: ShownWindow): ShownWindow | null {
  const own = windows?.filter(({ app }) => app === was.app) ?? []
  return own.toSorted((one, other) => alike(other.title, was.title) - alike(one.title, was.title))[0] ?? null
}

/** At least half of what is written in it must be written in it still. */
async function isSameInside({ before, now, reword }: Target, was: Rect, is: Rect, signal: AbortSignal): Promise<boolean> {
  const old = telling(await before.read(was, signal))
  if (old.length < 2) return true
  const seen = await now.read(is, signal)
  return old.filter(({ text }) => stands(reword(text), seen)).length >= old.length / 2
}

interface Span {
  readonly from: number
  readonly length: number
}

const span = (window: Rect, side: 'x' | 'y'): Span =>
  side === 'x' ? { from: window.x, length: window.width } : { from: window.y, length: window.height }

function along(at: number, was: Span, is: Span): number {
  const offset = at - was.from
  if (Math.abs(was.length - is.length) <= SAME_SIZE || offset < was.length * AT_THE_EDGE) {
    return is.from + Math.min(offset, is.length - 1)
  }
  const toEnd = was.length - offset
  if (toEnd < was.length * AT_THE_EDGE) return is.from + Math.max(0, is.length - toEnd)
  return is.from + (offset / was.length) * is.length
}
