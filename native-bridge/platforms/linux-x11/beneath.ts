/**
 * The desktop as if Deskhand's own windows were not there: what lies beneath them, put together from the other windows'
 * own contents. The X Composite extension keeps those whole also where they are covered; nothing is hidden or flickers.
 */
import type { Display, Rect } from '../../types.js'
import { type Connection } from './connection.js'
import { readPixels } from './read-pixels.js'
import { readTree } from './window-tree.js'
import type { Xid } from './xlib.js'

/** The server keeps the contents and goes on showing them itself. */
const AUTOMATIC = 0
const IS_VIEWABLE = 2
const INPUT_OUTPUT = 1
/** A window manager's frame holds the window that names its process one or two levels down. */
const FRAME_LEVELS = 3

interface TopLevel extends Rect {
  readonly window: Xid
  readonly border: number
  /** 32: its fourth byte says how much of what lies beneath shines through, where a compositor runs */
  readonly depth: number
}

export class Beneath {
  private isKeeping = false
  /** the windows on the screen as they were last found, and which of them are ours: asking each of them takes many round trips */
  private known: { readonly order: string; readonly own: Map<Xid, boolean> } = { order: '', own: new Map() }

  constructor(
    private readonly connection: Connection,
    private readonly ownPid = process.pid,
  ) {}

  /** From now on the server keeps what is covered. Windows covered before are asked to draw themselves again. */
  keep(): void {
    const { x, display, root } = this.connection
    if (this.isKeeping || !x.XCompositeRedirectSubwindows || !this.connection.isAlive) return
    this.isKeeping = this.connection.succeeds(() => x.XCompositeRedirectSubwindows?.(display, root, AUTOMATIC))
  }

  /** Grabs by `take` and paints our own windows over with what lies beneath them, all of one instant. */
  without(area: Display, take: () => Buffer | null): Buffer | null {
    if (!this.isKeeping) return take()
    const { x, display } = this.connection
    x.XGrabServer(display)
    try {
      const data = take()
      if (data) this.connection.succeeds(() => this.patch(area, data))
      return data
    } finally {
      x.XUngrabServer(display)
      this.connection.flush()
    }
  }

  private patch(area: Rect, data: Buffer): void {
    const { children } = readTree(this.connection, this.connection.root)
    const order = children.join()
    // a window that comes, goes, is raised or gets a frame changes the order
    if (order !== this.known.order) this.known = { order, own: new Map() }
    const windows = children.flatMap((window) => this.read(window) ?? [])
    const own = windows.filter(({ window }) => this.isKnownOwn(window))
    if (own.length === 0) return
    const others = windows.filter((window) => !own.includes(window))
    const isBlended = this.isComposited()
    for (const hidden of own) {
      const hole = intersection(hidden, area)
      if (!hole) continue
      const pixels = Buffer.alloc(hole.width * hole.height * 4)
      this.paint(this.wallpaper(), hole, { x: 0, y: 0 }, pixels, hole, false)
      // bottom first: each covers what was painted before it
      for (const other of others) {
        const part = intersection(other, hole)
        if (part) this.paint(other.window, part, origin(other), pixels, hole, isBlended && other.depth === 32)
      }
      copyInto(data, area, pixels, hole)
    }
  }

  /** `part` (root coordinates) of a window or pixmap into the pixels of `hole`. */
  private paint(from: Xid, part: Rect, at: { x: number; y: number }, pixels: Buffer, hole: Rect, isBlended: boolean): void {
    if (from === 0) return
    const source = readPixels(this.connection, from, { ...part, x: part.x - at.x, y: part.y - at.y })
    if (!source) return
    if (isBlended) blendInto(pixels, hole, source, part)
    else copyInto(pixels, hole, source, part)
  }

  private read(window: Xid): TopLevel | null {
    const { x, display } = this.connection
    const bytes = Buffer.alloc(136)
    if (x.XGetWindowAttributes(display, window, bytes) === 0) return null
    if (bytes.readInt32LE(92) !== IS_VIEWABLE || bytes.readInt32LE(40) !== INPUT_OUTPUT) return null
    const border = bytes.readInt32LE(16)
    const [left, top, width, height] = [0, 4, 8, 12].map((offset) => bytes.readInt32LE(offset)) as [
      number,
      number,
      number,
      number,
    ]
    return {
      window,
      border,
      depth: bytes.readInt32LE(20),
      x: left,
      y: top,
      width: width + 2 * border,
      height: height + 2 * border,
    }
  }

  private isKnownOwn(window: Xid): boolean {
    const known = this.known.own.get(window) ?? this.isOwn(window, FRAME_LEVELS)
    this.known.own.set(window, known)
    return known
  }

  private isOwn(window: Xid, levels: number): boolean {
    const pid = this.connection.property(window, '_NET_WM_PID')?.values[0]
    if (pid !== undefined) return pid === this.ownPid
    return levels > 0 && readTree(this.connection, window).children.some((child) => this.isOwn(child, levels - 1))
  }

  /** The picture of the bare desktop, 0 when none is set: then it is black. */
  private wallpaper(): Xid {
    return this.connection.property(this.connection.root, '_XROOTPMAP_ID')?.values[0] ?? 0
  }

  private isComposited(): boolean {
    const { x, display, screen } = this.connection
    return x.XGetSelectionOwner(display, this.connection.atom(`_NET_WM_CM_S${screen}`)) !== 0
  }
}

/** Where a window's own coordinates begin: inside its border. */
const origin = ({ x, y, border }: TopLevel) => ({ x: x + border, y: y + border })

function intersection(one: Rect, other: Rect): Rect | null {
  const left = Math.max(one.x, other.x)
  const top = Math.max(one.y, other.y)
  const width = Math.min(one.x + one.width, other.x + other.width) - left
  const height = Math.min(one.y + one.height, other.y + other.height) - top
  return width > 0 && height > 0 ? { x: left, y: top, width, height } : null
}

/** Copies `part` into the pixels of `whole`, row by row. */
function copyInto(pixels: Buffer, whole: Rect, source: Buffer, part: Rect): void {
  for (let row = 0; row < part.height; row++) {
    const to = ((part.y - whole.y + row) * whole.width + part.x - whole.x) * 4
    source.copy(pixels, to, row * part.width * 4, (row + 1) * part.width * 4)
  }
}

/** The same for pixels whose colours are already multiplied by their alpha. */
function blendInto(pixels: Buffer, whole: Rect, source: Buffer, part: Rect): void {
  for (let row = 0; row < part.height; row++) {
    let to = ((part.y - whole.y + row) * whole.width + part.x - whole.x) * 4
    const end = (row + 1) * part.width * 4
    for (let from = row * part.width * 4; from < end; from += 4, to += 4) {
      const through = 255 - source.readUInt8(from + 3)
      for (let channel = 0; channel < 3; channel++) {
        const under = Math.floor((pixels.readUInt8(to + channel) * through + 127) / 255)
        pixels.writeUInt8(Math.min(255, source.readUInt8(from + channel) + under), to + channel)
      }
    }
  }
}
