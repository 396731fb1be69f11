/**
 * What shall be let go when this process dies: told to the guard before each press, as the very requests that the X server
 * then gets. The connection for them is the guard's own, opened by us and inherited.
 */
import { Guard } from '../../guard/guard.js'
import { connect, type Connection } from './connection.js'

export interface HeldCodes {
  readonly keys: readonly number[]
  readonly buttons: readonly number[]
}

const KEY_RELEASE = 3
const BUTTON_RELEASE = 5
/** XTestFakeInput on the wire, in 4-byte units */
const FAKE_INPUT_LENGTH = 9
const FAKE_INPUT = 2

export class LastWill {
  private connection: Connection | null = null
  private guard: Guard | null = null
  private xtest = 0
  private isClosed = false

  constructor(private readonly displayName: string) {}

  /** Call it before a press with what will be down, and after a release with what still is. */
  holding(held: HeldCodes): void {
    const isNothing = held.keys.length === 0 && held.buttons.length === 0
    if (isNothing && !this.guard) return
    this.open()?.sendAtDeath(releaseRequests(this.xtest, held))
    this.swallowEvents()
  }

  /** A program to start should this process die from now on; null for none. */
  runAtDeath(command: readonly string[] | null): void {
    if (command === null && !this.guard) return
    this.open()?.runAtDeath(command)
  }

  close(): void {
    this.isClosed = true
    this.guard?.close()
    this.connection?.close()
    this.guard = this.connection = null
  }

  private open(): Guard | null {
    if (this.guard || this.isClosed) return this.guard
    const connected = connect(this.displayName)
    if (!connected.ok) return null
    this.connection = connected.value
    const { x, display } = connected.value
    const out = Buffer.alloc(128)
    x.XQueryExtension(display, 'XTEST', out, out.subarray(8), out.subarray(16))
    this.xtest = out.readInt32LE()
    this.guard = new Guard(x.XConnectionNumber(display))
    return this.guard
  }

  /** The server tells every connection of a changed keyboard; unread, that would pile up. */
  private swallowEvents(): void {
    const { connection } = this
    const event = Buffer.alloc(192)
    while (connection?.isAlive && connection.x.XPending(connection.display) > 0) {
      connection.x.XNextEvent(connection.display, event)
    }
  }
}

/** The last pressed first, buttons before keys: a drag ends while its modifiers are still down. */
export function releaseRequests(xtest: number, { keys, buttons }: HeldCodes): Buffer {
  const up = (type: number) => (detail: number) => {
    const request = Buffer.alloc(FAKE_INPUT_LENGTH * 4)
    request.writeUInt8(xtest, 0)
    request.writeUInt8(FAKE_INPUT, 1)
    request.writeUInt16LE(FAKE_INPUT_LENGTH, 2)
    request.writeUInt8(type, 4)
    request.writeUInt8(detail, 5)
    return request
  }
  return Buffer.concat([...[...buttons].reverse().map(up(BUTTON_RELEASE)), ...[...keys].reverse().map(up(KEY_RELEASE))])
}
