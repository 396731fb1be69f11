/** A part of the screen's pixels, as an image of its own. */
import type { RawImage, Rect } from './types.js'

/** `rect`: whole display px, at least partly on the image; what lies outside is left out. */
export function cropImage(image: RawImage, rect: Rect): RawImage {
  const left = Math.min(Math.max(0, rect.x), image.width - 1)
  const top = Math.min(Math.max(0, rect.y), image.height - 1)
  const width = Math.max(1, Math.min(image.width, rect.x + rect.width) - left)
  const height = Math.max(1, Math.min(image.height, rect.y + rect.height) - top)
  const data = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * image.width + left) * 4
    data.set(image.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, format: image.format, data }
}
