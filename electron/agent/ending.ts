/** How things end: one item, what is left of a plan, the session. */
import type { EffectSignal } from '../protocol/action.js'
import type { ControlBy } from '../protocol/command.js'
import type { EventBody, FinishStatus, Totals } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { inTurn, release, say, stay, type Step } from './flow.js'
import type { DoableItem, Item, StepResult } from './plan.js'
import { isDoable } from './plan.js'
import { queueOf, type AgentState } from './state.js'
import { withDeed } from './story.js'
import { withResult } from './transcript.js'

interface Measured {
  readonly effect?: EffectSignal
  readonly ms?: number
}

/** Notes an item's end for the model and says it in the log. */
export function endItem(state: AgentState, item: Item, result: StepResult, measured: Measured = {}): Step {
  const next = { ...withResult(state, item, result), story: withDeed(state.story, item, result) }
  if (isDoable(item)) return say(next, endLine(item, result, measured))
  return result.result === 'failed' ? say(next, { type: 'problem', ...item.problem }) : stay(next)
}

function endLine(item: DoableItem, { result, problem, note }: StepResult, { effect = 'unknown', ms = 0 }: Measured): EventBody {
  const end = { id: item.id, result, ms, ...(problem ? { problem } : {}) }
  if (item.kind === 'action') return { type: 'action.finished', ...end, effect }
  return { type: 'tool.finished', ...end, ...(note === undefined ? {} : { output: note }) }
}

export const skipAll = (state: AgentState, items: readonly Item[], note?: string): Step =>
  inTurn(
    state,
    ...items.map(
      (item) => (now: AgentState) => endItem(now, item, { result: 'skipped', ...(note === undefined ? {} : { note }) }),
    ),
  )

/** Closes what is open of the plan: what was begun is 'interrupted', the rest 'skipped'. The caller sets the phase. */
export function closeOpen(state: AgentState, by: WithdrawnBy, note?: string): Step {
  const { phase } = state
  const [head, ...rest] = queueOf(phase)
  const isAsked = phase.kind === 'asking' && phase.ask.kind === 'question'
  const isBegun = phase.kind === 'acting' || isAsked
  return inTurn(
    state,
    (now) => withdraw(now, by),
    (now) => {
      if (!head) return stay(now)
      if (!isBegun) return skipAll(now, [head], note)
      return endItem({ ...now, watched: 'short' }, head, { result: 'interrupted' }, { ms: now.clock.ranMs })
    },
    (now) => skipAll(now, rest, note),
  )
}

export type WithdrawnBy = 'person' | 'policy' | 'steer' | 'expiry'

function withdraw(state: AgentState, by: WithdrawnBy): Step {
  const { phase } = state
  if (phase.kind !== 'asking' || phase.ask.kind !== 'approval') return stay(state)
  return say(state, { type: 'approval.answered', id: phase.ask.id, answer: by === 'expiry' ? 'expired' : 'withdrawn', by })
}

export interface Ending {
  readonly status: FinishStatus
  readonly text: string
  readonly problem?: Problem
  readonly stoppedBy?: ControlBy
}

/** The session's last line. Whatever is still open must have been closed before. */
export function finish(state: AgentState, { status, text, problem, stoppedBy }: Ending): Step {
  const end = { status, text, problem: problem ?? null, stoppedBy: stoppedBy ?? null }
  return inTurn(state, release, (now) =>
    say(
      { ...now, phase: { kind: 'finished', why: status }, isHeld: false, end },
      { type: 'session.finished', status, text, totals: totalsOf(now) },
    ),
  )
}

/** Ends the session for a problem: lets go first, says it, closes what is open. */
export const breakOff = (
  state: AgentState,
  problem: Problem,
  status: FinishStatus = 'failed',
  by: WithdrawnBy = 'policy',
): Step =>
  inTurn(
    state,
    release,
    (now) => say(now, { type: 'problem', ...problem }),
    (now) => closeOpen(now, by),
    (now) => finish(now, { status, text: problem.message, problem }),
  )

export const totalsOf = ({ turn, actions, clock, usage }: AgentState): Totals => ({
  turns: turn,
  actions,
  ms: Math.round(clock.beforeMs + clock.nowMs - clock.lifeStartMs),
  usage,
})
