import { describe, expect, test } from 'vitest'
import type { Region } from '../../../native-bridge/settle/difference.js'
import {
  learnAfterAction,
  learnAtRest,
  learnMoving,
  nothingRestless,
  withoutRestless,
} from '../../../native-bridge/settle/restless.js'

const at = (x: number, y: number, width: number, height: number): Region => ({ x, y, width, height, pixels: width * height })
const caret = at(100, 100, 2, 16)
const clock = at(900, 5, 24, 14)
const page = at(0, 0, 800, 600)

describe('while nothing is done', () => {
  test('a caret that blinks is known at once', () => {
    expect(withoutRestless([caret, page], learnAtRest(nothingRestless, [caret]))).toEqual([page])
  })
  test('another small change is known when it comes again, since the first may be a late effect', () => {
    const once = learnAtRest(nothingRestless, [clock])
    expect(withoutRestless([clock], once)).toEqual([clock])
    const digitIsWider = at(898, 5, 27, 14)
    expect(withoutRestless([clock, digitIsWider], learnAtRest(once, [digitIsWider]))).toEqual([])
  })
  test('a large change is never restless', () => {
    const twice = learnAtRest(learnAtRest(nothingRestless, [page]), [page])
    expect(withoutRestless([page], twice)).toEqual([page])
  })
})

describe('after an action', () => {
  test('a caret is an effect the first time and a blink the second', () => {
    const once = learnAfterAction(nothingRestless, [caret])
    expect(withoutRestless([caret], once)).toEqual([caret])
    expect(withoutRestless([caret], learnAfterAction(once, [caret]))).toEqual([])
  })
  test('a caret at another place is another one', () => {
    const moved = at(300, 100, 2, 16)
    const seen = learnAfterAction(learnAfterAction(nothingRestless, [caret]), [moved])
    expect(withoutRestless([moved], seen)).toEqual([moved])
  })
  test('what a larger change covers is forgotten', () => {
    const known = learnAtRest(nothingRestless, [caret])
    expect(withoutRestless([caret], learnAfterAction(known, [page]))).toEqual([caret])
  })
})

test('a small thing that went on moving is known', () => {
  expect(withoutRestless([clock], learnMoving(nothingRestless, [clock, page]))).toEqual([])
})

test('only so many places are remembered, the latest', () => {
  let restless = nothingRestless
  for (let n = 0; n < 40; n++) restless = learnAtRest(restless, [at(n * 40, 0, 2, 16)])
  expect(restless.known.length).toBeLessThan(20)
  expect(withoutRestless([at(39 * 40, 0, 2, 16)], restless)).toEqual([])
})
