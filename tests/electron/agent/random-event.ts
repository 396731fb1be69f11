/** One random event for a state: most often an answer to what is under way, else anything that can happen at any time. */
import type { AgentEventBody, Switch, Verdict } from '../../../electron/agent/events.js'
import type { Answer, Outcome } from '../../../electron/agent/plan.js'
import { awaitedTicket, type AgentState } from '../../../electron/agent/state.js'
import type { Action } from '../../../electron/protocol/action.js'
import type { ProposedCall } from '../../../electron/protocol/call.js'
import type { Command } from '../../../electron/protocol/command.js'
import type { Problem } from '../../../electron/protocol/problem.js'

/** A whole number from 0 up to, but not including, `below`. */
export type Draw = (below: number) => number

export interface RandomEvent {
  readonly body: AgentEventBody
  /** it answers an effect that is not awaited: nothing may come of it */
  readonly isLate: boolean
}

export function randomEvent(draw: Draw, state: AgentState, stale: readonly number[]): RandomEvent {
  if (state.phase.kind === 'idle') return { body: started, isLate: false }
  if (state.phase.kind === 'finished') return afterTheEnd(draw, stale)
  const dice = draw(100)
  if (dice < 8) return { body: lateAnswer(draw, stale), isLate: true }
  if (dice < 30) return { body: anytime(draw, state), isLate: false }
  return { body: answerTo(draw, state), isLate: false }
}

const started: AgentEventBody = {
  kind: 'started',
  session: { task: 'walk', provider: 'random', model: 'walk', displays: [], settings: {}, version: '0.0.0' },
}

function afterTheEnd(draw: Draw, stale: readonly number[]): RandomEvent {
  if (draw(3) > 0) return { body: { kind: 'resumed', why: 'follow-up', ...newModel(draw) }, isLate: false }
  return {
    body: draw(2) === 0 ? lateAnswer(draw, stale) : { kind: 'command', command: command(draw, ''), by: 'person' },
    isLate: true,
  }
}

const newModel = (draw: Draw) => (draw(3) === 0 ? { model: { ...change(draw), by: 'person' as const } } : {})

function change(draw: Draw): Switch {
  const to = { provider: oneOf(draw, ['random', 'other']), model: 'walk', effort: oneOf(draw, [null, 'low', 'high']) }
  return { to, by: oneOf(draw, ['person', 'hotkey']), conversation: oneOf(draw, ['kept', 'summary']) }
}

function lateAnswer(draw: Draw, stale: readonly number[]): AgentEventBody {
  const ticket = stale.length > 0 ? (stale[draw(stale.length)] ?? 0) : 0
  return pick(draw, [
    () => looked(draw, ticket),
    () => thought(draw, ticket),
    () => ({ kind: 'acted', ticket, outcome: outcome(draw) }) as const,
    () => shown(draw, ticket),
    () => ({ kind: 'judged', ticket, verdict: verdict(draw) }) as const,
    () => ({ kind: 'failed', ticket, problem: problem(draw) }) as const,
    () => ({ kind: 'expired', id: 'approval-0' }) as const,
    () => ({ kind: 'unanswerable', id: 'question-0' }) as const,
  ])
}

function anytime(draw: Draw, state: AgentState): AgentEventBody {
  const asked = state.phase.kind === 'asking' ? state.phase.ask.id : 'question-0'
  const by = oneOf(draw, ['person', 'human-input', 'hotkey'])
  const dice = draw(40)
  if (dice === 0) return { kind: 'broke', problem: { kind: 'disk', message: 'The disk is full.', retryable: false } }
  if (dice === 1) return { kind: 'resumed', why: 'resume', ...(draw(2) === 0 ? { waitOnline: true } : {}), ...newModel(draw) }
  if (dice === 2 || dice === 3) return { kind: 'switched', ...change(draw) }
  if (dice < 8) return { kind: 'held', isHeld: draw(2) === 0 }
  if (dice < 20 && state.phase.kind === 'paused') return { kind: 'human', did: [`clicked ${draw(3)}`] }
  if (dice < 10) return { kind: 'refused', problem: { kind: 'task-not-understood', message: 'What?', retryable: false } }
  return { kind: 'command', command: command(draw, asked), by }
}

