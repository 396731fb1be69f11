/** Screens as a recording compares them, made of words: no picture is read. */
import type { TextLine } from '../../../native-bridge/index.js'
import type { ShownWindow } from '../../../electron/protocol/event.js'
import type { Gray } from '../../../electron/recordings/gray.js'
import type { Scene } from '../../../electron/recordings/scene.js'

export const SIZE = { width: 800, height: 600 }

export function line(text: string, x: number, y: number, confidence = 90): TextLine {
  return { text, x, y, width: text.length * 8, height: 14, confidence, words: [] }
}

export const window = (more: Partial<ShownWindow> = {}): ShownWindow => ({
  title: 'Draft',
  app: 'notes',
  x: 200,
  y: 200,
  width: 300,
  height: 160,
  active: true,
  ...more,
})

export interface SceneWish {
  readonly lines?: readonly TextLine[]
  readonly windows?: readonly ShownWindow[] | null
  readonly gray?: Gray
}

let made = 0

export function scene({ lines = [], windows = [window()], gray = plain(SIZE.width, SIZE.height) }: SceneWish = {}): Scene {
  made += 1
  return {
    id: `scene-${made}`,
    image: { ...gray, data: Buffer.alloc(0), format: 'rgba' } as unknown as Scene['image'],
    gray,
    coarse: gray,
    windows,
    read: (region) =>
      Promise.resolve(
        lines.filter(
          ({ x, y, width, height }) =>
            region === null ||
            (x + width > region.x && x < region.x + region.width && y + height > region.y && y < region.y + region.height),
        ),
      ),
  }
}

export const plain = (width: number, height: number, shade = 240): Gray => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(shade),
})

/** A picture with something drawn on it: the shade of each point of the rectangle, null to leave it. */
export function drawn(
  base: Gray,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  shadeOf: (x: number, y: number) => number | null,
): Gray {
  const data = Uint8Array.from(base.data)
  for (let y = 0; y < at.height; y++) {
    for (let x = 0; x < at.width; x++) {
      const shade = shadeOf(x, y)
      if (shade !== null) data[(at.y + y) * base.width + at.x + x] = shade
    }
  }
  return { ...base, data }
}
