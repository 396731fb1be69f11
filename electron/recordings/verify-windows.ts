/** Did the windows open and close that did when a step was recorded, and no others? PURE. */
import type { ShownWindow } from '../protocol/event.js'
import type { Effect } from './effect.js'
import { alike } from './texts.js'

/** Windows come and go as they did; titles may hold other values now. */
export function whyOtherWindows({ before, after, old, now, reword }: Effect): string | null {
  if (!before.windows || !after.windows || !old.windows || !now.windows) return null
  const then = cameIn(before.windows, after.windows)
  const here = cameIn(old.windows, now.windows)
  const absent = then.find((window) => !now.windows?.some((one) => isLike(one, { ...window, title: reword(window.title) })))
  if (absent) return `the window “${absent.title}” did not open`
  const extra = here.find((window) => !after.windows?.some((one) => isLike(window, { ...one, title: reword(one.title) })))
  if (extra) return `the window “${extra.title}” opened, which it did not when it was recorded`
  const closed = cameIn(after.windows, before.windows).map((window) => ({ ...window, title: reword(window.title) }))
  const stays = closed.find((window) => [old, now].every(({ windows }) => windows?.some((one) => isLike(one, window))))
  return stays && !after.windows.some((one) => isLike(one, stays)) ? `the window “${stays.title}” did not close` : null
}

const cameIn = (old: readonly ShownWindow[], now: readonly ShownWindow[]): readonly ShownWindow[] =>
  now.filter((window) => window.title !== '' && !old.some((one) => one.app === window.app && isStill(one, window)))

/** The same title, or the same place: a window that only changed its title did not open. */
const isStill = (one: ShownWindow, other: ShownWindow): boolean =>
  one.title === other.title ||
  (Math.abs(one.x - other.x) < 4 && Math.abs(one.y - other.y) < 4 && Math.abs(one.width - other.width) < 4)

const isLike = (one: ShownWindow, other: ShownWindow): boolean =>
  one.app === other.app && (alike(one.title, other.title) >= 0.6 || other.title === '')
