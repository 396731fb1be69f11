/** What is allowed to go on: steps, money, tokens and minutes; how often a passing fault is tried again. */
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Limits } from '../protocol/settings.js'
import { activeMs, type AgentState } from './state.js'

/** One limit: how much of it is used, and what the next model call will probably add. */
interface Use {
  readonly limit: number
  readonly used: number
  readonly next: number
  readonly words: (used: Use) => string
  /** the limit in words, for a person: '200 steps', '$5' */
  readonly name: string
}

/** The limit that is reached, or that the next call would go past; null: none. Asked before each model call. 0 means no limit. */
export function limitReached(state: AgentState, limits: Limits, nowMs: number, picture = 0): Problem | null {
  const hit = usesOf(state, limits, nowMs, picture).find(({ limit, used, next }) => used >= limit || used + next > limit)
  return hit ? { kind: 'limit', message: hit.words(hit), retryable: false } : null
}

/** From this share on it is said, once. */
const NEAR = 0.8

/** What is to be said of a limit that is nearly used up and was not spoken of yet. */
export function limitNear(state: AgentState, limits: Limits, nowMs: number): Problem | null {
  const said = usesOf(state, limits, nowMs, 0)
    .filter(({ limit, used }) => used >= limit * NEAR && used < limit)
    .map(({ name }) => `More than four fifths of the ${name} that this session may take are used.`)
    .find((message) => !state.saidNear.includes(message))
  return said === undefined ? null : { kind: 'limit', message: said, retryable: true }
}

function usesOf(state: AgentState, limits: Limits, nowMs: number, picture: number): readonly Use[] {
  const { base, usage } = state
  const next = estimate(state.lastUsage, picture)
  const spent = (usage.usd ?? 0) - base.usd
  const uses: readonly Use[] = [
    {
      limit: limits.steps,
      used: state.turn - base.turns,
      next: 0,
      name: count(limits.steps, 'step'),
      words: () => `${count(limits.steps, 'step')} ${limits.steps === 1 ? 'is' : 'are'} done, the most this session may take.`,
    },
    {
      limit: limits.costUsd,
      used: spent,
      next: next.usd,
      name: `$${limits.costUsd}`,
      words: (use) =>
        use.used >= use.limit
          ? `$${limits.costUsd} is spent, the most this session may cost.`
          : `$${money(spent)} is spent and the next step would cost about $${money(next.usd)}: more than the $${limits.costUsd} this session may cost.`,
    },
    {
      limit: limits.tokens ?? 0,
      used: tokensOf(usage) - base.tokens,
      next: next.tokens,
      name: count(limits.tokens ?? 0, 'token'),
      words: (use) =>
        `${count(use.used, 'token')} are used${use.used >= use.limit ? '' : ` and the next step would take about ${use.next}`}; this session may take ${use.limit}.`,
    },
    {
      limit: limits.minutes * 60_000,
      used: activeMs(state, nowMs) - base.activeMs,
      next: 0,
      name: count(limits.minutes, 'minute'),
      words: () => `${limits.minutes} minutes have passed, the most this session may take.`,
    },
  ]
  return uses.filter(({ limit }) => limit > 0)
}

/** As the last call, which the next one repeats and adds a picture to. Nothing is known before the first. */
function estimate(last: Usage | null, picture: number): { readonly usd: number; readonly tokens: number } {
  if (!last) return { usd: 0, tokens: 0 }
  const before = tokensOf(last)
  const more = before === 0 ? 0 : picture / (before + picture)
  return { usd: (last.usd ?? 0) * (1 + more), tokens: before + picture }
}

const tokensOf = ({ input, output }: Usage): number => input + output
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
const money = (usd: number): string => String(Number(usd.toPrecision(2)))

/** A person said "go on": everything counts from here. */
export const withFreshLimits = (state: AgentState): AgentState => ({
  ...state,
  saidNear: [],
  base: {
    turns: state.turn,
    usd: state.usage.usd ?? 0,
    tokens: tokensOf(state.usage),
    activeMs: activeMs(state, state.clock.nowMs),
  },
})

/** 30 s in all: CONTRACT 2. */
const BACKOFF_MS = [1000, 2000, 4000, 8000, 15_000] as const
/** A server that names a wait again and again is given up on at last. */
const MAX_ATTEMPTS = 12
const AWAY_MS = 15_000

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

/** Whether and when to try again; null: give up. `waitsOnline`: a network that is away is waited for, however long. */
export function retryOf(problem: Problem, { attempts, waitedMs }: AgentState['retry'], waitsOnline = false): Retry | null {
  const isAway = waitsOnline && problem.kind === 'model-connection'
  if (!problem.retryable || (attempts >= MAX_ATTEMPTS && !isAway)) return null
  const own = backoffMs(waitedMs)
  const named = problem.waitMs ?? 0
  if (named > (own ?? 0)) return { attempt: attempts + 1, waitMs: named, ownMs: 0 }
  if (own === null) return isAway ? { attempt: attempts + 1, waitMs: AWAY_MS, ownMs: 0 } : null
  return { attempt: attempts + 1, waitMs: own, ownMs: own }
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
