import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsOf, differences, shareOf } from '../../../native-bridge/settle/difference.js'

const size = { width: 200, height: 100 }
const blank = () => new Uint32Array(size.width * size.height)
const withRect = (x: number, y: number, width: number, height: number, colour = 0x123456) => {
  const frame = blank()
  for (let row = y; row < y + height; row++) frame.fill(colour, row * size.width + x, row * size.width + x + width)
  return frame
}

test('equal frames differ nowhere', () => {
  expect(differences(withRect(3, 4, 5, 6), withRect(3, 4, 5, 6), size)).toEqual([])
})

test('a difference in alpha alone is none', () => {
  const opaque = blank().map(() => 0xff000000)
  expect(differences(blank(), opaque, size)).toEqual([])
})

test('one change is one region with its exact bounds, also across tiles', () => {
  fc.assert(
    fc.property(
      fc.nat(150),
      fc.nat(70),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 30 }),
      (x, y, width, height) => {
        expect(differences(blank(), withRect(x, y, width, height), size)).toEqual([
          { x, y, width, height, pixels: width * height },
        ])
      },
    ),
  )
})

test('changes far apart are told apart', () => {
  const after = withRect(2, 2, 3, 20)
  after.set(withRect(150, 80, 20, 10).subarray(80 * size.width), 80 * size.width)
  const regions = differences(blank(), after, size)
  expect(regions).toEqual([
    { x: 2, y: 2, width: 3, height: 20, pixels: 60 },
    { x: 150, y: 80, width: 20, height: 10, pixels: 200 },
  ])
  expect(boundsOf(regions)).toEqual({ x: 2, y: 2, width: 168, height: 88 })
  expect(shareOf(regions, size)).toBeCloseTo(260 / 20_000)
})

test('a whole other frame is one region', () => {
  const regions = differences(blank(), withRect(0, 0, 200, 100), size)
  expect(regions).toEqual([{ x: 0, y: 0, width: 200, height: 100, pixels: 20_000 }])
  expect(shareOf(regions, size)).toBe(1)
})

test('frames of another size differ everywhere', () => {
  expect(differences(new Uint32Array(10), blank(), size)).toEqual([{ x: 0, y: 0, ...size, pixels: 20_000 }])
})

test('nothing has no bounds', () => {
  expect(boundsOf([])).toBeNull()
  expect(shareOf([], size)).toBe(0)
})
