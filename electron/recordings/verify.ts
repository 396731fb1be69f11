/** Did a step have the effect it was recorded with? Told from texts and windows that came, and from the look of what changed. */
import type { Point, Rect, TextLine } from '../../native-bridge/index.js'
import type { ShownWindow } from '../protocol/event.js'
import { around } from './target.js'
import { cut, type Gray } from './gray.js'
import { nearby } from './match-picture.js'
import type { Scene } from './scene.js'
import { alike, folded, isAbout, stands, telling } from './texts.js'

export interface Effect {
  /** as recorded */
  readonly before: Scene
  readonly after: Scene
  /** as done now */
  readonly old: Scene
  readonly now: Scene
  /** where the step's last pointed action was recorded, and where it was done; null: it points nowhere */
  readonly points: { readonly recorded: Point; readonly done: Point } | null
  readonly reword: (text: string) => string
  /** what was typed in it, with the values of this time */
  readonly typed: readonly string[]
  /** all that is typed in the recording */
  readonly values: { readonly recorded: readonly string[]; readonly now: readonly string[] }
}

/** Null: as recorded; else what is not, in words. */
export async function verify(effect: Effect, signal: AbortSignal): Promise<string | null> {
  const { before, after, old, now } = effect
  if (after.id === now.id) return null
  const region = changedRegion(before.gray, after.gray)
  if (!region) return null
  const strange = whyOtherWindows(effect)
  if (strange !== null) return strange
  const lost = await whyTypedIsMissing(effect, signal)
  if (lost !== null) return lost
  const newTexts = await textsThatCame(before, after, region, effect.reword, signal)
  const others = telltale(newTexts, effect)
  if (others.length > 0) return whyTextsAreMissing(others, effect, signal)
  if (newTexts.length > 0 || effect.typed.length > 0) return null
  if (!changedRegion(old.gray, now.gray, FAINT)) return 'nothing changed, and something did when it was recorded'
  return whyItLooksOther(effect, region)
}

/**
 * What was typed stands there anyway. Parts of what was typed in other steps tell little where anything else came, and nothing where
 * another value is typed now.
 */
function telltale(came: readonly string[], { typed, values }: Effect): readonly string[] {
  const isPartOf = (text: string, all: readonly string[]) => all.some((value) => folded(value).includes(folded(text)))
  const replaced = values.recorded.filter((value) => !values.now.includes(value))
  const others = came.filter((text) => !typed.some((own) => isAbout(text, own)) && !isPartOf(text, replaced))
  const fresh = others.filter((text) => !isPartOf(text, values.now))
  return fresh.length > 0 ? fresh : others
}

/** mean difference of a square of pixels that is more than an encoder's noise */
const NOISE = 7
/** A screen that did not change is not encoded anew, so anything at all is a change: another theme shows it fainter. */
const FAINT = 0.5
const SQUARE = 8

/** Around everything that differs; null when nothing does. Pictures of different sizes differ everywhere. */
export function changedRegion(one: Gray, other: Gray, noise = NOISE): Rect | null {
  if (one.width !== other.width || one.height !== other.height) return { x: 0, y: 0, width: other.width, height: other.height }
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
  for (let y = 0; y + SQUARE <= one.height; y += SQUARE) {
    for (let x = 0; x + SQUARE <= one.width; x += SQUARE) {
      if (squareDifference(one, other, x, y) <= noise) continue
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x + SQUARE)
      bottom = Math.max(bottom, y + SQUARE)
    }
  }
  return right === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top }
}

function squareDifference(one: Gray, other: Gray, x: number, y: number): number {
  let sum = 0
  for (let row = y; row < y + SQUARE; row++) {
    const from = row * one.width + x
    for (let at = from; at < from + SQUARE; at++) sum += Math.abs((one.data[at] as number) - (other.data[at] as number))
  }
  return sum / (SQUARE * SQUARE)
}

/** A text cut by the region's edge is read whole. */
const MARGIN = { x: 60, y: 10 }
/** Some are read wrong, and some change by themselves. */
const ENOUGH = 0.6
const SURELY = 72
const ABOUT = 0.6

async function textsThatCame(
  before: Scene,
  after: Scene,
  region: Rect,
  reword: Effect['reword'],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wide = {
    x: region.x - MARGIN.x,
    y: region.y - MARGIN.y,
    width: region.width + 2 * MARGIN.x,
    height: region.height + 2 * MARGIN.y,
  }
  const old = await before.read(wide, signal)
  const came = telling(await after.read(wide, signal)).filter((line) => !stoodThere(line, old))
  // a title bar says what the list of windows says better
  const titles = [...(before.windows ?? []), ...(after.windows ?? [])].map(({ title }) => title)
  const texts = came.filter(
    ({ text, confidence }) => confidence >= SURELY && !titles.some((title) => alike(title, text) >= ABOUT),
  )
  return texts.map(({ text }) => reword(text))
}

/** The same text a line away is not news of the same place: scrolled text is. */
const stoodThere = (line: TextLine, old: readonly TextLine[]): boolean =>
  old.some((one) => alike(one.text, line.text) >= 0.95 && Math.abs(one.y - line.y) < 6 && Math.abs(one.x - line.x) < 12)

