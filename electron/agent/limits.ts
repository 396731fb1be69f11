/** What is allowed to go on: steps, money and minutes; how often a passing fault is tried again. */
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Limits } from '../protocol/settings.js'
import { activeMs, type AgentState } from './state.js'

/** The limit that is reached, or null. Asked before each model call. 0 means no limit. */
export function limitReached(state: AgentState, limits: Limits, nowMs: number): Problem | null {
  const { base } = state
  if (limits.steps > 0 && state.turn - base.turns >= limits.steps)
    return limit(`${limits.steps} ${limits.steps === 1 ? 'step is' : 'steps are'} done, the most this session may take.`)
  if (limits.costUsd > 0 && (state.usage.usd ?? 0) - base.usd >= limits.costUsd)
    return limit(`$${limits.costUsd} is spent, the most this session may cost.`)
  if (limits.minutes > 0 && activeMs(state, nowMs) - base.activeMs >= limits.minutes * 60_000)
    return limit(`${limits.minutes} minutes have passed, the most this session may take.`)
  return null
}

const limit = (message: string): Problem => ({ kind: 'limit', message, retryable: false })

/** A person said "go on": everything counts from here. */
export const withFreshLimits = (state: AgentState): AgentState => ({
  ...state,
  base: { turns: state.turn, usd: state.usage.usd ?? 0, activeMs: activeMs(state, state.clock.nowMs) },
})

/** 30 s in all: CONTRACT 2. */
const BACKOFF_MS = [1000, 2000, 4000, 8000, 15_000] as const
/** A server that names a wait again and again is given up on at last. */
const MAX_ATTEMPTS = 12

export const backoffMs = (waitedMs: number): number | null => {
  let sum = 0
  for (const ms of BACKOFF_MS) {
    if (waitedMs <= sum) return ms
    sum += ms
  }
  return null
}

export interface Retry {
  readonly attempt: number
  readonly waitMs: number
  /** the part of it that counts against the 30 s: none of a wait the server itself named */
  readonly ownMs: number
}

/** Whether and when to try again; null: give up. */
export function retryOf(problem: Problem, { attempts, waitedMs }: AgentState['retry']): Retry | null {
  if (!problem.retryable || attempts >= MAX_ATTEMPTS) return null
  const own = backoffMs(waitedMs)
  const named = problem.waitMs ?? 0
  if (named > (own ?? 0)) return { attempt: attempts + 1, waitMs: named, ownMs: 0 }
  return own === null ? null : { attempt: attempts + 1, waitMs: own, ownMs: own }
}

/** A model without a known price adds nothing to the money; the sum is null only while nothing is known. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    cached: a.cached + b.cached,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    imageTokens: a.imageTokens + b.imageTokens,
    usd: a.usd === null && b.usd === null ? null : (a.usd ?? 0) + (b.usd ?? 0),
  }
}
