/** A window's parent and children, bottom first. */
import type { Connection } from './connection.js'
import { copyFrom, type Xid } from './xlib.js'

export function readTree({ x, display }: Connection, window: Xid): { parent: Xid; children: readonly Xid[] } {
  const out = Buffer.alloc(128)
  if (x.XQueryTree(display, window, out, out.subarray(8), out.subarray(16), out.subarray(24)) === 0)
    return { parent: 0, children: [] }
  const address = out.readBigUInt64LE(16)
  const bytes = copyFrom(x, address, out.readUInt32LE(24) * 8)
  if (address !== 0n) x.XFree(address)
  const children = Array.from({ length: bytes.length / 8 }, (_, at) => Number(bytes.readBigUInt64LE(at * 8)))
  return { parent: Number(out.readBigUInt64LE(8)), children }
}
