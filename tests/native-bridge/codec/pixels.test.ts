import { expect, test } from 'vitest'
import { packRgb } from '../../../native-bridge/codec/pixels.js'

test.each(['bgra', 'rgba'] as const)('%s pixels become red, green, blue, whatever their number and place in memory', (format) => {
  const order = format === 'bgra' ? [2, 1, 0] : [0, 1, 2]
  for (const [width, height, offset] of [
    [5, 3, 0],
    [4, 4, 0],
    [1, 1, 0],
    [33, 7, 3],
  ] as const) {
    const data = new Uint8Array(new ArrayBuffer(width * height * 4 + offset), offset).map((_, at) => (at * 31) ^ (at >> 3))
    const expected = Array.from({ length: width * height }, (_, pixel) => order.map((channel) => data[pixel * 4 + channel]))
    expect([...packRgb({ width, height, data, format })]).toEqual(expected.flat())
  }
})
