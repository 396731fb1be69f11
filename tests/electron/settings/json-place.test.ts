import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenPlace } from '../../../electron/settings/json-place.js'

test.each([
  ['{ "a": }', 1, 8],
  ['{\n  "a": 1,\n  oops\n}', 3, 3],
  ['{"a": 1,}', 1, 9],
  ['{"a" 1}', 1, 6],
  ['[1, 2', 1, 6],
  ['{"a": "x\ny"}', 1, 7],
  ['{} x', 1, 4],
  ['', 1, 1],
  ['[01]', 1, 3],
])('%j breaks at line %i, column %i', (text, line, column) => {
  expect(brokenPlace(text)).toEqual({ line, column })
})

test('it agrees with the engine on what is JSON', () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  const cut = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, put]) => {
    const place = at % (json.length + 1)
    return json.slice(0, place) + put + json.slice(place + 1)
  })
  fc.assert(
    fc.property(fc.oneof(fc.json(), cut), (text) => {
      expect(brokenPlace(text) === null).toBe(isJson(text))
    }),
    { numRuns: 2000 },
  )
})
