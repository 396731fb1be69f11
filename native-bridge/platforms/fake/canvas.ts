/** Paints rectangles and text in OS units onto the pixels of one display. Colours are 0xRRGGBB. */
import { displayPixels } from '../../geometry.js'
import type { Display, RawImage, Rect } from '../../types.js'
import { CHAR, columnsOf } from './font.js'

export interface Canvas {
  fill(rect: Rect, colour: number): void
  frame(rect: Rect, colour: number): void
  text(x: number, y: number, text: string, colour: number, clip: Rect): void
  readonly image: RawImage
}

export function createCanvas(display: Display): Canvas {
  const { width, height } = displayPixels(display)
  const words = new Uint32Array(width * height)
  const column = (x: number) => Math.min(Math.max(Math.round((x - display.x) * display.scale), 0), width)
  const row = (y: number) => Math.min(Math.max(Math.round((y - display.y) * display.scale), 0), height)

  // As bytes B, G, R, A on a little-endian machine, which every platform we run on is. Alpha 0, as X11 leaves it.
  const fill = (rect: Rect, colour: number) => {
    const from = column(rect.x)
    const to = column(rect.x + rect.width)
    const bottom = row(rect.y + rect.height)
    for (let y = row(rect.y); y < bottom && from < to; y++) words.fill(colour, y * width + from, y * width + to)
  }
  const glyph = (x: number, y: number, char: string, colour: number, clip: Rect) => {
    columnsOf(char).forEach((bits, index) => {
      for (let line = 0; line < 8; line++) {
        if ((bits >> line) & 1)
          fill(within({ x: x + index * CHAR.dot, y: y + line * CHAR.dot, width: CHAR.dot, height: CHAR.dot }, clip), colour)
      }
    })
  }
  return {
    fill,
    frame(rect, colour) {
      fill({ ...rect, height: 1 }, colour)
      fill({ ...rect, y: rect.y + rect.height - 1, height: 1 }, colour)
      fill({ ...rect, width: 1 }, colour)
      fill({ ...rect, x: rect.x + rect.width - 1, width: 1 }, colour)
    },
    text(x, y, text, colour, clip) {
      Array.from(text).forEach((char, index) => glyph(x + index * CHAR.width, y, char, colour, clip))
    },
    image: { width, height, format: 'bgra', data: new Uint8Array(words.buffer) },
  }
}

export function within(rect: Rect, clip: Rect): Rect {
  const x = Math.max(rect.x, clip.x)
  const y = Math.max(rect.y, clip.y)
  return {
    x,
    y,
    width: Math.max(0, Math.min(rect.x + rect.width, clip.x + clip.width) - x),
    height: Math.max(0, Math.min(rect.y + rect.height, clip.y + clip.height) - y),
  }
}
