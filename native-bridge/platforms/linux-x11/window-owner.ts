/** Whose window lies at a place or has the keyboard: its program's name and process. */
import type { Point } from '../../types.js'
import type { Connection } from './connection.js'
import { readTree } from './window-tree.js'
import type { Xid } from './xlib.js'

export interface WindowOwner {
  /** as in DesktopWindow.app, '' if unknown */
  readonly app: string
  readonly pid: number | null
}

/** Where a window lets the pointer through, what lies beneath it counts. */
export function ownerAt(connection: Connection, point: Point): WindowOwner | null {
  let path: Xid[] = []
  connection.succeeds(() => (path = pathTo(connection, point)))
  return path.length === 0 ? null : ownerOf(connection, path.reverse())
}

export function ownerOfFocus(connection: Connection): WindowOwner | null {
  const path: Xid[] = []
  connection.succeeds(() => {
    const out = Buffer.alloc(128)
    connection.x.XGetInputFocus(connection.display, out, out.subarray(8))
    // 0 and 1 stand for nothing and for whatever the pointer is over
    let window = Number(out.readBigUInt64LE(0))
    for (; window > 1 && window !== connection.root; window = readTree(connection, window).parent) path.push(window)
  })
  return path.length === 0 ? null : ownerOf(connection, path)
}

/** The windows at a place, outermost first. */
function pathTo({ x, display, root }: Connection, point: Point): Xid[] {
  const out = Buffer.alloc(128)
  const path: Xid[] = []
  for (let window = root; ; path.push(window)) {
    if (x.XTranslateCoordinates(display, root, window, point.x, point.y, out, out.subarray(8), out.subarray(16)) === 0)
      return path
    window = Number(out.readBigUInt64LE(16))
    if (window === 0) return path
  }
}

/** The innermost window that says something speaks for those around it. */
function ownerOf(connection: Connection, innermostFirst: readonly Xid[]): WindowOwner {
  let app = ''
  let pid: number | null = null
  connection.succeeds(() => {
    for (const window of innermostFirst) {
      app ||= connection.property(window, 'WM_CLASS')?.bytes.toString('utf8').split('\0').filter(Boolean).pop() ?? ''
      pid ??= connection.property(window, '_NET_WM_PID')?.values[0] ?? null
      if (app && pid !== null) return
    }
  })
  return { app, pid }
}
