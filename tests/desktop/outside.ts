/** What is held down on an X server, as the server itself tells another connection. */
import { connect } from '../../native-bridge/platforms/linux-x11/connection.js'
import { valueOf } from './receivers.js'

const BUTTON_BITS = 8

export interface Outside {
  /** keycodes ("key 50") and mouse buttons ("button 1") that are down now */
  down(): readonly string[]
  close(): void
}

export function lookFromOutside(xDisplay: string): Outside {
  const connection = valueOf(connect(xDisplay))
  const { x, display, root } = connection
  const bits = Buffer.alloc(128)
  const out = Buffer.alloc(128)
  return {
    down: () => {
      x.XQueryKeymap(display, bits)
      x.XQueryPointer(display, root, ...[0, 8, 16, 24, 32, 40, 48].map((at) => out.subarray(at)))
      const mask = out.readUInt32LE(48)
      const keys = Array.from({ length: 256 }, (_, code) => code).filter((code) => (bits.readUInt8(code >> 3) >> (code & 7)) & 1)
      const buttons = [1, 2, 3, 4, 5].filter((button) => (mask >> (BUTTON_BITS + button - 1)) & 1)
      return [...keys.map((code) => `key ${code}`), ...buttons.map((button) => `button ${button}`)]
    },
    close: () => connection.close(),
  }
}
