/** What the measurements stand on: a private display with a real page, and a window that repaints when it is clicked. */
import {
  openBridge,
  openVirtualDesktop,
  type Bridge,
  type Display,
  type LookRequest,
  type PictureSpace,
  type Size,
  type Stroke,
  type VirtualDesktop,
} from '../../native-bridge/index.js'
import { createScriptedModel } from '../../electron/models/scripted.js'
import { openClickedPage, type ClickedPage } from '../clicked-page.js'
import { valueOf } from '../session-steps.js'
import { startChild, type Child } from './child.js'

export const never = new AbortController().signal
export const PAINTER = { x: 1000, y: 700, width: 500, height: 300 }

export interface Stand {
  readonly desktop: VirtualDesktop
  readonly bridge: Bridge
  readonly display: Display
  readonly space: PictureSpace
  readonly page: ClickedPage
  close(): Promise<void>
}

export async function openStand(size: Size): Promise<Stand> {
  const desktop = valueOf(await openVirtualDesktop(size))
  const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const display = valueOf(await bridge.displays.list())[0] as Display
  const page = await openClickedPage(bridge, desktop, `${size.width},${size.height}`)
  return {
    desktop,
    bridge,
    display,
    space: { display, picture: display },
    page,
    close: async () => {
      await page.close()
      await bridge.close()
      await desktop.close()
    },
  }
}

/** As a session asks for it. */
export const requestOf = (display: Display, expect: LookRequest['expect']): LookRequest => {
  const { size, mime, quality } = createScriptedModel({ script: [{ text: 'Done.' }] }).picture
  return { display, pictureSize: size, mime, quality, expect }
}

export async function openPainter(desktop: VirtualDesktop): Promise<Child> {
  const { x, y, width, height } = PAINTER
  const painter = startChild('painter.ts', [x, y, width, height].map(String), desktop.env)
  await painter.next()
  return painter
}

export const click = (x: number, y: number): readonly Stroke[] => [
  { kind: 'move', x, y },
  { kind: 'button', button: 'left', down: true },
  { kind: 'button', button: 'left', down: false },
]
