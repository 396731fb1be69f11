/**
 * Tells when the first input comes after a rest: an alarm of the X Sync extension on the server's own IDLETIME counter. Warps of
 * the pointer count as input there. Its event on the connection is what wakes us, nothing more.
 */
import type { Connection } from './connection.js'
import { copyFrom, textAt, type Xid } from './xlib.js'

const COUNTER = 'IDLETIME'
/** bytes of an XSyncSystemCounter */
const SYSTEM_COUNTER = 24
/** How long nothing must have happened before the alarm can be set: it goes off when the counter falls below. */
const FALLS_BELOW_MS = 100
const NEGATIVE_TRANSITION = 1
/** counter, kind of value, value, test, delta, events */
const ALL_ATTRIBUTES = 0b111111

export class IdleAlarm {
  private alarm: Xid | null | undefined = undefined
  private readonly attributes = Buffer.alloc(128)

  constructor(private readonly connection: Connection) {}

  /** False where the server has no such counter. */
  set(): boolean {
    if (this.alarm === undefined) this.alarm = this.create()
    if (this.alarm === null) return false
    const { x, display } = this.connection
    // some servers forget an alarm that has gone off
    x.XSyncChangeAlarm(display, this.alarm, 0, this.attributes)
    this.connection.flush()
    return true
  }

  private create(): Xid | null {
    const { x, display } = this.connection
    const counter = this.counter()
    if (counter === null) return null
    this.attributes.writeBigUInt64LE(BigInt(counter), 0)
    this.attributes.writeUInt32LE(FALLS_BELOW_MS, 16)
    this.attributes.writeInt32LE(NEGATIVE_TRANSITION, 20)
    this.attributes.writeInt32LE(1, 32)
    let alarm: Xid = 0
    const isMade = this.connection.succeeds(() => {
      alarm = x.XSyncCreateAlarm(display, ALL_ATTRIBUTES, this.attributes)
    })
    return isMade && alarm !== 0 ? alarm : null
  }

  private counter(): Xid | null {
    const { x, display } = this.connection
    const out = Buffer.alloc(128)
    if (x.XSyncQueryExtension(display, out, out.subarray(8)) === 0) return null
    if (x.XSyncInitialize(display, out, out.subarray(8)) === 0) return null
    const list = x.XSyncListSystemCounters(display, out)
    if (list === null) return null
    const bytes = copyFrom(x, list, out.readInt32LE(0) * SYSTEM_COUNTER)
    const at = Array.from({ length: bytes.length / SYSTEM_COUNTER }, (_, index) => index * SYSTEM_COUNTER)
    const found = at.find((offset) => textAt(bytes.readBigUInt64LE(offset)) === COUNTER)
    const counter = found === undefined ? null : Number(bytes.readBigUInt64LE(found + 8))
    x.XSyncFreeSystemCounterList(list)
    return counter
  }
}
