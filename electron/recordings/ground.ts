/**
 * Finds a recorded target again on the screen of now. Tried in order, the surest first: the same look at the same place; the same
 * look elsewhere; the same text, told from others like it by the texts around it; its place in its window, for targets that
 * show nothing. What two places could be is not guessed.
 */
import type { Point, TextLine } from '../../native-bridge/types.js'
import { isSetOtherwise } from './box-state.js'
import { byTexts } from './ground-by-texts.js'
import { placeInWindow } from './ground-by-window.js'
import { contrast, cut, clipped, type Gray } from './gray.js'
import { nearby, sightings, type Sighting } from './match-picture.js'
import { windowAt, type Scene } from './scene.js'
import { around, isSameProgram, missing, moveWords, type Found, type Grounded, type Target } from './target.js'
import { alike, apart, captionOf, centre, SAME_TEXT, SURE, textAt } from './texts.js'

/** A look this much alike, at the same place, needs no other sign. */
const LOOKS_SAME = 0.9
const LOOKS_ALIKE = 0.82
const LOOKS_EXACTLY = 0.93
/** the best of several must be better by this */
const CLEARLY = 0.05
const STILL = 3

export async function ground(target: Target, signal: AbortSignal): Promise<Grounded> {
  const found = await find(target, signal)
  if (!found.ok || found.scale !== 1 || target.before.id === target.now.id) return found
  const lines = await target.before.read(null, signal)
  const name = textAt(lines, target.point) ? null : captionOf(lines, target.point)
  const isOther = name !== null && isSetOtherwise(target.before.gray, target.now.gray, target.point, found.point, name)
  return isOther ? missing(`what stands beside “${target.reword(name.text)}” is set otherwise than it was`) : found
}

async function find(target: Target, signal: AbortSignal): Promise<Grounded> {
  const { point, before, now } = target
  if (before.id === now.id) return { ok: true, point, scale: 1, how: null }
  const label = textAt(await before.read(around(point), signal), point)
  const sure = await byLooks(target, label, signal)
  if (sure) return sure
  const read = await byTexts(target, label, signal)
  if (read.ok || (label !== null && label.confidence >= SURE)) return read
  // what was read may be a drawing
  const unlabelled = label ? await byTexts(target, null, signal) : read
  if (unlabelled.ok || captionOf(await before.read(null, signal), point)) return unlabelled
  return (await placeInWindow(target, signal)) ?? read
}

interface Piece {
  readonly gray: Gray
  readonly at: Point
}

/** Large enough to show something, as small as that allows. */
const SIZES = [
  [88, 40],
  [150, 70],
  [260, 130],
] as const
const SHOWS_SOMETHING = 7

function pieceAround({ gray }: Scene, point: Point): Piece | null {
  for (const [width, height] of SIZES) {
    const rect = clipped(around(point, width, height), gray)
    const piece = cut(gray, rect)
    if (contrast(piece) >= SHOWS_SOMETHING) return { gray: piece, at: { x: rect.x, y: rect.y } }
  }
  return null
}

async function byLooks(target: Target, label: TextLine | null, signal: AbortSignal): Promise<Found | null> {
  const piece = pieceAround(target.before, target.point)
  if (!piece) return null
  const still = nearby(piece.gray, target.now.gray, piece.at, STILL)
  const isThere = still.score >= LOOKS_SAME && (await fits(target, label, still, piece, signal))
  if (isThere) return { ok: true, point: movedBy(target.point, piece, still), scale: 1, how: null }
  const places = sightings(piece.gray, target.now.gray, target.now.coarse).filter(({ score }) => score >= LOOKS_ALIKE)
  const fitting: Sighting[] = []
  for (const place of places) {
    if (await fits(target, label, place, piece, signal)) fitting.push(place)
  }
  const [best, second] = fitting
  if (!best || (second && best.score - second.score < CLEARLY)) return null
  const point = movedBy(target.point, piece, best)
  return { ok: true, point, scale: 1, how: `by its look, ${moveWords(target.point, point)}` }
}

const movedBy = (point: Point, piece: Piece, to: Point): Point => ({
  x: point.x + to.x - piece.at.x,
  y: point.y + to.y - piece.at.y,
})

/** The same program is there, and the same text is written on it. */
async function fits(
  target: Target,
  label: TextLine | null,
  sighting: Sighting,
  piece: Piece,
  signal: AbortSignal,
): Promise<boolean> {
  const point = movedBy(target.point, piece, sighting)
  if (!isSameProgram(windowAt(target.before, target.point), windowAt(target.now, point), target)) return false
  if (!label) return isNamedAlike(target, point, signal)
  const there = textAt(await target.now.read(around(point), signal), point)
  // a letter or two are read now so, now so: there the look of them goes first
  const isUnread = label.text.trim().length <= 2 && (there === null || there.confidence < SURE)
  if (isUnread && lettersLook(target, label, point) >= LOOKS_EXACTLY) return true
  return there !== null && alike(target.reword(label.text), there.text) >= SAME_TEXT
}

const LETTER_MARGIN = 3

function lettersLook({ point: from, before, now }: Target, { x, y, width, height }: TextLine, to: Point): number {
  const m = LETTER_MARGIN
  const rect = clipped({ x: x - m, y: y - m, width: width + 2 * m, height: height + 2 * m }, before.gray)
  const at = { x: Math.round(rect.x + to.x - from.x), y: Math.round(rect.y + to.y - from.y) }
  return nearby(cut(before.gray, rect), now.gray, at, STILL).score
}

/** A field is told by what stands beside it. */
async function isNamedAlike({ point: from, before, now, reword }: Target, to: Point, signal: AbortSignal): Promise<boolean> {
  const caption = captionOf(await before.read(null, signal), from)
  if (!caption) return true
  const at = { x: centre(caption).x + to.x - from.x, y: centre(caption).y + to.y - from.y }
  const seen = await now.read(null, signal)
  return seen.some((line) => apart(centre(line), at) <= NEAR_ENOUGH && alike(reword(caption.text), line.text) >= SAME_TEXT)
}

const NEAR_ENOUGH = 16
