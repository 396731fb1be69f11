/**
 * The overlay takes the pointer on its controls and lets it through everywhere else. On X11 the server is told where they are;
 * elsewhere the window lets everything through as long as the pointer is not over one of them.
 */
import type { BrowserWindow } from 'electron'
import { openOwnWindow, type OwnWindow, type Point, type Rect } from '../../../native-bridge/index.js'
import { contains } from './overlay-place.js'
import { toOsRect } from './own-windows.js'

/** A window manager answers a press and a move within a few ms; after this long it will not any more. */
const REPLAY_MS = 250
const LOOK_AGAIN_MS = 10

export interface ClickThrough {
  /** where the controls are in the window, DIP */
  controls(parts: readonly Rect[]): void
  /** the same on the screen; all of the window until they are known */
  solid(): readonly Rect[]
  /** a person's pointer is here, DIP on the screen */
  pointer(at: Point): void
  /** the hands press here now, beside the controls */
  letBeside(): void
  /** Everything goes through until the returned function is called and what was sent has landed. Null where that needs a move. */
  letThrough(): (() => void) | null
}

export function followPointer(window: BrowserWindow): ClickThrough {
  let parts: readonly Rect[] | null = null
  /** how many want everything to go through */
  let open = 0
  const solid = () => {
    const { x, y, ...size } = window.getBounds()
    return parts?.map((part) => ({ ...part, x: x + part.x, y: y + part.y })) ?? [{ x, y, ...size }]
  }
  const server = process.platform === 'linux' ? onX11(window) : null
  const shape = () => {
    if (!window.isDestroyed()) server?.takePointer(open > 0 ? [] : (parts?.map((part) => fromOrigin(window, part)) ?? null))
  }
  // the toolkit may set a region of its own when it shows or resizes the window
  for (const name of ['show', 'resize'] as const) window.on(name as 'show', shape)
  const ignore = (isIgnoring: boolean) => {
    if (!server) window.setIgnoreMouseEvents(isIgnoring, { forward: true })
  }
  return {
    controls: (next) => {
      parts = next.length > 0 ? next : null
      shape()
    },
    solid,
    pointer: (at) => {
      ignore(!solid().some((part) => contains(part, at)))
    },
    letBeside: () => {
      ignore(true)
    },
    letThrough: () => {
      if (!server) return null
      const before = server.place()
      open += 1
      shape()
      const hasMoved = () => {
        const { x, y } = server.place()
        return x !== before.x || y !== before.y
      }
      return () => {
        void until(() => window.isDestroyed() || hasMoved()).then(() => {
          open -= 1
          shape()
        })
      }
    },
  }
}

/**
 * A window manager may hold a press back to give the focus first, and lets the server look anew where it lands: until the
 * overlay stands elsewhere it stays open.
 */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + REPLAY_MS; !isSo() && performance.now() < deadline;)
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
}

/** Null where there is no X server to tell. */
function onX11(window: BrowserWindow): OwnWindow | null {
  const opened = openOwnWindow(window.getNativeWindowHandle().readUInt32LE(0), () => {
    if (!window.isDestroyed() && window.isVisible()) window.moveTop()
  })
  if (!opened.ok) return null
  // it is about to go with the fullscreen window that it stands over
  window.on('minimize', () => {
    window.restore()
    window.showInactive()
  })
  window.on('closed', () => {
    opened.value.close()
  })
  return opened.value
}

/** In physical pixels from the window's top left. */
function fromOrigin(window: BrowserWindow, part: Rect): Rect {
  const { x, y } = window.getBounds()
  const [origin, placed] = [toOsRect({ ...part, x, y }), toOsRect({ ...part, x: x + part.x, y: y + part.y })]
  return { ...placed, x: placed.x - origin.x, y: placed.y - origin.y }
}
