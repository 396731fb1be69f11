/** Raw pixels of the screen as packed RGB. The alpha byte is dropped: X11 leaves it 0, which would blacken a scaled picture. */
import type { RawImage } from '../types.js'

export function packRgb(image: RawImage, packed: Uint8Array = new Uint8Array(image.width * image.height * 3)): Uint8Array {
  const count = image.width * image.height
  const words = wordsOf(image)
  const [red, blue] = image.format === 'bgra' ? [16, 0] : [0, 16]
  let at = 0
  for (let index = 0; index < count; index++) {
    const word = words[index] as number
    packed[at++] = word >>> red
    packed[at++] = word >>> 8
    packed[at++] = word >>> blue
  }
  return packed
}

/** One little-endian word per pixel, without copying where the bytes are aligned. */
export function wordsOf({ data }: RawImage): Uint32Array {
  const isAligned = data.byteOffset % 4 === 0
  const bytes = isAligned ? data : data.slice()
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
}
