/** Questions to the person: approvals of the policy, questions of the model, and whether to go on past a limit. */
import type { EventBody } from '../protocol/event.js'
import { inTurn, say, type Step } from './flow.js'
import type { Item } from './plan.js'
import type { AgentState, Ask } from './state.js'

/** CONTRACT 2: an approval not answered in 5 minutes is expired. */
export const APPROVAL_MS = 5 * 60_000

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** Asks, and waits. While it is open nothing else is done. */
export function openAsk(state: AgentState, queue: readonly Item[], about: WithoutId<Ask>): Step {
  const number = state.lastId + 1
  const ask: Ask = { ...about, id: `${about.kind}-${number}` }
  return inTurn(
    { ...state, lastId: number, phase: { kind: 'asking', queue, ask } },
    (now) => say(now, ...linesOf(now, queue, ask)),
    (now) => ({
      state: now,
      effects: [{ kind: 'ask-user', id: ask.id, expiresInMs: ask.kind === 'approval' ? APPROVAL_MS : null }],
    }),
  )
}

function linesOf(state: AgentState, queue: readonly Item[], ask: Ask): readonly EventBody[] {
  switch (ask.kind) {
    case 'approval': {
      const { what, where, why, risk, rule } = ask.verdict
      const expiresAt = new Date(state.clock.nowMs + APPROVAL_MS).toISOString()
      return [{ type: 'approval.asked', id: ask.id, for: idOf(queue), what, where, why, risk, rule, expiresAt }]
    }
    case 'question': {
      const choices = ask.choices ? { choices: [...ask.choices] } : {}
      return [{ type: 'question.asked', id: ask.id, text: ask.text, kind: ask.answer, ...choices }]
    }
    case 'limit':
      return [
        { type: 'control', state: 'paused', by: 'limit' },
        { type: 'question.asked', id: ask.id, text: `${ask.problem.message} Go on?`, kind: 'confirm' },
      ]
  }
}

const idOf = ([head]: readonly Item[]): string => (head && head.kind !== 'refused' ? head.id : '')

/** Why the value is no answer to this question; null when it is one. */
export function whyNoAnswer(ask: Ask, value: string | boolean): string | null {
  if (ask.kind === 'approval') {
    const isAnswer = value === 'allow' || value === 'allow-session' || value === 'deny'
    return isAnswer ? null : 'An approval is answered with allow, allow-session or deny.'
  }
  const kind = ask.kind === 'limit' ? 'confirm' : ask.answer
  if (kind === 'confirm') return typeof value === 'boolean' ? null : 'This question is answered with true or false.'
  if (typeof value !== 'string') return 'This question is answered with a text.'
  const choices = ask.kind === 'question' && kind === 'choice' ? ask.choices : null
  return choices && !choices.includes(value) ? `The answer is one of: ${choices.join(', ')}.` : null
}
