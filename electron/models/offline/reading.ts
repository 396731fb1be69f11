/** "read …": the text as a message. */
import type { Rect, TextLine } from '../../../native-bridge/types.js'
import { fail, wait, type Decision, type Situation } from './decision.js'
import { findText } from './match-text.js'
import { ground, nearestOn, offset } from './ground.js'
import { activeWindow, centerOf, contains, framed, isCovered, windowTitled, type Scene, type SceneWindow } from './scene.js'
import { seek } from './seek.js'
import type { Place, ReadWhat } from './steps.js'

/** Drawings read as letters are left out of what is told. */
const SURE = 35
const isTold = (line: TextLine) => line.confidence >= SURE && /[\p{L}\d]/u.test(line.text)

/** Lines as rows of a page: what stands side by side on one row. */
const asPage = (lines: readonly TextLine[]): string => {
  const rows: TextLine[][] = []
  for (const line of [...lines].filter(isTold).sort((a, b) => centerOf(a).y - centerOf(b).y)) {
    const row = rows.at(-1)
    const isSame = row && Math.abs(centerOf(row[0]!).y - centerOf(line).y) < Math.max(row[0]!.height, line.height) * 0.6
    if (isSame) row.push(line)
    else rows.push([line])
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x).map((line) => line.text).join('  ')).join('\n') // prettier-ignore
}

const inside = (scene: Scene, window: SceneWindow) =>
  scene.lines.filter((line) => contains(window, centerOf(line)) && !isCovered(scene, window, centerOf(line)))

const told = (text: string): Decision => ({
  kind: 'over',
  message: text === '' ? NOTHING : text,
  why: 'It was read.',
})

const readNear = (scene: Scene, place: Place & { near: NonNullable<Place['near']> }, anchor: Rect): Decision => {
  const window = place.window === null ? null : windowTitled(scene, place.window)
  const lines = scene.lines.filter((line) => isTold(line) && (!window || contains(framed(window), centerOf(line))))
  const { side } = place.near
  // a value can be cut off from the label it shares a line with
  const own = findText(lines, place.near.text).find((match) => contains(match, centerOf(anchor)))
  const rest = own && side === 'rightOf' ? own.line.words.filter((word) => word.x >= own.x + own.width - 2).map((word) => word.text) : [] // prettier-ignore
  if (rest.length > 0) return told(rest.join(' '))
  const nearest = nearestOn(lines.filter((line) => line !== own?.line), anchor, side) // prettier-ignore
  if (!nearest)
    return fail(
      'target-not-found',
      `There is no text ${side === 'rightOf' ? 'right of' : side === 'leftOf' ? 'left of' : side} "${place.near.text}".`,
    )
  const row = lines.filter(
    (line) => offset(line, anchor, side) !== null && Math.abs(centerOf(line).y - centerOf(nearest).y) < nearest.height * 0.6,
  )
  return told(side === 'rightOf' || side === 'leftOf' || side === 'beside' ? asPage(row) : nearest.text)
}

const readPlace = (scene: Scene, place: Place, { look, progress }: Situation): Decision => {
  const anchorPlace = place.text === null && place.near ? { ...place, text: place.near.text, near: null } : place
  const sought = seek(scene, look, anchorPlace, progress)
  if (!('found' in sought)) return sought.decision
  if (place.text === null && place.near) return readNear(scene, { ...place, near: place.near }, sought.found.rect)
  const { y } = centerOf(sought.found.rect)
  const window = scene.windows.find((candidate) => contains(candidate, centerOf(sought.found.rect)))
  const row = scene.lines.filter(
    (line) => contains({ ...line, x: 0, width: scene.image.width }, { x: 0, y }) && (!window || contains(window, centerOf(line))),
  )
  return told(asPage(row))
}

/** A window that has only just opened has nothing in it yet. */
const READ_AGAIN_MS = [400, 1200]
const NOTHING = 'There is no text to read there.'

export const carryOutRead = (what: ReadWhat, scene: Scene, situation: Situation): Decision => {
  const read = readNow(what, scene, situation)
  const pause = READ_AGAIN_MS[situation.progress.looks]
  const isEmpty = read.kind === 'over' && read.message === NOTHING
  return isEmpty && pause !== undefined ? wait(pause, 'Nothing to read there yet. Looking again.', situation.progress) : read
}

const readNow = (what: ReadWhat, scene: Scene, situation: Situation): Decision => {
  switch (what.kind) {
    case 'screen':
      return told(asPage(scene.lines))
    case 'window': {
      const window = what.title === null ? activeWindow(scene) : windowTitled(scene, what.title)
      if (!window)
        return what.title === null ? told(asPage(scene.lines)) : fail('target-not-found', missingWindow(what.title, scene))
      return told(asPage(inside(scene, window)))
    }
    case 'place':
      return readPlace(scene, what.place, situation)
  }
}

const missingWindow = (title: string, scene: Scene): string => {
  const grounded = ground(scene, { text: null, ordinal: null, near: null, window: title, as: 'any' })
  return grounded.ok ? '' : grounded.message
}
