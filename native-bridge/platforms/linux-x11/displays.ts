/** The monitors of an X screen, through RandR. Origins are never negative on X11. */
import type { Displays } from '../../bridge.js'
import { done, refused } from '../../outcome.js'
import type { Display, Outcome } from '../../types.js'
import { displayGone } from '../../current-display.js'
import { type Connection, displayLost } from './connection.js'
import { copyFrom, textAt, type Xid } from './xlib.js'

/** bytes of an XRRMonitorInfo */
const MONITOR = 56
/** bytes of an XWindowAttributes */
const WINDOW_ATTRIBUTES = 136

export const createDisplays = (connection: Connection): Displays => ({
  list: () => Promise.resolve(listDisplays(connection)),
})

export function listDisplays(connection: Connection): Outcome<readonly Display[]> {
  if (!connection.isAlive) return displayLost(connection)
  const monitors = readMonitors(connection)
  const all = monitors.length > 0 ? monitors : [wholeScreen(connection)]
  if (!connection.isAlive) return displayLost(connection)
  const primary = all.find((display) => display.primary) ?? all[0]
  const marked = all.map((display) => ({ ...display, primary: display === primary }))
  return done(marked.sort((a, b) => Number(b.primary) - Number(a.primary)))
}

/**
 * Is the display still what it was when somebody looked at it? Otherwise its pixels are others by now, and a click would land
 * in the wrong place.
 */
export function stillThere(connection: Connection, display: Display): Outcome<void> {
  const listed = listDisplays(connection)
  if (!listed.ok) return listed
  const now = listed.value.find(({ id }) => id === display.id)
  if (!now) return displayGone(display, listed.value)
  const isSame = (['x', 'y', 'width', 'height'] as const).every((side) => now[side] === display[side])
  return isSame
    ? done(undefined)
    : refused('capture', `The display ${display.id} has moved or changed its size since it was looked at. Look again.`, true)
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
  return {
    id: `x11:${nameOf(connection, Number(bytes.readBigUInt64LE(0)))}`,
    x: bytes.readInt32LE(20),
    y: bytes.readInt32LE(24),
    width: bytes.readInt32LE(28),
    height: bytes.readInt32LE(32),
    scale: 1,
    primary: bytes.readInt32LE(8) !== 0,
  }
}

/** Names never change; asking for one is a round trip. */
const names = new WeakMap<Connection, Map<Xid, string>>()

function nameOf(connection: Connection, atom: Xid): string {
  const known = names.get(connection) ?? new Map<Xid, string>()
  names.set(connection, known)
  const name = known.get(atom)
  if (name !== undefined) return name
  const { x, display } = connection
  const read = x.XGetAtomName(display, atom)
  const text = read === null ? 'monitor' : textAt(read)
  if (read !== null) x.XFree(read)
  known.set(atom, text)
  return text
}

/** Asked of the server: outputs that come and go change the screen's size, and Xlib goes on telling the first one. */
function wholeScreen(connection: Connection): Display {
  const { x, display, root } = connection
  const bytes = Buffer.alloc(WINDOW_ATTRIBUTES)
  connection.succeeds(() => void x.XGetWindowAttributes(display, root, bytes))
  const size = { width: bytes.readInt32LE(8), height: bytes.readInt32LE(12) }
  return { id: 'x11:screen', x: 0, y: 0, ...size, scale: 1, primary: true }
}
