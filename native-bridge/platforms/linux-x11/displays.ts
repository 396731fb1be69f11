/** The monitors of an X screen, through RandR. Origins are never negative on X11. */
import type { Displays } from '../../bridge.js'
import { done } from '../../outcome.js'
import type { Display, Outcome } from '../../types.js'
import { type Connection, displayLost } from './connection.js'
import { copyFrom, textAt } from './xlib.js'

/** bytes of an XRRMonitorInfo */
const MONITOR = 56

export const createDisplays = (connection: Connection): Displays => ({
  list: () => Promise.resolve(listDisplays(connection)),
})

export function listDisplays(connection: Connection): Outcome<readonly Display[]> {
  if (!connection.isAlive) return displayLost(connection)
  const monitors = readMonitors(connection)
  if (!connection.isAlive) return displayLost(connection)
  const all = monitors.length > 0 ? monitors : [wholeScreen(connection)]
  const primary = all.find((display) => display.primary) ?? all[0]
  const marked = all.map((display) => ({ ...display, primary: display === primary }))
  return done(marked.sort((a, b) => Number(b.primary) - Number(a.primary)))
}

function readMonitors(connection: Connection): Display[] {
  const { x, display } = connection
  const count = Buffer.alloc(128)
  let displays: Display[] = []
  connection.succeeds(() => {
    const monitors = x.XRRGetMonitors(display, connection.root, 1, count)
    if (monitors === null) return
    const bytes = copyFrom(x, monitors, Math.max(0, count.readInt32LE()) * MONITOR)
    x.XRRFreeMonitors(monitors)
    displays = Array.from({ length: bytes.length / MONITOR }, (_, at) => readMonitor(connection, bytes.subarray(at * MONITOR)))
  })
  return displays.filter(({ width, height }) => width > 0 && height > 0)
}

function readMonitor(connection: Connection, bytes: Buffer): Display {
  const { x, display } = connection
  const name = x.XGetAtomName(display, Number(bytes.readBigUInt64LE(0)))
  const text = name === null ? 'monitor' : textAt(name)
  if (name !== null) x.XFree(name)
  return {
    id: `x11:${text}`,
    x: bytes.readInt32LE(20),
    y: bytes.readInt32LE(24),
    width: bytes.readInt32LE(28),
    height: bytes.readInt32LE(32),
    scale: 1,
    primary: bytes.readInt32LE(8) !== 0,
  }
}

function wholeScreen({ x, display, screen }: Connection): Display {
  const size = { width: x.XDisplayWidth(display, screen), height: x.XDisplayHeight(display, screen) }
  return { id: 'x11:screen', x: 0, y: 0, ...size, scale: 1, primary: true }
}
