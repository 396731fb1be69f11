/** Pictures for the reader: screens of real programs, and ones drawn here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import type { RawImage, Rect } from '../../../native-bridge/types.js'

type Colour = readonly [red: number, green: number, blue: number]

export const WHITE: Colour = [255, 255, 255]
export const BLACK: Colour = [0, 0, 0]

/** A screen with windows of real programs. */
export const screen = (name: 'programs' | 'calculator' | 'dark' | 'page' | 'terminal'): RawImage => {
  const png = PNG.sync.read(readFileSync(join(import.meta.dirname, 'screens', `${name}.png`)))
  return { width: png.width, height: png.height, data: new Uint8Array(png.data), format: 'rgba' }
}

export interface Drawing {
  readonly image: RawImage
  fill(rect: Rect, colour: Colour): void
  outline(rect: Rect, colour: Colour): void
  /** marks as large as letters, one every 8 px: an upright bar with a foot */
  letters(count: number, x: number, y: number, height: number, colour: Colour): void
}

export const drawing = (width: number, height: number, ground: Colour = WHITE): Drawing => {
  const data = new Uint8Array(width * height * 4)
  const fill = ({ x, y, width: w, height: h }: Rect, colour: Colour) => {
    for (let row = y; row < y + h; row++)
      for (let column = x; column < x + w; column++) data.set(colour, (row * width + column) * 4)
  }
  fill({ x: 0, y: 0, width, height }, ground)
  return {
    image: { width, height, data, format: 'rgba' },
    fill,
    outline({ x, y, width: w, height: h }, colour) {
      fill({ x, y, width: w, height: 1 }, colour)
      fill({ x, y: y + h - 1, width: w, height: 1 }, colour)
      fill({ x, y, width: 1, height: h }, colour)
      fill({ x: x + w - 1, y, width: 1, height: h }, colour)
    },
    letters(count, x, y, height, colour) {
      for (let i = 0; i < count; i++) {
        fill({ x: x + i * 8, y, width: 2, height }, colour)
        fill({ x: x + i * 8, y: y + height - 2, width: 5, height: 2 }, colour)
      }
    },
  }
}

/** The same picture with everything moved right and down, the edges filled with the colour of the first pixel. */
export const moved = (image: RawImage, dx: number, dy: number): RawImage => {
  const data = new Uint8Array(image.data.length)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const isInside = x >= dx && y >= dy
      const from = isInside ? ((y - dy) * image.width + x - dx) * 4 : 0
      data.set(image.data.subarray(from, from + 4), (y * image.width + x) * 4)
    }
  }
  return { ...image, data }
}