function command(draw: Draw, asked: string): Command {
  const dice = draw(20)
  if (dice < 7) return { type: 'steer', text: `say ${draw(1000)}`, when: draw(2) === 0 ? 'now' : 'next-turn' }
  if (dice < 9) return { type: 'pause' }
  if (dice < 11) return { type: 'takeOver' }
  if (dice < 15) return { type: 'continue' }
  if (dice < 16) return { type: 'stop' }
  if (dice < 17 && draw(4) === 0) return { type: 'switch', effort: 'low' }
  if (dice < 17) return { type: 'plan', items: [{ text: `step ${draw(9)}`, status: oneOf(draw, ['pending', 'done']) }] }
  return { type: 'answer', id: draw(2) === 0 ? asked : 'nobody', value: value(draw) }
}

const value = (draw: Draw): string | boolean => oneOf(draw, ['allow', 'allow-session', 'deny', 'red', true, false, 'some text'])

function answerTo(draw: Draw, state: AgentState): AgentEventBody {
  const { phase } = state
  const ticket = awaitedTicket(phase) ?? 0
  if (draw(12) === 0 && ticket > 0) return { kind: 'failed', ticket, problem: problem(draw) }
  switch (phase.kind) {
    case 'looking':
      return looked(draw, ticket)
    case 'thinking':
      return thought(draw, ticket)
    case 'judging':
      return { kind: 'judged', ticket, verdict: verdict(draw) }
    case 'acting':
      if (draw(8) === 0) return shown(draw, ticket)
      if (draw(8) === 0) return { kind: 'printed', ticket, stream: 'stdout', text: `line ${draw(9)}` }
      return { kind: 'acted', ticket, outcome: outcome(draw) }
    case 'asking': {
      if (draw(8) === 0) return { kind: 'unanswerable', id: phase.ask.id }
      if (draw(8) === 0 && phase.ask.kind === 'approval') return { kind: 'expired', id: phase.ask.id }
      return { kind: 'command', command: { type: 'answer', id: phase.ask.id, value: value(draw) }, by: 'person' }
    }
    case 'held':
      return { kind: 'held', isHeld: false }
    default:
      return { kind: 'command', command: { type: 'continue' }, by: 'person' }
  }
}

const frame = (draw: Draw, reason: string) => ({
  id: `frame-${draw(3)}`,
  width: 8,
  height: 8,
  bytes: 1,
  mime: 'image/png',
  display: 'd',
  reason,
  settledMs: draw(100),
  changed: 0,
})

const shown = (draw: Draw, ticket: number): AgentEventBody => ({ kind: 'shown', ticket, frame: frame(draw, 'zoom') })

function looked(draw: Draw, ticket: number): AgentEventBody {
  const dice = draw(30)
  const limit = { kind: 'limit', message: '3 steps are done.', retryable: false } as const
  return {
    kind: 'looked',
    ticket,
    frame: frame(draw, 'settled'),
    limit: dice < 2 ? { problem: limit, then: dice === 0 ? 'finish' : 'ask' } : null,
    ...(dice === 1 || dice === 2 ? { near: { ...limit, message: 'Most of 3 steps are done.', retryable: true } } : {}),
  }
}

