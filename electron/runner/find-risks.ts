/** The risks of one action, from the keys it sends and from what is written where it lands. */
import { isInPicture, toPicturePoint, type Point } from '../../native-bridge/index.js'
import { pointOf } from '../actions/plan-strokes.js'
import type { Action } from '../protocol/action.js'
import type { Finding } from '../safety/finding.js'
import { findingOf } from '../safety/finding.js'
import { commandRisks } from '../safety/commands/command-risks.js'
import { classOf } from '../safety/place.js'
import { askingOf, canWordsMatter, dialogFindings, dropFindings, labelFindings, returnFindings } from '../safety/target-risks.js'
import { chordRisks, isReturn, isSpace, middleClickRisks, typedRisks } from '../safety/typed-risks.js'
import { isDialog, readDialog, readLabel, readLastLine } from './read-words.js'
import { readPlace, type Landing } from './read-place.js'
import { spaceOf, type Workbench } from './workbench.js'

export interface Sight {
  readonly landing: Landing
  readonly findings: readonly Finding[]
  /** what is written on the thing that is pressed */
  readonly labels: readonly string[]
  /** picture px; null where there is none */
  readonly spot: Point | null
}

export async function findRisks(bench: Workbench, action: Action, signal: AbortSignal): Promise<Sight> {
  const spot = await spotOf(bench, action)
  const landing = await readPlace(bench, spot, signal)
  const nothing = { landing, findings: [], labels: [], spot }
  switch (action.kind) {
    case 'click':
      if (action.button === 'middle') return { ...nothing, findings: middleClickRisks(landing.place) }
      return action.button === 'left' ? pressed(bench, landing, spot, signal, action.count > 1) : nothing
    case 'mouseDown':
    case 'mouseUp':
      return action.button === 'left' ? pressed(bench, landing, spot, signal, false) : nothing
    case 'drag':
      return { ...nothing, findings: await dropped(bench, landing, spot, signal) }
    case 'type':
      return { ...nothing, ...(await typed(bench, landing, action.text, signal)) }
    case 'chord':
    case 'holdKey':
      return { ...nothing, ...(await keyed(bench, landing, action.keys, signal)) }
    default:
      return nothing
  }
}

/** Buttons held by hand are pressed where the pointer is. */
async function spotOf(bench: Workbench, action: Action): Promise<Point | null> {
  const space = spaceOf(bench)
  const point = pointOf(action)
  if (point) return isInPicture(space, point) ? point : null
  if (action.kind !== 'mouseDown' && action.kind !== 'mouseUp') return null
  const pointer = await bench.ports.bridge.input.pointer()
  return pointer.ok ? toPicturePoint(space, pointer.value) : null
}

async function pressed(
  bench: Workbench,
  landing: Landing,
  spot: Point | null,
  signal: AbortSignal,
  opens: boolean,
): Promise<Sight> {
  const { place, control, window } = landing
  const nothing = { landing, findings: [], labels: [], spot }
  if (!spot || !canWordsMatter(place) || control?.isEditable) return nothing
  const labels = await labelsAt(bench, landing, spot, signal)
  if (labels.length === 0) return nothing
  const found = labelFindings(labels, place, opens)
  if (found.length > 0) return { landing, findings: found, labels, spot }
  if (dialogFindings(labels, [EVERY_WORD]).length === 0) return { ...nothing, labels }
  const around = (await readDialog(bench, window, spot, signal)).filter((text) => !labels.includes(text))
  const isOwnWindow = window !== null && isDialog(bench, window)
  return { landing, findings: dialogFindings(labels, isOwnWindow ? [place.title, ...around] : askingOf(around)), labels, spot }
}

/** A dialog that would ask for all there is: is the button one that agrees at all? */
const EVERY_WORD = 'delete'

/** A program's own name for it is enough, except on a web page, which may name it otherwise than it shows it. */
async function labelsAt(bench: Workbench, { control, place, window }: Landing, spot: Point, signal: AbortSignal) {
  const named = control?.name.trim() ?? ''
  if (named !== '' && control?.url === null && classOf(place.app) !== 'browser') return [named]
  const read = (await readLabel(bench, spot, signal))?.trim() ?? ''
  // the title of a window stands on its frame, which is no button
  const isTitle = read !== '' && window === null && (await isWindowTitle(bench, read))
  return [...new Set([named, isTitle ? '' : read])].filter((label) => label !== '')
}

async function isWindowTitle({ ports }: Workbench, text: string): Promise<boolean> {
  const listed = await ports.bridge.windows.list()
  return listed.ok && listed.value.some(({ title }) => title.trim() === text)
}

async function dropped(
  bench: Workbench,
  { control, place }: Landing,
  spot: Point | null,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (!spot || !canWordsMatter(place)) return []
  const read = await readLabel(bench, spot, signal)
  return [control?.name ?? '', read ?? ''].flatMap(dropFindings).slice(0, 1)
}

type Found = Pick<Sight, 'findings' | 'labels'>

async function typed(bench: Workbench, landing: Landing, text: string, signal: AbortSignal): Promise<Found> {
  const { place, window } = landing
  const line = bench.typedLine.window === (window?.id ?? '') ? bench.typedLine : null
  const findings = typedRisks(text, place, line?.text ?? '')
  const returns = text.includes('\n') ? await returned(bench, landing, signal) : NOTHING
  return { findings: [...findings, ...returns.findings], labels: returns.labels }
}

const NOTHING: Found = { findings: [], labels: [] }

async function keyed(bench: Workbench, landing: Landing, keys: readonly string[], signal: AbortSignal): Promise<Found> {
  const { place, control, window } = landing
  const chord = chordRisks(keys, place, control?.isEditable ?? false)
  const kind = classOf(place.app)
  if (isReturn(keys) && window && (kind === 'terminal' || kind === 'launcher'))
    return { findings: [...chord, ...(await commandAt(bench, landing, signal))], labels: [] }
  const presses = isReturn(keys) ? await returned(bench, landing, signal) : isSpace(keys) ? focused(landing) : NOTHING
  return { findings: [...chord, ...presses.findings], labels: presses.labels }
}

/** Return at a terminal's prompt runs what stands there: what was typed, or what the screen shows where that is not known. */
async function commandAt(bench: Workbench, { window }: Landing, signal: AbortSignal): Promise<readonly Finding[]> {
  const line = bench.typedLine
  if (!window || (line.window === window.id && !line.isUnsure)) return commandRisks(line.window === window?.id ? line.text : '')
  const shown = await readLastLine(bench, window, signal)
  const command = /^.*?[$#%>❯]\s+(.*)$/.exec(shown)?.[1]
  return command === undefined && line.isUnsure
    ? [findingOf('runs-unread', { sign: 'recalled-command' })]
    : commandRisks(command ?? '')
}

const PRESSED_BY_KEYS = /^(?:button|push button|link|menuitem|menu item|checkbox|switch|option|tab)$/

/** The control with the keyboard is pressed by Return and by Space. */
function focused({ control, place }: Landing): Found {
  if (!control || !PRESSED_BY_KEYS.test(control.role) || control.name === '') return NOTHING
  return { findings: labelFindings([control.name], place), labels: [control.name] }
}

async function returned(bench: Workbench, landing: Landing, signal: AbortSignal): Promise<Found> {
  const { place, control, window } = landing
  if (!canWordsMatter(place) || control?.isMultiline) return NOTHING
  const own = focused(landing)
  if (own.findings.length > 0) return own
  if (!window || !isDialog(bench, window)) return own
  const texts = await readDialog(bench, window, null, signal)
  return { findings: returnFindings([place.title, ...texts]), labels: own.labels }
}
