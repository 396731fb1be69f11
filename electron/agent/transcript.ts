/** What the model is told: how its calls ended, what the person said, what else it must know. */
import type { CallResult } from './effects.js'
import { NO_HISTORY, type History } from './history.js'
import type { Item, OpenCall, StepResult } from './plan.js'
import type { AgentState } from './state.js'

/** The state with the end of one item noted. Each item ends once: the first end stands. */
export function withResult(state: AgentState, item: Item, result: StepResult): AgentState {
  const calls = state.calls.map((call, index) => (index === item.call ? close(call, item, result) : call))
  return { ...state, calls }
}

function close(call: OpenCall, item: Item, result: StepResult): OpenCall {
  if (call.steps[item.step] !== null) return call
  const steps = call.steps.map((step, index) => (index === item.step ? result : step))
  const output = call.kind === 'tool' || isAnswering(item) ? result.note : undefined
  return output === undefined ? { ...call, steps } : { ...call, steps, output }
}

const isAnswering = (item: Item): boolean =>
  item.kind === 'action' && (item.action.kind === 'askUser' || item.action.kind === 'cursorPosition')

export function withPicture(state: AgentState, item: Item, frame: string): AgentState {
  const calls = state.calls.map((call, index) =>
    index === item.call ? { ...call, pictures: [...(call.pictures ?? []), frame] } : call,
  )
  return { ...state, calls }
}

export function withAcknowledged(state: AgentState, item: Item): AgentState {
  const checks = item.kind === 'action' ? item.checks.map((check) => check.id) : []
  if (checks.length === 0) return state
  const calls = state.calls.map((call, index) => (index === item.call ? { ...call, acknowledged: checks } : call))
  return { ...state, calls }
}

export const withNote = (state: AgentState, note: string): AgentState =>
  state.notes.includes(note) ? state : { ...state, notes: [...state.notes, note] }

/** The conversation as the model that is asked next may be sent it. */
export const historyFor = ({ handOver, history }: AgentState): History => (handOver === null ? history : NO_HISTORY)

/** One result a call, in order; a step without an end never began. */
export const resultsOf = (calls: readonly OpenCall[]): readonly CallResult[] =>
  calls.map(({ callId, steps, output, pictures, acknowledged }) => ({
    callId,
    steps: steps.map((step) => step ?? { result: 'skipped' }),
    ...(output === undefined ? {} : { output }),
    ...(pictures === undefined ? {} : { pictures }),
    acknowledged,
  }))
