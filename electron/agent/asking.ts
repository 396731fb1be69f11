/** Questions to the person: approvals of the policy, questions of the model, and whether to go on past a limit. */
import type { EventBody } from '../protocol/event.js'
import type { RiskKind, Spot } from '../protocol/risk.js'
import { inTurn, release, say, type Step } from './flow.js'
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
    // a button that an earlier action holds must not press the answer, and no key may reach it
    release,
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
      const { what, where, why, risk, rule, risks, spot } = ask.verdict
      const expiresAt = new Date(state.clock.nowMs + APPROVAL_MS).toISOString()
      return [
        {
          type: 'approval.asked',
          id: ask.id,
          for: idOf(queue),
          what,
          where,
          why,
          risk,
          rule,
          ...known({ risks, spot }),
          expiresAt,
        },
      ]
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

const known = ({ risks, spot }: { risks: readonly RiskKind[] | undefined; spot: Spot | undefined }) => ({
  ...(risks === undefined ? {} : { risks: [...risks] }),
  ...(spot === undefined ? {} : { spot }),
})

const idOf = ([head]: readonly Item[]): string => (head && head.kind !== 'refused' ? head.id : '')

/** Why the value is no answer to this question; null when it is one. */
export function whyNoAnswer(ask: Ask, value: string | boolean): string | null {
  switch (ask.kind) {
    case 'approval':
      return typeof value === 'string' && APPROVALS.includes(value)
        ? null
        : 'An approval is answered with allow, allow-session or deny.'
    case 'limit':
      return whyNotYesOrNo(value)
    case 'question':
      if (ask.answer === 'confirm') return whyNotYesOrNo(value)
      if (typeof value !== 'string') return 'This question is answered with a text.'
      return ask.answer === 'choice' ? whyNotOneOf(value, ask.choices ?? [value]) : null
  }
}

const APPROVALS: readonly string[] = ['allow', 'allow-session', 'deny']

const whyNotYesOrNo = (value: string | boolean): string | null =>
  typeof value === 'boolean' ? null : 'This question is answered with true or false.'

const whyNotOneOf = (value: string, choices: readonly string[]): string | null =>
  choices.includes(value) ? null : `The answer is one of: ${choices.join(', ')}.`
