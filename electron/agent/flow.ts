/** The small words the step functions are written in: results of a step, and how two are put one after the other. */
import type { EventBody } from '../protocol/event.js'
import type { Effect } from './effects.js'
import type { AgentState } from './state.js'

export interface Step {
  readonly state: AgentState
  readonly effects: readonly Effect[]
}

export const stay = (state: AgentState): Step => ({ state, effects: [] })
export const record = (line: EventBody): Effect => ({ kind: 'record', line })
export const say = (state: AgentState, ...lines: readonly EventBody[]): Step => ({ state, effects: lines.map(record) })
export const release = (state: AgentState): Step => ({ state, effects: [{ kind: 'cancel-and-release' }] })

/** Each takes the state the one before it left; the effects are joined. */
export function inTurn(state: AgentState, ...moves: readonly ((state: AgentState) => Step)[]): Step {
  let step = stay(state)
  for (const move of moves) {
    const next = move(step.state)
    step = { state: next.state, effects: [...step.effects, ...next.effects] }
  }
  return step
}
