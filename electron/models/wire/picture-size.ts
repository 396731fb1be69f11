/** Reads width and height from the head of a PNG, JPEG, WebP or GIF, without decoding it. */
import type { Size } from '../../../native-bridge/types.js'

function jpegSize(view: DataView): Size | null {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // start-of-frame markers; C4, C8 and CC mean something else
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function webpSize(view: DataView, chunk: string): Size | null {
  const low = (at: number) => view.getUint16(at, true) & 0x3fff
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1
  if (chunk === 'VP8 ') return { width: low(26), height: low(28) }
  if (chunk === 'VP8X') return { width: three(24), height: three(27) }
  if (chunk !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}

/** null: none of these formats. */
export function readPictureSize(bytes: Uint8Array): Size | null {
  if (bytes.byteLength < 30) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const letters = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (letters(1, 4) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) }
  if (letters(0, 3) === 'GIF') return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (letters(8, 12) === 'WEBP') return webpSize(view, letters(12, 16))
  return view.getUint16(0) === 0xffd8 ? jpegSize(view) : null
}
