/** A box or a knob beside its name that is set otherwise than it was: clicking it again would undo it. Told where the theme is the same. PURE. */
import type { Point, Rect } from '../../native-bridge/types.js'
import { clipped, contrast, cut, type Gray } from './gray.js'
import { nearby } from './match-picture.js'
import { around } from './target.js'

const BOX = 20
const ROW = { width: 110, height: 26 }
/** its name and its surroundings look like this much the same, so that the theme and the scale are */
const SAME_THEME = 0.6
const SET_OTHERWISE = 0.45
const SHOWS_SOMETHING = 7
const STILL = 2

/** `name`: the text beside it, as recorded. */
export function isSetOtherwise(before: Gray, now: Gray, from: Point, to: Point, name: Rect): boolean {
  if (name.x < from.x) return false
  const beside = { x: name.x + Math.min(name.width, ROW.width) / 2, y: from.y }
  if (likenessOf(before, now, beside, shifted(beside, from, to), ROW) < SAME_THEME) return false
  const box = { width: BOX, height: BOX }
  const isShown = [cut(before, around(from, BOX, BOX)), cut(now, around(to, BOX, BOX))].some(
    (one) => contrast(one) >= SHOWS_SOMETHING,
  )
  return isShown && likenessOf(before, now, from, to, box) < SET_OTHERWISE
}

const shifted = (point: Point, from: Point, to: Point): Point => ({ x: point.x + to.x - from.x, y: point.y + to.y - from.y })

function likenessOf(
  before: Gray,
  now: Gray,
  from: Point,
  to: Point,
  { width, height }: { width: number; height: number },
): number {
  const rect = clipped(around(from, width, height), before)
  const at = { x: Math.round(rect.x + to.x - from.x), y: Math.round(rect.y + to.y - from.y) }
  return nearby(cut(before, rect), now, at, STILL).score
}