async function whyTextsAreMissing(wanted: readonly string[], effect: Effect, signal: AbortSignal): Promise<string | null> {
  const read = async (scene: Scene) => scene.read(null, signal)
  const recorded = async (scene: Scene) => (await read(scene)).map((line) => ({ ...line, text: effect.reword(line.text) }))
  const [then, afterwards] = [await recorded(effect.before), await recorded(effect.after)]
  const [earlier, lines] = [await read(effect.old), await read(effect.now)]
  // what stood elsewhere before, as a prompt does, must have come once more
  const isOneMore = (text: string) => stands(text, then) && times(text, afterwards) > times(text, then)
  const isThere = (text: string) => stands(text, lines) && (!isOneMore(text) || times(text, lines) > times(text, earlier))
  const absent = wanted.filter((text) => !isThere(text))
  if (absent.length <= wanted.length * (1 - ENOUGH)) return null
  return `“${absent[0] ?? ''}” did not appear`
}

const times = (text: string, lines: readonly TextLine[]): number => lines.filter((line) => stands(text, [line])).length

/** What was typed and could be read then must be there to read now. */
async function whyTypedIsMissing(effect: Effect, signal: AbortSignal): Promise<string | null> {
  const { before, after, now, reword } = effect
  const worth = effect.typed.map((text) => text.trim()).filter((text) => text.length >= 3 && !text.includes('\n'))
  if (worth.length === 0) return null
  const [old, then, lines] = [await before.read(null, signal), await after.read(null, signal), await now.read(null, signal)]
  const shown = then.map((line) => ({ ...line, text: reword(line.text) }))
  const absent = worth.find((text) => stands(text, shown) && !stands(text, old) && !stands(text, lines))
  return absent === undefined || isUnread(effect, lines) ? null : `“${absent}” was typed and does not stand there`
}

const FIELD = { width: 260, height: 26 }

/** Something came where it was typed, and no line of that row was read at all: a caret can hide one from reading. */
function isUnread({ points, old, now }: Effect, lines: readonly TextLine[]): boolean {
  if (!points) return false
  const field = around(points.done, FIELD.width, FIELD.height)
  const isRead = lines.some((line) => overlaps(line, field))
  return !isRead && changedRegion(cut(old.gray, field), cut(now.gray, field), FAINT) !== null
}

const overlaps = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** Windows come and go as they did; titles may hold other values now. */
function whyOtherWindows({ before, after, old, now, reword }: Effect): string | null {
  if (!before.windows || !after.windows || !old.windows || !now.windows) return null
  const then = cameIn(before.windows, after.windows)
  const here = cameIn(old.windows, now.windows)
  const absent = then.find((window) => !now.windows?.some((one) => isLike(one, { ...window, title: reword(window.title) })))
  if (absent) return `the window “${absent.title}” did not open`
  const extra = here.find((window) => !after.windows?.some((one) => isLike(window, { ...one, title: reword(one.title) })))
  return extra ? `the window “${extra.title}” opened, which it did not when it was recorded` : null
}

const cameIn = (old: readonly ShownWindow[], now: readonly ShownWindow[]): readonly ShownWindow[] =>
  now.filter((window) => window.title !== '' && !old.some((one) => one.app === window.app && isStill(one, window)))

/** The same title, or the same place: a window that only changed its title did not open. */
const isStill = (one: ShownWindow, other: ShownWindow): boolean =>
  one.title === other.title ||
  (Math.abs(one.x - other.x) < 4 && Math.abs(one.y - other.y) < 4 && Math.abs(one.width - other.width) < 4)

const isLike = (one: ShownWindow, other: ShownWindow): boolean =>
  one.app === other.app && (alike(one.title, other.title) >= 0.6 || other.title === '')

/** Small enough for what changed to be the target itself: a box that is ticked, a button that stays down. */
const SMALL = 90
const UNDECIDED = 0.03
/** Less alike than this to both, it says nothing: another theme, or a picture that was taken too early. */
const RECOGNISED = 0.6

/** Where no text came: the target must look more as it did after than as it did before. */
function whyItLooksOther({ before, after, now, points }: Effect, region: Rect): string | null {
  if (!points || region.width > SMALL || region.height > SMALL) return null
  const [became, was] = [after, before].map((scene) => likenessAt(scene.gray, now.gray, points.recorded, points.done))
  if (became === undefined || was === undefined || was < RECOGNISED) return null
  return became + UNDECIDED >= was ? null : 'it does not look as it did afterwards'
}

function likenessAt(then: Gray, now: Gray, recorded: Point, done: Point): number {
  const rect = around(recorded, 48, 28)
  const [x, y] = [Math.max(0, Math.floor(rect.x)), Math.max(0, Math.floor(rect.y))]
  const at = { x: Math.round(x + done.x - recorded.x), y: Math.round(y + done.y - recorded.y) }
  return nearby(cut(then, rect), now, at, 2).score
}
