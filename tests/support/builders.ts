/** Short words for what scenarios are made of: actions, calls, answers, problems. */
import type { TurnAnswer } from '../../electron/models/model.js'
import { actionSchema, type Action } from '../../electron/protocol/action.js'
import type { ProposedCall } from '../../electron/protocol/call.js'
import type { Usage } from '../../electron/protocol/event.js'
import type { Problem, ProblemKind } from '../../electron/protocol/problem.js'

export const action = (given: unknown): Action => actionSchema.parse(given)
export const click = (x: number, y: number, more: object = {}): Action => action({ kind: 'click', x, y, ...more })
export const type = (text: string): Action => action({ kind: 'type', text })
export const chord = (...keys: string[]): Action => action({ kind: 'chord', keys })
export const wait = (ms: number): Action => action({ kind: 'wait', ms })
export const screenshot: Action = action({ kind: 'screenshot' })
export const done = (text = 'Done.', status: 'done' | 'failed' = 'done'): Action => action({ kind: 'done', status, text })
export const ask = (text: string, more: object = {}): Action => action({ kind: 'askUser', text, ...more })

export const unreadable = (shown: string) => ({ unreadable: shown })
export type Doing = Action | ReturnType<typeof unreadable>

let lastCall = 0

export function computer(...doings: readonly Doing[]): ProposedCall {
  const actions = doings.map((doing): Extract<ProposedCall, { kind: 'computer' }>['actions'][number] =>
    'unreadable' in doing
      ? { ok: false, shown: doing.unreadable, problem: problem('unknown-action', `There is no action ${doing.unreadable}.`) }
      : { ok: true, action: doing },
  )
  return { kind: 'computer', callId: `call_${++lastCall}`, actions, safetyChecks: [] }
}

export const checked = (call: ProposedCall, ...messages: readonly string[]): ProposedCall =>
  call.kind === 'tool'
    ? call
    : { ...call, safetyChecks: messages.map((message, index) => ({ id: `check_${index + 1}`, message })) }

export const tool = (name: string, input: unknown = {}): ProposedCall => ({
  kind: 'tool',
  callId: `call_${++lastCall}`,
  name,
  input,
})

export const usage = (usd: number | null = 0.01): Usage => ({
  input: 100,
  cached: 0,
  cacheWrite: 0,
  output: 10,
  reasoning: 0,
  imageTokens: 60,
  usd,
})

/** An answer with these calls; `said` adds to it. */
export function answer(calls: readonly ProposedCall[], said: Partial<TurnAnswer> = {}): TurnAnswer {
  return { items: [], calls, reasoning: [], messages: [], problems: [], usage: usage(), ...said } as TurnAnswer
}

export const doing = (...doings: readonly Doing[]): TurnAnswer => answer([computer(...doings)])
export const saying = (text: string): TurnAnswer => answer([], { messages: [{ text, phase: 'final_answer' }] })

export const problem = (kind: ProblemKind, message = `It is a case of ${kind}.`, more: Partial<Problem> = {}): Problem => ({
  kind,
  message,
  retryable: false,
  ...more,
})
