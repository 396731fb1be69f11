import { describe, expect, it } from 'vitest'
import { cropAround, wayTo } from '../../../renderer/shared/picture-crop.js'

const picture = { width: 1440, height: 900 }
const box = { width: 56, height: 36 }

describe('a spot of a picture', () => {
  it('has its point in the middle', () => {
    const crop = cropAround(picture, box, { x: 700, y: 400 }, 224)
    expect([crop.markX, crop.markY]).toEqual([28, 18])
    expect(crop.width).toBe(360)
  })

  it.each([
    ['the top left', { x: 0, y: 0 }],
    ['the bottom right', { x: 1439, y: 899 }],
    ['beyond the edge', { x: 5000, y: -20 }],
  ])('never shows beyond the picture at %s', (_name, point) => {
    const crop = cropAround(picture, box, point, 224)
    expect(crop.left).toBeLessThanOrEqual(0)
    expect(crop.top).toBeLessThanOrEqual(0)
    expect(crop.left + crop.width).toBeGreaterThanOrEqual(box.width)
    expect(crop.top + crop.height).toBeGreaterThanOrEqual(box.height)
  })

  it('covers the box even when that needs a larger scale than was asked for', () => {
    const crop = cropAround({ width: 100, height: 20 }, box, null, 100)
    expect(crop.height).toBeGreaterThanOrEqual(box.height)
  })

  it('keeps the aspect', () => {
    const crop = cropAround(picture, box, null)
    expect(crop.width / crop.height).toBeCloseTo(1440 / 900)
  })
})

describe('the pointer’s way', () => {
  const crop = cropAround(picture, { width: 336, height: 88 }, { x: 700, y: 400 }, 460)

  it('ends at the edge of the mark', () => {
    const numbers =
      wayTo(crop, picture, { x: 500, y: 400 })
        ?.match(/-?[\d.]+/g)
        ?.map(Number) ?? []
    const [endX = 0, endY = 0] = numbers.slice(-2)
    expect(Math.hypot(endX - crop.markX, endY - crop.markY)).toBeCloseTo(9, 0)
  })

  it('is left out when the pointer was there already', () => {
    expect(wayTo(crop, picture, { x: 702, y: 401 })).toBeNull()
  })
})
