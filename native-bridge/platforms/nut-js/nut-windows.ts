/** The windows nut-js can tell: titles and places, no programs or processes. */
import type { Windows } from '../../bridge.js'
import { done, reasonOf, refused } from '../../outcome.js'
import type { DesktopWindow, Rect } from '../../types.js'
import type { NutJs, NutWindow } from './nut-js.js'

export interface NutWindows extends Windows {
  own(): readonly Rect[]
}

export function createNutWindows(nut: NutJs): NutWindows {
  let own: readonly Rect[] = []
  return {
    own: () => own,
    setOwn: (rects) => {
      own = rects
    },
    list: async () => {
      try {
        const active = await nut.getActiveWindow().then(describe, () => null)
        const all = await Promise.all((await nut.getWindows()).map((window) => describe(window).catch(() => null)))
        const shown = all.flatMap((window) => (window && window.width > 0 && window.title !== '' ? [window] : []))
        return done(shown.map((window) => ({ ...window, active: active?.id === window.id })))
      } catch (thrown) {
        return refused('input', `The windows cannot be listed: ${reasonOf(thrown)}`, true)
      }
    },
  }
}

/** nut-js keeps its handles to itself; title and place tell windows apart well enough. */
async function describe(window: NutWindow): Promise<DesktopWindow> {
  const [title, { left, top, width, height }] = [await window.getTitle(), await window.getRegion()]
  return { id: `${title} ${left},${top}`, title, app: '', pid: null, x: left, y: top, width, height, active: false }
}
