import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  displayAt,
  displayPixels,
  displayRectToOs,
  displayRectToPicture,
  isInPicture,
  osRectToDisplay,
  toDisplayPoint,
  toOsPoint,
  toPicturePoint,
} from '../../native-bridge/geometry.js'
import type { Display, PictureSpace } from '../../native-bridge/types.js'

const displays = fc.record({
  id: fc.constant('d'),
  x: fc.integer({ min: -4000, max: 4000 }),
  y: fc.integer({ min: -4000, max: 4000 }),
  width: fc.integer({ min: 320, max: 4000 }),
  height: fc.integer({ min: 240, max: 3000 }),
  scale: fc.constantFrom(1, 1.25, 1.5, 2),
  primary: fc.boolean(),
})
/** The display's own size, or anything smaller. */
const spaces: fc.Arbitrary<PictureSpace> = fc
  .tuple(displays, fc.double({ min: 0.2, max: 1, noNaN: true }))
  .map(([display, share]) => {
    const pixels = displayPixels(display)
    return { display, picture: { width: Math.ceil(pixels.width * share), height: Math.ceil(pixels.height * share) } }
  })
const inside = (space: PictureSpace) =>
  fc.record({ x: fc.integer({ min: 0, max: space.picture.width - 1 }), y: fc.integer({ min: 0, max: space.picture.height - 1 }) })
const spacesWithPoint = spaces.chain((space) => fc.tuple(fc.constant(space), inside(space)))

/** Half of the coarser of the two units, as picture px. */
const halfUnit = (picture: number, os: number) => Math.max(1, picture / os) / 2 + 1e-9

describe('points', () => {
  test('come back within half a pixel from the OS, whatever origin and scale', () => {
    fc.assert(
      fc.property(spacesWithPoint, ([space, point]) => {
        const back = toPicturePoint(space, toOsPoint(space, point))
        expect(Math.abs(back.x - point.x)).toBeLessThanOrEqual(halfUnit(space.picture.width, space.display.width))
        expect(Math.abs(back.y - point.y)).toBeLessThanOrEqual(halfUnit(space.picture.height, space.display.height))
      }),
    )
  })

  test('of the picture land on the display, in whole units', () => {
    fc.assert(
      fc.property(spacesWithPoint, ([space, point]) => {
        const os = toOsPoint(space, point)
        expect(Number.isInteger(os.x) && Number.isInteger(os.y)).toBe(true)
        expect(displayAt([space.display], os)).toBe(space.display)
        const pixel = toDisplayPoint(space, point)
        const pixels = displayPixels(space.display)
        expect(pixel.x >= 0 && pixel.x < pixels.width && pixel.y >= 0 && pixel.y < pixels.height).toBe(true)
      }),
    )
  })

  test('of a picture at the size of the display are the display px and OS units themselves', () => {
    const display: Display = { id: 'd', x: -1440, y: 120, width: 1440, height: 900, scale: 1, primary: false }
    const space = { display, picture: { width: 1440, height: 900 } }
    expect(toOsPoint(space, { x: 0, y: 0 })).toEqual({ x: -1440, y: 120 })
    expect(toOsPoint(space, { x: 1439, y: 899 })).toEqual({ x: -1, y: 1019 })
    expect(toDisplayPoint(space, { x: 17, y: 3 })).toEqual({ x: 17, y: 3 })
  })

  test('of a display with two px per unit come from the nearer unit', () => {
    const display: Display = { id: 'd', x: 100, y: 0, width: 800, height: 600, scale: 2, primary: true }
    const space = { display, picture: { width: 1600, height: 1200 } }
    expect(toOsPoint(space, { x: 1, y: 1 })).toEqual({ x: 100, y: 0 })
    expect(toOsPoint(space, { x: 2, y: 3 })).toEqual({ x: 101, y: 1 })
    expect(toOsPoint(space, { x: 1599, y: 1199 })).toEqual({ x: 899, y: 599 })
  })
})

describe('the bounds of a picture', () => {
  const display: Display = { id: 'd', x: 0, y: 0, width: 1280, height: 800, scale: 1, primary: true }
  const space = { display, picture: { width: 1280, height: 800 } }
  test.each([
    [0, 0, true],
    [1279, 799, true],
    [1279.4, 0, true],
    [1279.5, 0, false],
    [-0.4, 0, true],
    [-0.6, 0, false],
    [1280, 0, false],
    [0, 800, false],
    [NaN, 0, false],
    [Infinity, 0, false],
  ])('hold for %d,%d: %s', (x, y, isInside) => {
    expect(isInPicture(space, { x, y })).toBe(isInside)
  })

  test('are those of whole picture px after rounding', () => {
    expect(toOsPoint(space, { x: 10.4, y: 10.6 })).toEqual({ x: 10, y: 11 })
  })
})

describe('rectangles', () => {
  test('of display px keep all they cover when they become OS units', () => {
    fc.assert(
      fc.property(displays, fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 300 }), (display, x, y, side) => {
        const os = displayRectToOs(display, { x, y, width: side, height: side })
        expect((os.x - display.x) * display.scale).toBeLessThanOrEqual(x)
        expect((os.x - display.x + os.width) * display.scale).toBeGreaterThanOrEqual(x + side)
      }),
    )
  })

  test('of OS units come back from display px', () => {
    const display: Display = { id: 'd', x: -200, y: 50, width: 800, height: 600, scale: 1.5, primary: true }
    const rect = { x: -100, y: 150, width: 40, height: 20 }
    expect(osRectToDisplay(display, rect)).toEqual({ x: 150, y: 150, width: 60, height: 30 })
    expect(displayRectToOs(display, osRectToDisplay(display, rect))).toEqual(rect)
  })

  test('are cut to the picture', () => {
    const display: Display = { id: 'd', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: true }
    const space = { display, picture: { width: 960, height: 540 } }
    expect(displayRectToPicture(space, { x: 1801, y: 1001, width: 400, height: 400 })).toEqual({
      x: 900,
      y: 500,
      width: 60,
      height: 40,
    })
  })
})
