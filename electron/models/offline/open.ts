/**
 * "open X": by what is on the screen alone. A menu, tab or link is clicked, a file or folder double-clicked; for anything else
 * a click, and a double-click where that only selected it. What is not on the screen is looked for in the menu of the
 * free desktop.
 */
import type { Rect } from '../../../native-bridge/types.js'
import { act, click, fail, FRESH, type Decision, type Situation } from './decision.js'
import { ground } from './ground.js'
import { freeSpot } from './quiet-spot.js'
import { centerOf, contains, toPicture, type Scene } from './scene.js'
import { isMoved, seek } from './seek.js'
import type { Place } from './steps.js'

const PHASE = { clicked: 'clicked', menu: 'menu', gaveUp: 'gave-up' } as const

const isFileName = (text: string) => /\S\.[A-Za-z0-9]{1,5}$/.test(text)

/** A selection changes only what was clicked; a window, menu or page changes more. */
const isOnlySelected = (changed: Rect | null, target: Rect): boolean =>
  changed === null ||
  (contains(target, centerOf(changed), 60) && changed.width <= target.width + 160 && changed.height <= target.height + 90)

export const carryOutOpen = (place: Place, scene: Scene, situation: Situation): Decision => {
  const { look, progress } = situation
  if (progress.phase === PHASE.gaveUp) return fail('target-not-found', notThere(place, scene))
  if (progress.phase === PHASE.clicked) return afterClick(place, scene, situation)
  const grounded = ground(scene, place)
  if (!grounded.ok) return lookElsewhere(place, scene, situation)
  const isFile = place.as === 'file' || (place.as === 'any' && isFileName(place.text ?? ''))
  const isSure = isFile || place.as === 'menu' || progress.phase === PHASE.menu
  const action = click(toPicture(look, grounded.point), 'left', isFile ? 2 : 1)
  return act([action], grounded.why, isSure ? 'next' : { ...FRESH, phase: PHASE.clicked })
}

/** Again after a while, then in the menu that the free desktop opens on a right-click. */
const lookElsewhere = (place: Place, scene: Scene, { look, progress }: Situation): Decision => {
  if (progress.phase === PHASE.menu) {
    const escape = { kind: 'chord' as const, keys: ['Escape'], repeat: 1 }
    return act([escape], `The desktop's menu has no "${place.text}".`, { ...FRESH, phase: PHASE.gaveUp })
  }
  const sought = seek(scene, look, place, progress, false)
  const spot = place.window === null ? freeSpot(scene) : null
  if ('found' in sought) return act([click(toPicture(look, sought.found.point))], sought.found.why)
  if (sought.decision.kind !== 'fail' || !spot) return sought.decision
  const why = `"${place.text}" is not on the screen: looking into the menu of the desktop.`
  return act([click(toPicture(look, spot), 'right')], why, { ...FRESH, phase: PHASE.menu })
}

const notThere = (place: Place, scene: Scene): string => {
  const grounded = ground(scene, place)
  const seen = grounded.ok ? '' : ` ${grounded.message}`
  return `"${place.text}" could not be opened: it is neither on the screen nor in the desktop's menu.${seen}`
}

const afterClick = (place: Place, scene: Scene, { look }: Situation): Decision => {
  const grounded = ground(scene, place)
  if (!grounded.ok) return { kind: 'over', why: 'The click opened something.' }
  if (isMoved(look) && !isOnlySelected(look.changedRect, grounded.rect))
    return { kind: 'over', why: 'The click opened something.' }
  return act([click(toPicture(look, grounded.point), 'left', 2)], 'One click only selected it: a double-click.')
}
