import { describe, expect, it } from 'vitest'
import { findField, noteField } from '../../../electron/safety/masked-field.js'
import type { RawImage, Rect } from '../../../native-bridge/types.js'

const WHITE = 0x00ffffff
const BLACK = 0

function screen(paint: (put: (x: number, y: number, colour: number) => void) => void): RawImage {
  const words = new Uint32Array(300 * 200).fill(WHITE)
  paint((x, y, colour) => (words[y * 300 + x] = colour))
  return { width: 300, height: 200, format: 'bgra', data: new Uint8Array(words.buffer) }
}

/** A field with a border; `text` is a pattern of ink in it. */
function field(at: Rect, text: string): RawImage {
  return screen((put) => {
    for (let x = at.x; x < at.x + at.width; x++) [at.y, at.y + at.height - 1].forEach((y) => put(x, y, BLACK))
    for (let y = at.y; y < at.y + at.height; y++) [at.x, at.x + at.width - 1].forEach((x) => put(x, y, BLACK))
    Array.from(text).forEach((sign, index) => {
      for (let bit = 0; bit < 8; bit++)
        if ((sign.charCodeAt(0) >> bit) & 1) for (let y = 0; y < 3; y++) put(at.x + 6 + index * 9 + bit, at.y + 8 + y, 0x202020)
    })
  })
}

const AT: Rect = { x: 40, y: 30, width: 160, height: 24 }
const noted = noteField(field(AT, 'hunter2!'), AT)

describe('a masked field', () => {
  it('is where it was while it shows the same', () => {
    expect(findField(field(AT, 'hunter2!'), noted)).toEqual(AT)
  })

  it('stays masked when its dots become letters: what is around it tells', () => {
    expect(findField(field(AT, 'ABCDEFGH'), noted)).toEqual(AT)
  })

  it('is followed when the page scrolls or the window moves', () => {
    const moved = { ...AT, x: 71, y: 112 }
    expect(findField(field(moved, 'hunter2!'), noted)).toEqual(moved)
  })

  it('is gone when something else is there', () => {
    expect(
      findField(
        screen(() => undefined),
        noted,
      ),
    ).toBe(null)
  })

  it('that cannot be told from empty ground stays where it is', () => {
    const nothing = screen(() => undefined)
    expect(findField(field(AT, 'x'), noteField(nothing, AT))).toEqual(AT)
  })

  it('over the edge of the screen is cut off there', () => {
    const edge = noteField(field(AT, 'x'), { x: -20, y: 10, width: 100, height: 400 })
    expect(edge.rect).toEqual({ x: 0, y: 10, width: 80, height: 190 })
  })
})
