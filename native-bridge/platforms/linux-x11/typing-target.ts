/** Which program has the keyboard. */
import type { Connection } from './connection.js'
import { readTree } from './window-tree.js'
import type { Xid } from './xlib.js'

export interface FocusedProgram {
  readonly window: Xid
  /** WM_CLASS, both its parts; '' when it says nothing */
  readonly app: string
}

/** Null when nothing has the keyboard. The focus may be on a child that says nothing, so its parents are asked too. */
export function focusedProgram(connection: Connection): FocusedProgram | null {
  let found: FocusedProgram | null = null
  connection.succeeds(() => {
    const out = Buffer.alloc(128)
    connection.x.XGetInputFocus(connection.display, out, out.subarray(8))
    const window = Number(out.readBigUInt64LE(0))
    // 0 and 1 stand for nothing and for whatever the pointer is over
    if (window <= 1) return
    found = { window, app: '' }
    for (let at = window; at > 1 && at !== connection.root; at = readTree(connection, at).parent) {
      const app = connection.property(at, 'WM_CLASS')?.bytes.toString('utf8').replaceAll('\0', ' ').trim()
      if (app) {
        found = { window, app }
        return
      }
    }
  })
  return found
}
