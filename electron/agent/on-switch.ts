/** Another model, or the same with another effort: from which turn on, and what it can be sent of the conversation. */
import { isSameModel, isSameUse } from '../protocol/model-use.js'
import type { Switch } from './events.js'
import { inTurn, release, say, stay, type Step } from './flow.js'
import { NO_PROGRESS, NO_RETRY, type AgentState, type PhaseKind } from './state.js'
import { look } from './turns.js'

/** A request under way, or a wait before the next one, is given up: what is asked next is asked of the new model. */
export function onSwitched(state: AgentState, change: Switch): Step {
  const isOther = !isSameUse(state.model, change.to)
  return inTurn(
    state,
    (now) => takeModel(now, change),
    (now) => (isOther && ASKED.includes(now.phase.kind) ? inTurn(now, release, look) : stay(now)),
  )
}

const ASKED: readonly PhaseKind[] = ['looking', 'thinking']

/** Its patience and its count of repeats begin anew. */
export function takeModel(state: AgentState, { to, by, conversation }: Switch): Step {
  const { lastUsage, author } = state
  const next: AgentState = {
    ...state,
    model: to,
    handOver: conversation === 'summary' ? author : null,
    retry: NO_RETRY,
    emptyAnswers: 0,
    progress: NO_PROGRESS,
    // as many tokens, but nobody knows yet at which price
    lastUsage: lastUsage && !isSameModel(state.model, to) ? { ...lastUsage, usd: null } : lastUsage,
  }
  return say(next, { type: 'model.changed', turn: state.turn + 1, ...to, by, conversation })
}
