import { describe, expect, it } from 'vitest'
import { ANTHROPIC_MODELS, DEFAULT_ANTHROPIC_MODEL } from '../../../electron/models/anthropic.js'
import { DEFAULT_GEMINI_MODEL, GEMINI_MODELS } from '../../../electron/models/gemini.js'
import { DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from '../../../electron/models/openai.js'
import { familyOf } from '../../../electron/models/openai/families.js'
import { costUsd, priceOf } from '../../../electron/models/prices.js'

const today = new Date('2026-11-22T12:00:00Z')

describe('a price', () => {
  it('is known for every model that is offered, and so is what it can do', () => {
    expect(OPENAI_MODELS).toContain(DEFAULT_OPENAI_MODEL)
    for (const model of OPENAI_MODELS) {
      expect(priceOf(model, {}, today), model).not.toBeNull()
      expect(familyOf(model), model).not.toBe(familyOf('gpt-nobody-knows'))
    }
  })

  it.each([
    ['Anthropic', DEFAULT_ANTHROPIC_MODEL, ANTHROPIC_MODELS],
    ['Gemini', DEFAULT_GEMINI_MODEL, GEMINI_MODELS],
  ])('is known for every model of %s that is offered', (_, fallback, models) => {
    expect(models).toContain(fallback)
    for (const model of models) expect(priceOf(model, {}, today), model).not.toBeNull()
  })

  it('of the default model is the one of the table', () => {
    expect(priceOf('gpt-6.1-sol', {}, today)).toMatchObject({ input: 2, cached: 0.1, cacheWrite: 2.5, output: 10 })
  })

  it('of a snapshot is the one of its model', () => {
    expect(priceOf('gpt-5.5-2026-04-23', {}, today)).toMatchObject({ input: 5, output: 30 })
  })

  it('of a snapshot of Claude is the one of its model', () => {
    expect(priceOf('claude-haiku-4-5-20251001', {}, today)).toMatchObject({ input: 1, output: 5 })
  })

  it('that ends gives way to the next on the day after', () => {
    expect(priceOf('gpt-5.6-sol', {}, new Date('2026-11-21T23:59:59Z'))).toMatchObject({ input: 4 })
    expect(priceOf('gpt-5.6-sol', {}, new Date('2026-11-22T00:00:00Z'))).toMatchObject({ input: 5 })
  })

  it('of the settings wins', () => {
    const own = { input: 1, cached: 0.5, output: 2 }
    expect(priceOf('gpt-6.1-sol', { 'gpt-6.1-sol': own }, today)).toEqual(own)
    expect(priceOf('my-model', { 'my-model': own }, today)).toEqual(own)
  })

  it('of an unknown model is unknown', () => {
    expect(priceOf('my-model', {}, today)).toBeNull()
    expect(priceOf('constructor', {}, today)).toBeNull()
  })
})

describe('the cost of a turn', () => {
  const price = { input: 2, cached: 0.1, cacheWrite: 2.5, output: 10 }

  it('counts what is cached and what is written to the cache apart from the rest of the input', () => {
    const usd = costUsd({ input: 10_000, cached: 6000, cacheWrite: 3000, output: 500 }, price)
    expect(usd).toBeCloseTo((1000 * 2 + 6000 * 0.1 + 3000 * 2.5 + 500 * 10) / 1e6, 12)
  })

  it('writes to the cache at the price of input where no other is named', () => {
    const usd = costUsd({ input: 100, cached: 0, cacheWrite: 100, output: 0 }, { input: 5, cached: 0.5, output: 30 })
    expect(usd).toBeCloseTo(500 / 1e6, 12)
  })

  it('doubles input and halves again output above 272,000 tokens of input, not at it', () => {
    const at = (input: number) => costUsd({ input, cached: 1000, cacheWrite: 0, output: 100 }, price)
    expect(at(272_000)).toBeCloseTo((271_000 * 2 + 1000 * 0.1 + 100 * 10) / 1e6, 12)
    expect(at(272_001)).toBeCloseTo((2 * (271_001 * 2 + 1000 * 0.1) + 1.5 * 100 * 10) / 1e6, 12)
  })

  it('is the same however long a request to Claude is, but for the smallest', () => {
    const at = (model: string, input: number) => {
      const known = priceOf(model, {}, today)
      if (!known) throw new Error(model)
      return costUsd({ input, cached: 0, cacheWrite: 0, output: 100 }, known)
    }
    expect(at('claude-opus-5-5', 900_000)).toBeCloseTo((900_000 * 4 + 100 * 20) / 1e6, 12)
    expect(at('claude-haiku-5-5', 100_000)).toBeCloseTo((100_000 * 0.1 + 100 * 0.5) / 1e6, 12)
    expect(at('claude-haiku-5-5', 100_001)).toBeCloseTo((100_001 * 0.5 + 100 * 2.5) / 1e6, 12)
    expect(at('gemini-3.8-flash', 900_000)).toBeCloseTo((900_000 * 0.75 + 100 * 3.75) / 1e6, 12)
  })

  it('keeps how long requests are billed when a person names another price', () => {
    const own = { 'claude-opus-5-5': { input: 1, cached: 0.1, output: 2 } }
    const set = priceOf('claude-opus-5-5', own, today)
    expect(set && costUsd({ input: 900_000, cached: 0, cacheWrite: 0, output: 0 }, set)).toBeCloseTo(0.9, 12)
  })
})
