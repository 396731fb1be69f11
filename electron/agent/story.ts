/** The session in short lines, for a model that takes over from one whose conversation it cannot read. */
import type { Answer, Item, StepResult } from './plan.js'
import type { AgentState } from './state.js'

const MOST_LINES = 120
const LONGEST = 600

const short = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

const withLines = (state: AgentState, lines: readonly string[]): AgentState =>
  lines.length === 0 ? state : { ...state, story: [...state.story, ...lines.map(short)].slice(-MOST_LINES) }

/** What the model said in its answer. */
export const withWords = (state: AgentState, { reasoning, messages }: Pick<Answer, 'reasoning' | 'messages'>): AgentState =>
  withLines(
    state,
    [...reasoning, ...messages.map(({ text }) => text)].filter((text) => text.trim() !== ''),
  )

/** What was done, and how it ended. */
export function withDeed(state: AgentState, item: Item, { result, problem, note }: StepResult): AgentState {
  if (item.kind === 'refused') return state
  const what = item.kind === 'action' ? JSON.stringify(item.action) : `${item.name} ${JSON.stringify(item.input)}`
  const told = [problem?.message, note].filter((text) => text !== undefined && text !== '')
  return withLines(state, [[`${what}: ${result}`, ...told].join('. ')])
}