function thought(draw: Draw, ticket: number): AgentEventBody {
  const calls = Array.from({ length: oneOf(draw, [0, 1, 1, 1, 2]) }, (_, index) => call(draw, ticket, index))
  const isSilent = calls.length > 0 || draw(2) === 0
  const actions = calls.flatMap((one) => (one.kind === 'computer' ? one.actions : [])).filter((one) => one.ok)
  const answer: Answer = {
    items: [{ answer: ticket }],
    calls,
    reasoning: draw(3) === 0 ? ['because'] : [],
    messages: isSilent ? [] : [{ text: 'That is all.', phase: draw(2) === 0 ? 'final_answer' : 'commentary' }],
    plan: draw(6) === 0 ? [{ text: 'first', status: 'active' }] : null,
    problems: draw(6) === 0 ? [{ kind: 'model-answer', message: 'An unknown item.', retryable: false }] : [],
    usage:
      draw(4) === 0
        ? null
        : { input: 9, cached: 0, cacheWrite: 0, output: 1, reasoning: 0, imageTokens: 3, usd: draw(2) === 0 ? null : 1 },
  }
  const lands = actions.map(() => (draw(2) === 0 ? { display: 'd', x: draw(8), y: draw(8) } : null))
  return { kind: 'thought', ticket, answer, lands, atNoProgress: draw(2) === 0 ? 'finish' : 'ask' }
}

function call(draw: Draw, ticket: number, index: number): ProposedCall {
  const callId = `call-${ticket}-${index}`
  if (draw(8) === 0) return { kind: 'tool', callId, name: 'shell', input: { command: 'ls' } }
  const actions = Array.from({ length: draw(4) }, () =>
    draw(12) === 0
      ? {
          ok: false as const,
          shown: 'fly',
          problem: { kind: 'unknown-action' as const, message: 'No such action.', retryable: false },
        }
      : { ok: true as const, action: action(draw), ...(draw(4) === 0 ? { why: 'to see' } : {}) },
  )
  return { kind: 'computer', callId, actions, safetyChecks: draw(10) === 0 ? [{ id: 'check', message: 'Really?' }] : [] }
}

const action = (draw: Draw): Action =>
  pick<Action>(draw, [
    () => ({ kind: 'click', x: 1, y: 2, button: 'left', count: 1, modifiers: [] }),
    () => ({ kind: 'click', x: 1, y: 2, button: 'left', count: 1, modifiers: [] }),
    () => ({ kind: 'type', text: 'a' }),
    () => ({ kind: 'wait', ms: 1000 }),
    () => ({ kind: 'holdKey', keys: ['Shift'], ms: 500 }),
    () => ({ kind: 'screenshot' }),
    () =>
      draw(3) === 0
        ? { kind: 'done', status: draw(2) === 0 ? 'done' : 'failed', text: 'So it is.' }
        : { kind: 'askUser', text: 'Which one?', answer: 'choice', choices: ['red', 'blue'] },
    () => ({ kind: 'askUser', text: 'Really?', answer: 'confirm' }),
  ])

function verdict(draw: Draw): Verdict {
  const dice = draw(14)
  const refused: Problem = { kind: 'unknown-key', message: 'No such key.', retryable: false }
  if (dice === 0) return { kind: 'deny', problem: { kind: 'secret', message: 'Not there.', retryable: false } }
  if (dice === 1) return { kind: 'refuse', problem: refused }
  if (dice > 5) return { kind: 'allow' }
  const risk = oneOf(draw, ['low', 'medium', 'high'])
  return { kind: 'ask', what: 'Click', where: 'Form', why: 'Because.', risk, rule: `rule-${draw(2)}` }
}

function outcome(draw: Draw): Outcome {
  const result = oneOf(draw, ['done', 'done', 'done', 'done', 'done', 'failed', 'interrupted', 'denied'])
  const failed = result === 'done' ? {} : { problem: problem(draw) }
  const effect = oneOf(draw, ['changed', 'unchanged', 'unknown'])
  const watched = oneOf(draw, ['nothing', 'short', 'waited', 'full'])
  return { result, effect, ms: draw(50), watched, ...failed }
}

const problem = (draw: Draw): Problem => {
  const wait = draw(4) === 0 ? { waitMs: draw(40_000) } : {}
  const isPassing = draw(5) > 0
  return { kind: isPassing ? 'model-overloaded' : 'model-auth', message: 'It did not work.', retryable: isPassing, ...wait }
}

const pick = <T>(draw: Draw, choices: readonly (() => T)[]): T => (choices[draw(choices.length)] as () => T)()

const oneOf = <const T>(draw: Draw, choices: readonly T[]): T => choices[draw(choices.length)] as T
