import { expect, it } from 'vitest'
import { changedPart } from '../../../renderer/replay/changed-part.js'

const picture = (paint: (x: number, y: number) => number): Uint8ClampedArray => {
  const pixels = new Uint8ClampedArray(10 * 10 * 4)
  for (let y = 0; y < 10; y++) for (let x = 0; x < 10; x++) pixels.fill(paint(x, y), (y * 10 + x) * 4, (y * 10 + x) * 4 + 4)
  return pixels
}

it('the changed part is the smallest box around what differs', () => {
  const after = picture((x, y) => (x >= 2 && x < 5 && y >= 4 && y < 6 ? 200 : 0))
  expect(
    changedPart(
      picture(() => 0),
      after,
      10,
      10,
    ),
  ).toEqual({ x: 0.2, y: 0.4, width: 0.3, height: 0.2 })
})

it('noise of the encoding is no change', () => {
  expect(
    changedPart(
      picture(() => 100),
      picture((x, y) => 100 + ((x + y) % 15)),
      10,
      10,
    ),
  ).toBeNull()
})
