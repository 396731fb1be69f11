/** Did the texts come that came when a step was recorded, and does what was typed stand there? */
import type { Rect, TextLine } from '../../native-bridge/index.js'
import { changedRegion, FAINT } from './changed.js'
import type { Effect } from './effect.js'
import { cut } from './gray.js'
import type { Scene } from './scene.js'
import { around } from './target.js'
import { alike, folded, isAbout, stands, telling } from './texts.js'

/**
 * What was typed stands there anyway. Parts of what was typed in other steps tell little where anything else came, and nothing where
 * another value is typed now.
 */
export function telltale(came: readonly string[], { typed, values }: Effect): readonly string[] {
  const isPartOf = (text: string, all: readonly string[]) => all.some((value) => folded(value).includes(folded(text)))
  const replaced = values.recorded.filter((value) => !values.now.includes(value))
  const others = came.filter((text) => !typed.some((own) => isAbout(text, own)) && !isPartOf(text, replaced))
  const fresh = others.filter((text) => !isPartOf(text, values.now))
  return fresh.length > 0 ? fresh : others
}

/** A text cut by the region's edge is read whole. */
const MARGIN = { x: 60, y: 10 }
/** Some are read wrong, and some change by themselves. */
const ENOUGH = 0.6
const SURELY = 72
const ABOUT = 0.6

export async function textsThatCame(
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

export async function whyTextsAreMissing(wanted: readonly string[], effect: Effect, signal: AbortSignal): Promise<string | null> {
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
export async function whyTypedIsMissing(effect: Effect, signal: AbortSignal): Promise<string | null> {
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
