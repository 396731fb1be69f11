import { expect, test } from 'vitest'
import { addParts, costParts } from '../../../electron/replay/costs.js'

const USED = { input: 10_000, cached: 9000, cacheWrite: 0, output: 500, reasoning: 200, imageTokens: 1500, usd: 0.02 }
const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((all, one) => all + (one ?? NaN), 0)

test('the parts of a turn add up to its tokens and to its money', () => {
  const parts = costParts(USED, 4000, 20)
  expect(Object.fromEntries(parts.map(({ part, tokens }) => [part, tokens]))).toEqual({
    images: 1500,
    history: 7500,
    tools: 1000,
    reasoning: 200,
    answer: 300,
  })
  expect(sum(parts.map(({ usd }) => usd))).toBeCloseTo(0.02, 10)
  expect(parts.find(({ part }) => part === 'answer')?.usd).toBeCloseTo((300 * 20) / 1_000_000, 10)
})

test('money is not shared out when the price is not known, and is nothing where nothing was paid', () => {
  expect(costParts(USED, 0, null).map(({ usd }) => usd)).toEqual([null, null, null, null, null])
  expect(costParts({ ...USED, usd: null }, 0, 20)[0]?.usd).toBeNull()
  expect(sum(costParts({ ...USED, usd: 0 }, 0, null).map(({ usd }) => usd))).toBe(0)
})

test('a tool that put out more than the request held, and pictures beyond the input, leave no part below nothing', () => {
  const parts = costParts({ ...USED, input: 100, imageTokens: 200 }, 1_000_000, 20)
  expect(parts.every(({ tokens, usd }) => tokens >= 0 && (usd ?? 0) >= 0)).toBe(true)
  expect(costParts({ ...USED, input: 0, imageTokens: 0, output: 0, reasoning: 0 }, 0, 20).every(({ usd }) => usd === 0)).toBe(
    true,
  )
})

test('parts of several turns are added up; one unknown price makes the sum unknown', () => {
  const parts = addParts([costParts(USED, 0, 20), costParts(USED, 0, null)])
  expect(parts.find(({ part }) => part === 'images')).toEqual({ part: 'images', tokens: 3000, usd: null })
})
