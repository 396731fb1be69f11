/** Pixels of one display: through shared memory where the server is on this machine, over the connection elsewhere. */
import type { Capture } from '../../bridge.js'
import { aborted, done, refused } from '../../outcome.js'
import type { Display, Outcome, RawImage, Size } from '../../types.js'
import type { Beneath } from './beneath.js'
import { type Connection, displayLost } from './connection.js'
import { stillThere } from './displays.js'
import { isPlain, readImageShape, readPixels } from './read-pixels.js'
import type { Pointer } from './xlib.js'

const ZPIXMAP = 2
const ALL_PLANES = 0xffffffff
/** IPC_CREAT with rights for this user only */
const NEW_SEGMENT = 0o1600
const IPC_RMID = 0

export interface ScreenGrabber extends Capture {
  close(): void
}

export function createCapture(connection: Connection, beneath: Beneath): ScreenGrabber {
  const shared = new SharedImage(connection)
  const reuse = new Reuse()
  return {
    grab: (display, signal) => Promise.resolve(signal.aborted ? aborted() : grab(connection, shared, reuse, beneath, display)),
    close: () => shared.close(),
  }
}

function grab(connection: Connection, shared: SharedImage, reuse: Reuse, beneath: Beneath, display: Display): Outcome<RawImage> {
  const there = stillThere(connection, display)
  if (!there.ok) return there
  const data = beneath.without(display, () => shared.grab(display, reuse) ?? grabOverConnection(connection, display))
  if (data) return done(reuse.imageOf(data, display))
  if (!connection.isAlive) return displayLost(connection)
  return refused(
    'capture',
    `No picture of ${display.id} could be taken: it may have changed its size or depth. Look again.`,
    true,
  )
}

function grabOverConnection(connection: Connection, display: Display): Buffer | null {
  let data: Buffer | null = null
  connection.succeeds(() => {
    data = readPixels(connection, connection.root, display)
  })
  return data
}

/**
 * Most grabs of a wait equal the one before them. They are that one, and their memory takes the next grab: otherwise every
 * grab leaves megabytes to be collected.
 */
class Reuse {
  private last: RawImage | null = null
  private spare: Buffer | null = null

  buffer(size: number): Buffer {
    const spare = this.spare
    this.spare = null
    return spare?.length === size ? spare : Buffer.allocUnsafe(size)
  }

  imageOf(data: Buffer, { width, height }: Size): RawImage {
    const { last } = this
    if (last?.width === width && last.height === height && data.equals(last.data)) {
      this.spare = data
      return last
    }
    this.last = { width, height, data, format: 'bgra' }
    return this.last
  }
}

/** One segment of memory shared with the server, kept as long as the display keeps its size. */
export class SharedImage {
  private image: { readonly native: Pointer; readonly segment: Buffer; readonly memory: Pointer; readonly size: Size } | null =
    null
  private isRefused = false

  constructor(private readonly connection: Connection) {}

  /** null where there is no shared memory or the display cannot be read. */
  grab(display: Display, memory: Pick<Reuse, 'buffer'>): Buffer | null {
    if (this.isRefused) return null
    if (this.image?.size.width !== display.width || this.image.size.height !== display.height) {
      this.close()
      if (!this.attach(display)) {
        this.isRefused = true
        return null
      }
    }
    const { image, connection } = this
    if (!image) return null
    const { x, root } = connection
    let isTaken = false
    const isFine = connection.succeeds(() => {
      isTaken = x.XShmGetImage(connection.display, root, image.native, display.x, display.y, ALL_PLANES) !== 0
    })
    if (!isFine || !isTaken) return null
    const size = display.width * display.height * 4
    const bytes = memory.buffer(size)
    x.memcpy(bytes, image.memory, size)
    return bytes
  }

  close(): void {
    const image = this.image
    this.image = null
    if (!image) return
    const { x, display } = this.connection
    if (this.connection.isAlive) this.connection.succeeds(() => x.XShmDetach(display, image.segment))
    // the image's data is the segment: unmap it first and let Xlib free only the struct
    x.shmdt(image.memory)
    x.XFree(image.native)
  }

  private attach({ width, height }: Size): boolean {
    const { connection } = this
    const { x, display, screen } = connection
    if (x.XShmQueryExtension(display) === 0) return false
    // XShmSegmentInfo; larger than it must be, so that V8 never moves it
    const segment = Buffer.alloc(256)
    const depth = x.XDefaultDepth(display, screen)
    const native = x.XShmCreateImage(display, x.XDefaultVisual(display, screen), depth, ZPIXMAP, null, segment, width, height)
    if (native === null) return false
    const id = isPlain(readImageShape(connection, native), width) ? x.shmget(0, width * height * 4, NEW_SEGMENT) : -1
    const memory = id >= 0 ? x.shmat(id, null, 0) : null
    if (memory === null) {
      x.XFree(native)
      return false
    }
    const address = Buffer.alloc(128)
    address.writeBigUInt64LE(memory)
    x.memcpy(native + 16n, address, 8)
    segment.writeInt32LE(id, 8)
    segment.writeBigUInt64LE(memory, 16)
    const isAttached = connection.succeeds(() => x.XShmAttach(display, segment))
    // marked at once: the memory goes when both sides have let go, even after a kill
    x.shmctl(id, IPC_RMID, null)
    this.image = { native, segment, memory, size: { width, height } }
    if (!isAttached) this.close()
    return isAttached
  }
}
