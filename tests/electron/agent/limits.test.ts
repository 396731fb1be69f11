import { describe, expect, it } from 'vitest'
import { addUsage, limitNear, limitReached, retryOf, withFreshLimits } from '../../../electron/agent/limits.js'
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
    const base = { tokens: 0, turns: 3, usd: 1, activeMs: 60_000 }
    expect(limitReached(at(5, 1.5, { base }), { steps: 3, costUsd: 1, minutes: 1 }, 110_000)).toBe(null)
    const clock = { ...initialState.clock, waitedMs: 50_000, waitingSinceMs: 100_000 }
    expect(limitReached(at(0, 0, { clock }), { ...NONE, minutes: 1 }, 900_000)).toBe(null)
  })
})

describe('the next call', () => {
  const last = { ...usage(0.2), input: 900, output: 100 }
  const used = (usd: number, tokens: number): AgentState =>
    at(4, usd, { usage: { ...initialState.usage, usd, input: tokens }, lastUsage: last })

  it('is not made when it would probably go past the money: it costs what the last one did, and a picture more', () => {
    expect(limitReached(used(0.7, 0), { ...NONE, costUsd: 1 }, 0, 0)).toBe(null)
    expect(limitReached(used(0.7, 0), { ...NONE, costUsd: 1 }, 0, 1000)).toBe(null)
    expect(limitReached(used(0.75, 0), { ...NONE, costUsd: 1 }, 0, 1000)?.message).toBe(
      '$0.75 is spent and the next step would cost about $0.3: more than the $1 this session may cost.',
    )
  })

  it('is counted in tokens too', () => {
    expect(limitReached(used(0, 4000), { ...NONE, tokens: 6000 }, 0, 500)).toBe(null)
    expect(limitReached(used(0, 4600), { ...NONE, tokens: 6000 }, 0, 500)?.message).toContain('about 1500')
    expect(limitReached(used(0, 6000), { ...NONE, tokens: 6000 }, 0)?.message).toContain('6000 tokens are used')
    expect(limitReached(withFreshLimits(used(0, 6000)), { ...NONE, tokens: 6000 }, 0)).toBe(null)
  })
})

describe('four fifths of a limit', () => {
  it('are said once for each limit, and anew after leave to go on', () => {
    const limits = { ...NONE, steps: 10, costUsd: 1 }
    expect(limitNear(at(7, 0.7), limits, 0)).toBe(null)
    const steps = limitNear(at(8, 0.7), limits, 0)
    expect(steps).toMatchObject({ kind: 'limit', retryable: true, message: expect.stringContaining('10 steps') as string })
    const said = at(8, 0.85, { saidNear: [steps?.message ?? ''] })
    expect(limitNear(said, limits, 0)?.message).toContain('$1')
    expect(limitNear({ ...said, saidNear: [...said.saidNear, limitNear(said, limits, 0)?.message ?? ''] }, limits, 0)).toBe(null)
    expect(withFreshLimits(said).saidNear).toEqual([])
    expect(limitNear(at(10, 0), { ...NONE, steps: 10 }, 0)).toBe(null)
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
