import { describe, expect, it } from 'vitest'
import { addUsage, limitReached, retryOf } from '../../../electron/agent/limits.js'
import { initialState, NO_RETRY, type AgentState } from '../../../electron/agent/state.js'
import { problem, usage } from '../../support/builders.js'

const at = (turn: number, usd: number, more: Partial<AgentState> = {}): AgentState => ({
  ...initialState,
  turn,
  usage: { ...initialState.usage, usd },
  ...more,
})
const NONE = { steps: 0, costUsd: 0, minutes: 0 }

describe('limits', () => {
  it('are reached at their number, and 0 is none', () => {
    expect(limitReached(at(9, 9), NONE, 1e12)).toBe(null)
    expect(limitReached(at(2, 0), { ...NONE, steps: 3 }, 0)).toBe(null)
    expect(limitReached(at(3, 0), { ...NONE, steps: 3 }, 0)?.message).toContain('3 steps')
    expect(limitReached(at(0, 0.99), { ...NONE, costUsd: 1 }, 0)).toBe(null)
    expect(limitReached(at(0, 1), { ...NONE, costUsd: 1 }, 0)?.message).toContain('$1')
    expect(limitReached(at(0, 0), { ...NONE, minutes: 2 }, 119_999)).toBe(null)
    expect(limitReached(at(0, 0), { ...NONE, minutes: 2 }, 120_000)?.message).toContain('2 minutes')
  })

  it('count from the last leave to go on, and without the time a person was waited for', () => {
    const base = { turns: 3, usd: 1, activeMs: 60_000 }
    expect(limitReached(at(5, 1.5, { base }), { steps: 3, costUsd: 1, minutes: 1 }, 110_000)).toBe(null)
    const clock = { ...initialState.clock, waitedMs: 50_000, waitingSinceMs: 100_000 }
    expect(limitReached(at(0, 0, { clock }), { ...NONE, minutes: 1 }, 900_000)).toBe(null)
  })
})

describe('trying again', () => {
  const passing = problem('model-connection', 'Gone.', { retryable: true })

  it('waits longer each time, 30 seconds in all', () => {
    let retry: AgentState['retry'] = NO_RETRY
    const waits: number[] = []
    for (let next = retryOf(passing, retry); next; next = retryOf(passing, retry)) {
      waits.push(next.waitMs)
      retry = { attempts: next.attempt, waitedMs: retry.waitedMs + next.ownMs }
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 15_000])
  })

  it("keeps to a server's own wait, which costs nothing of the 30 seconds, but not for ever", () => {
    const named = { ...passing, waitMs: 60_000 }
    expect(retryOf(named, { attempts: 4, waitedMs: 30_000 })).toEqual({ attempt: 5, waitMs: 60_000, ownMs: 0 })
    expect(retryOf(named, { attempts: 12, waitedMs: 0 })).toBe(null)
    expect(retryOf({ ...passing, waitMs: 200 }, NO_RETRY)).toEqual({ attempt: 1, waitMs: 1000, ownMs: 1000 })
  })

  it('is not done for what does not pass', () => {
    expect(retryOf(problem('model-auth'), NO_RETRY)).toBe(null)
  })
})

it('adds usage up; the money is unknown only while none is known', () => {
  expect(addUsage(usage(null), usage(null)).usd).toBe(null)
  expect(addUsage(usage(null), usage(0.5)).usd).toBe(0.5)
  expect(addUsage(usage(0.25), usage(0.5))).toMatchObject({ input: 200, output: 20, imageTokens: 120, usd: 0.75 })
})
