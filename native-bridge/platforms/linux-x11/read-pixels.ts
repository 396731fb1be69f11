/** Pixels of a window or pixmap over the connection, as the server's XImage describes them. */
import type { Rect } from '../../types.js'
import type { Connection } from './connection.js'
import { copyFrom, type Pointer, type Xid } from './xlib.js'

const ZPIXMAP = 2
const ALL_PLANES = 0xffffffff

export interface ImageShape {
  readonly data: Pointer
  readonly byteOrder: number
  readonly rowBytes: number
  readonly bitsPerPixel: number
}

/** Null where it can't be read or is not the plain true colour that all of ours expect. */
export function readPixels(connection: Connection, from: Xid, { x: left, y: top, width, height }: Rect): Buffer | null {
  const { x } = connection
  const image = x.XGetImage(connection.display, from, left, top, width, height, ALL_PLANES, ZPIXMAP)
  if (image === null) return null
  const shape = readImageShape(connection, image)
  const data = isPlain(shape, width) ? copyFrom(x, shape.data, width * height * 4) : null
  x.XDestroyImage(image)
  return data
}

export function readImageShape(connection: Connection, image: Pointer): ImageShape {
  const bytes = copyFrom(connection.x, image, 136)
  return {
    data: bytes.readBigUInt64LE(16),
    byteOrder: bytes.readInt32LE(24),
    rowBytes: bytes.readInt32LE(44),
    bitsPerPixel: bytes.readInt32LE(48),
  }
}

/** BGRx in memory without padding: every true-colour server on a little-endian machine. */
export const isPlain = (shape: ImageShape, width: number): boolean =>
  shape.bitsPerPixel === 32 && shape.byteOrder === 0 && shape.rowBytes === width * 4
