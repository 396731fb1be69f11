/** Where something lands: the window, the web site, and the control that the OS tells of there. */
import { isInRect, toOsPoint, type Control, type DesktopWindow, type Point } from '../../native-bridge/index.js'
import { NOWHERE, siteOf, type Place } from '../safety/place.js'
import { spaceOf, type Workbench } from './workbench.js'

export interface Landing {
  readonly place: Place
  readonly window: DesktopWindow | null
  readonly control: Control | null
  /** for the person: the window, and the site where it is known */
  readonly where: string
}

/** `point` in picture px; null: where the keyboard is. */
export async function readPlace(bench: Workbench, point: Point | null, signal: AbortSignal): Promise<Landing> {
  const { windows, controls } = bench.ports.bridge
  const at = point === null ? null : toOsPoint(spaceOf(bench), point)
  const asked = at === null ? controls.focused(signal) : controls.at(at, signal)
  const [listed, control] = await Promise.all([windows.list(), asked.catch(() => null)])
  const all = listed.ok ? listed.value : []
  const window = all.find((one) => (at === null ? one.active : isInRect(one, at))) ?? null
  const site = siteOf(control?.url ?? null)
  const place: Place = window ? { app: window.app, title: window.title, site } : { ...NOWHERE, app: control?.app ?? '', site }
  return { place, window, control, where: inWords(window, site, at !== null) }
}

function inWords(window: DesktopWindow | null, site: string | null, isPoint: boolean): string {
  const onSite = site === null ? '' : `, ${site}`
  if (!window) return `${isPoint ? 'the desktop' : 'the active window'}${onSite}`
  return `${window.app === '' ? window.title : `${window.title} (${window.app})`}${onSite}`
}
