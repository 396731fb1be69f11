/** The person's own desktop as the app drives it: one bridge for as long as the app runs, our windows kept out of its way. */
import { join } from 'node:path'
import { app, screen } from 'electron'
import {
  createSharpCodec,
  openBridge,
  type Bridge,
  type BridgeParts,
  type Codec,
  type Outcome,
  type Point,
} from '../../native-bridge/index.js'
import { clipboardHolder } from './clipboard-holder.js'
import { shareHumanInput } from './human-watch.js'
import { createRustCodec } from './rust-codec.js'
import { createScreenCapture } from './screen-capture.js'
import { openScreen, type ScreenPlace, type ScreenProcess } from './screen-process/open-screen.js'
import type { AppWindows } from './windows/app-windows.js'
import { yieldTo } from './yielding-input.js'

/** sharp everywhere but inside Electron on Linux, where it hangs. */
export function appCodec(): Codec {
  return process.platform === 'linux' ? createRustCodec() : createSharpCodec()
}

/** What only Electron can do is handed in; on Linux the bridge's own capture is the better one. */
export function electronParts(): BridgeParts {
  if (process.platform !== 'linux') return { codec: appCodec(), capture: createScreenCapture() }
  return { codec: appCodec(), clipboardHolder: clipboardHolder() }
}

/** Null where grabs are made in the main process. `place`: left out, it is the person's own screen. */
export const openScreenProcess = (place: ScreenPlace | null = null): ScreenProcess | null =>
  process.platform === 'linux' ? openScreen(join(app.getAppPath(), 'dist', 'screen', 'screen.mjs'), appCodec(), place) : null

export async function openDesktop(textLanguages: readonly string[]): Promise<Outcome<Bridge>> {
  const seen = openScreenProcess()
  const opened = await openBridge({ ...electronParts(), ...seen, textLanguages })
  if (!opened.ok) {
    seen?.close()
    return opened
  }
  const bridge = { ...portsOf(opened.value), human: shareHumanInput(opened.value.human) }
  return { ok: true, value: seen ? seenBy(seen, bridge) : bridge }
}

/** What our windows hide is painted where the screen is grabbed. */
function seenBy(seen: ScreenProcess, bridge: Bridge): Bridge {
  return {
    ...bridge,
    windows: {
      list: () => bridge.windows.list(),
      setOwn: (rects) => {
        bridge.windows.setOwn(rects)
        seen.setOwn(rects)
      },
    },
    close: async () => {
      await bridge.close()
      seen.close()
    },
  }
}

/** The desktop for a session: its hands yield to our windows. */
export function forSession(bridge: Bridge, windows: AppWindows): Bridge {
  const input = yieldTo(bridge.input, {
    makeRoom: async (points) => {
      const leave = await windows.overlay().makeRoom(points.map(toDip))
      if (!leave) return null
      bridge.windows.setOwn(windows.rectsInTheWay())
      return () => {
        leave()
        bridge.windows.setOwn(windows.rects())
      }
    },
    keepsFocus: () => windows.keepsFocus(),
    withoutOverlay: (check) => {
      bridge.windows.setOwn(windows.rectsInTheWay())
      try {
        return check()
      } finally {
        bridge.windows.setOwn(windows.rects())
      }
    },
  })
  // the app goes on using the desktop after the session
  return { ...portsOf(bridge), input, close: () => bridge.input.releaseAll() }
}

/** From OS units. */
export function toDip(point: Point): Point {
  if (process.platform === 'darwin') return point
  if (process.platform === 'win32') return screen.screenToDipPoint(point)
  const scale = screen.getPrimaryDisplay().scaleFactor
  return { x: point.x / scale, y: point.y / scale }
}

/** A bridge may be a class: its ports are taken one by one. */
function portsOf(bridge: Bridge): Bridge {
  const { platform, displays, capture, codec, eyes, input, windows, controls, text, human, permissions } = bridge
  const ports = { platform, displays, capture, codec, eyes, input, windows, controls, text, human, permissions }
  return { ...ports, close: () => bridge.close() }
}
