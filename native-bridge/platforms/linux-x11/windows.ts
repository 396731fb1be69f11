/** The user's windows, as the window manager lists them, and where Deskhand's own are. */
import type { Windows } from '../../bridge.js'
import { isInRect } from '../../geometry.js'
import { done } from '../../outcome.js'
import type { DesktopWindow, Outcome, Point, Rect } from '../../types.js'
import type { Beneath } from './beneath.js'
import { type Connection, displayLost } from './connection.js'
import { readTree } from './window-tree.js'
import type { Xid } from './xlib.js'

const IS_VIEWABLE = 2
/** window kinds that are the desktop's furniture, not somebody's window */
const FURNITURE = ['_NET_WM_WINDOW_TYPE_DESKTOP', '_NET_WM_WINDOW_TYPE_DOCK']

export interface X11Windows extends Windows {
  /** Is the point over one of Deskhand's own windows? */
  isOwn(point: Point): boolean
  /** Does one of this process's windows have the keyboard? */
  hasOwnFocus(): boolean
}

export function createWindows(connection: Connection, beneath: Beneath): X11Windows {
  let own: readonly Rect[] = []
  return {
    list: () => Promise.resolve(listWindows(connection)),
    setOwn: (rects) => {
      own = [...rects]
      if (own.length > 0) beneath.keep()
    },
    isOwn: (point) => own.some((rect) => isInRect(rect, point)),
    hasOwnFocus: () => own.length > 0 && focusedPid(connection) === process.pid,
  }
}

function listWindows(connection: Connection): Outcome<readonly DesktopWindow[]> {
  if (!connection.isAlive) return displayLost(connection)
  let windows: (DesktopWindow | null)[] = []
  // a window may go while it is read: its requests fail and it is left out
  connection.succeeds(() => {
    const active = connection.property(connection.root, '_NET_ACTIVE_WINDOW')?.values[0] ?? focusedWindow(connection)
    const managed = connection.property(connection.root, '_NET_CLIENT_LIST_STACKING')?.values
    const bottomFirst = managed ?? readTree(connection, connection.root).children
    windows = [...bottomFirst].reverse().map((window) => readWindow(connection, window, active, managed === undefined))
  })
  return connection.isAlive ? done(windows.filter((window) => window !== null)) : displayLost(connection)
}

function readWindow(connection: Connection, window: Xid, active: Xid, isUnmanaged: boolean): DesktopWindow | null {
  const shape = readShape(connection, window)
  if (!shape?.isViewable || (isUnmanaged && shape.isPopup)) return null
  const kinds = connection.property(window, '_NET_WM_WINDOW_TYPE')?.values ?? []
  if (FURNITURE.some((kind) => kinds.includes(connection.atom(kind)))) return null
  return {
    id: `x11:${window}`,
    title: textOf(connection, window, '_NET_WM_NAME') || textOf(connection, window, 'WM_NAME'),
    app: textOf(connection, window, 'WM_CLASS').split('\0').filter(Boolean).pop() ?? '',
    pid: connection.property(window, '_NET_WM_PID')?.values[0] ?? null,
    active: window === active,
    ...withoutShadow(connection, window, shape.rect),
  }
}

const textOf = (connection: Connection, window: Xid, name: string): string =>
  connection.property(window, name)?.bytes.toString('utf8') ?? ''

/** Programs that draw their own frame say how wide the invisible rim around it is. */
function withoutShadow(connection: Connection, window: Xid, rect: Rect): Rect {
  const [left = 0, right = 0, top = 0, bottom = 0] = connection.property(window, '_GTK_FRAME_EXTENTS')?.values ?? []
  return { x: rect.x + left, y: rect.y + top, width: rect.width - left - right, height: rect.height - top - bottom }
}

interface WindowShape {
  readonly rect: Rect
  readonly isViewable: boolean
  readonly isPopup: boolean
}

function readShape({ x, display, root }: Connection, window: Xid): WindowShape | null {
  const bytes = Buffer.alloc(136)
  if (x.XGetWindowAttributes(display, window, bytes) === 0) return null
  const place = Buffer.alloc(128)
  if (x.XTranslateCoordinates(display, window, root, 0, 0, place, place.subarray(8), place.subarray(16)) === 0) return null
  const size = { width: bytes.readInt32LE(8), height: bytes.readInt32LE(12) }
  return {
    rect: { x: place.readInt32LE(0), y: place.readInt32LE(8), ...size },
    isViewable: bytes.readInt32LE(92) === IS_VIEWABLE && bytes.readInt32LE(40) === 1,
    isPopup: bytes.readInt32LE(120) !== 0,
  }
}

function focusedWindow({ x, display }: Connection): Xid {
  const out = Buffer.alloc(128)
  x.XGetInputFocus(display, out, out.subarray(8))
  return Number(out.readBigUInt64LE(0))
}

/** The process of the window with the keyboard. The focus may be on a child without a pid, so its parents are asked too. */
function focusedPid(connection: Connection): number | null {
  let pid: number | null = null
  connection.succeeds(() => {
    // 0 and 1 stand for nothing and for whatever the pointer is over
    for (
      let window = focusedWindow(connection);
      window > 1 && window !== connection.root;
      window = readTree(connection, window).parent
    ) {
      pid = connection.property(window, '_NET_WM_PID')?.values[0] ?? null
      if (pid !== null) return
    }
  })
  return pid
}
