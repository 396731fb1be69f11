/**
 * What a window of ours needs of the X server that its toolkit does not offer: it takes the pointer on some of its parts only
 * (the Shape extension's input region, without a compositor), and it stays reachable over a focused fullscreen window, which
 * window managers stack above everything else that is always on top. As that window's transient it goes along with it.
 */
import { done } from '../../outcome.js'
import type { Outcome, Point, Rect } from '../../types.js'
import { connect, type Connection } from './connection.js'
import { readTree } from './window-tree.js'
import { whenReadable, type Xid } from './xlib.js'

const PROPERTY_CHANGE_MASK = 1 << 22
const PROPERTY_NOTIFY = 28
const SHAPE_INPUT = 2
const SHAPE_SET = 0
const UNSORTED = 0
const REPLACE = 0
const NO_PIXMAP = 0

export interface OwnWindow {
  /** Only these parts take the pointer, in pixels from the window's top left; null: all of it. Holds when it returns. */
  takePointer(parts: readonly Rect[] | null): void
  /** Where its top left really is, root coordinates: toolkits tell of a move before the window manager has made it. */
  place(): Point
  close(): void
}

/** `raise` is called when a window came that is stacked above ours. */
export function openOwnWindow(window: Xid, raise: () => void, xDisplay: string | null = null): Outcome<OwnWindow> {
  const connected = connect(xDisplay)
  if (!connected.ok) return connected
  const connection = connected.value
  const follower = new FullscreenFollower(connection, window, raise)
  follower.start()
  return done({
    takePointer: (parts) => {
      connection.succeeds(() => {
        // the window manager's frame would take it in our stead: managers follow, but in their own time
        for (const each of withFrames(connection, window)) shapeInput(connection, each, parts)
      })
    },
    place: () => placeOf(connection, window),
    close: () => {
      follower.stop()
      connection.close()
    },
  })
}

function placeOf(connection: Connection, window: Xid): Point {
  const { x, display, root } = connection
  const out = Buffer.alloc(128)
  connection.succeeds(() => x.XTranslateCoordinates(display, window, root, 0, 0, out, out.subarray(8), out.subarray(16)))
  return { x: out.readInt32LE(0), y: out.readInt32LE(8) }
}

/** The window and what the window manager has put around it: an undecorated frame of the same size. */
function withFrames(connection: Connection, window: Xid): readonly Xid[] {
  const { parent } = readTree(connection, window)
  return parent === 0 || parent === connection.root ? [window] : [window, ...withFrames(connection, parent)]
}

function shapeInput({ x, display }: Connection, window: Xid, parts: readonly Rect[] | null): void {
  if (parts === null) return void x.XShapeCombineMask(display, window, SHAPE_INPUT, 0, 0, NO_PIXMAP, SHAPE_SET)
  // XRectangle: four numbers of 16 bits
  const bytes = Buffer.alloc(Math.max(8, parts.length * 8))
  parts.forEach((part, at) => {
    bytes.writeInt16LE(part.x, at * 8)
    bytes.writeInt16LE(part.y, at * 8 + 2)
    bytes.writeUInt16LE(part.width, at * 8 + 4)
    bytes.writeUInt16LE(part.height, at * 8 + 6)
  })
  x.XShapeCombineRectangles(display, window, SHAPE_INPUT, 0, 0, bytes, parts.length, SHAPE_SET, UNSORTED)
}

/** Woken by changes of the active window and of its state; asks nothing in between. */
class FullscreenFollower {
  private readonly event = Buffer.alloc(192)
  private stopPolling: () => void = () => undefined
  private watched: Xid = 0
  /** the fullscreen window we go along with; 0: none */
  private over: Xid = 0

  constructor(
    private readonly connection: Connection,
    private readonly window: Xid,
    private readonly raise: () => void,
  ) {}

  start(): void {
    const { x, display, root } = this.connection
    this.connection.succeeds(() => x.XSelectInput(display, root, PROPERTY_CHANGE_MASK))
    this.stopPolling = whenReadable(x.XConnectionNumber(display), () => this.drain())
    this.follow()
    this.drain()
  }

  stop(): void {
    this.stopPolling()
    this.leave()
  }

  private drain(): void {
    const { x, display } = this.connection
    const [active, state] = [this.connection.atom('_NET_ACTIVE_WINDOW'), this.connection.atom('_NET_WM_STATE')]
    let hasChanged = false
    while (this.connection.isAlive && x.XPending(display) > 0) {
      x.XNextEvent(display, this.event)
      const changed = Number(this.event.readBigUInt64LE(40))
      hasChanged ||= this.event.readInt32LE(0) === PROPERTY_NOTIFY && (changed === active || changed === state)
    }
    if (hasChanged) this.follow()
    if (!this.connection.isAlive) this.stopPolling()
  }

  private follow(): void {
    const active = this.connection.property(this.connection.root, '_NET_ACTIVE_WINDOW')?.values[0] ?? 0
    // nothing has the focus for a moment, or we have it ourselves: the fullscreen window may still be there
    if (active === 0 || active === this.window) return
    this.watch(active)
    if (!this.isFullscreen(active)) return this.leave()
    if (active === this.over) return
    this.over = active
    const value = Buffer.alloc(8)
    value.writeBigUInt64LE(BigInt(active))
    this.change((x, display, property) => {
      x.XChangeProperty(display, this.window, property, this.connection.atom('WINDOW'), 32, REPLACE, value, 1)
    })
    this.raise()
  }

  private leave(): void {
    if (this.over === 0) return
    this.over = 0
    this.change((x, display, property) => {
      x.XDeleteProperty(display, this.window, property)
    })
  }

  private change(how: (x: Connection['x'], display: Connection['display'], property: Xid) => void): void {
    if (!this.connection.isAlive) return
    this.connection.succeeds(() => how(this.connection.x, this.connection.display, this.connection.atom('WM_TRANSIENT_FOR')))
  }

  /** Its state may change while it stays the active one. */
  private watch(active: Xid): void {
    if (active === this.watched) return
    const { x, display } = this.connection
    const before = this.watched
    this.watched = active
    // either may be gone already
    this.connection.succeeds(() => {
      if (before !== 0) x.XSelectInput(display, before, 0)
      x.XSelectInput(display, active, PROPERTY_CHANGE_MASK)
    })
  }

  private isFullscreen(window: Xid): boolean {
    const states = this.connection.property(window, '_NET_WM_STATE')?.values ?? []
    const pid = this.connection.property(window, '_NET_WM_PID')?.values[0]
    return pid !== process.pid && states.includes(this.connection.atom('_NET_WM_STATE_FULLSCREEN'))
  }
}
