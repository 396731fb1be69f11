import { expect, it } from 'vitest'
import { QWEN_MAX_PIXELS, QWEN_MIN_PIXELS, smartResize } from '../../../../electron/models/dialects/smart-resize.js'

const rule = (factor: number, maxPixels = QWEN_MAX_PIXELS) => ({ factor, minPixels: QWEN_MIN_PIXELS, maxPixels })
const resized = (width: number, height: number, factor: number, maxPixels?: number): string => {
  const size = smartResize({ width, height }, rule(factor, maxPixels))
  return `${size.width}x${size.height}`
}

/** From the Python original. */
it.each([
  [1280, 800, '1288x812', '1280x800'],
  [1440, 900, '1428x896', '1440x896'],
  [1920, 1080, '1932x1092', '1920x1088'],
  [1024, 768, '1036x756', '1024x768'],
])('%ix%i becomes %s in steps of 28 and %s in steps of 32', (width, height, by28, by32) => {
  expect(resized(width, height, 28)).toBe(by28)
  expect(resized(width, height, 32)).toBe(by32)
})

it('a half goes to the even neighbour, as Python rounds', () => {
  expect(resized(28 * 10 + 14, 280, 28)).toBe('280x280')
  expect(resized(28 * 11 + 14, 280, 28)).toBe('336x280')
})

it.each([
  [3840, 2160],
  [2560, 1440],
  [7680, 1080],
])('%ix%i stays within the largest area, in whole steps, and nearly keeps its aspect', (width, height) => {
  const max = 2700 * 784
  const size = smartResize({ width, height }, rule(28, max))
  expect(size.width * size.height).toBeLessThanOrEqual(max)
  expect(size.width % 28).toBe(0)
  expect(size.height % 28).toBe(0)
  expect(Math.abs(size.width / size.height / (width / height) - 1)).toBeLessThan(0.06)
})

it('a tiny display grows to the least area', () => {
  const size = smartResize({ width: 20, height: 30 }, rule(28))
  expect(size.width * size.height).toBeGreaterThanOrEqual(QWEN_MIN_PIXELS)
})
