/** Did a step have the effect it was recorded with? Told from texts and windows that came, and from the look of what changed. */
import type { Point, Rect } from '../../native-bridge/index.js'
import { changedRegion, FAINT } from './changed.js'
import type { Effect } from './effect.js'
import { cut, type Gray } from './gray.js'
import { nearby } from './match-picture.js'
import { around } from './target.js'
import { telltale, textsThatCame, whyTextsAreMissing, whyTypedIsMissing } from './verify-texts.js'
import { whyOtherWindows } from './verify-windows.js'

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
