/** Doing what a plan holds, one thing at a time: judge it, perhaps ask, do it, take the next. */
import type { Action } from '../protocol/action.js'
import type { Problem } from '../protocol/problem.js'
import type { Decided } from '../protocol/risk.js'
import { openAsk } from './asking.js'
import { endItem, finish, skipAll } from './ending.js'
import type { AgentEvent, FrameShown, Verdict } from './events.js'
import { withSaid } from './facts.js'
import { inTurn, release, say, stay, type Step } from './flow.js'
import type { ActionItem, DoableItem, Item, StepResult } from './plan.js'
import type { AgentState } from './state.js'
import { look } from './turns.js'
import { withAcknowledged, withNote, withPicture } from './transcript.js'

/** Takes the head of the queue, or looks again when the plan is used up. */
export function runQueue(state: AgentState, queue: readonly Item[]): Step {
  const [head, ...rest] = queue
  if (!head) return look(state)
  if (head.kind === 'refused') return giveUp(state, head, { result: 'failed', problem: head.problem }, rest)
  if (head.kind === 'action' && head.action.kind === 'done') return declareDone(state, head, head.action, rest)
  if (state.isHeld) return stay({ ...state, phase: { kind: 'held', queue } })
  if (head.kind === 'action' && head.action.kind === 'askUser' && head.checks.length === 0) {
    return inTurn(
      state,
      (now) => begin(now, head),
      (now) => openAsk(now, queue, questionOf(head.action as AskUser)),
    )
  }
  const ticket = state.lastTicket + 1
  return {
    state: { ...state, lastTicket: ticket, phase: { kind: 'judging', ticket, queue } },
    effects: [{ kind: 'judge', ticket, item: head }],
  }
}

type AskUser = Extract<Action, { kind: 'askUser' }>

const questionOf = ({ text, choices, answer }: AskUser) => ({ kind: 'question', text, answer, choices: choices ?? null }) as const

/** A session does not end over a message of the person that the model has not heard yet. */
function declareDone(
  state: AgentState,
  item: ActionItem,
  { status, text }: Extract<Action, { kind: 'done' }>,
  rest: readonly Item[],
): Step {
  if (state.steers.length > 0) {
    return inTurn(state, (now) => skipAll(now, [item, ...rest], 'The person said something before the end.'), look)
  }
  return inTurn(
    state,
    (now) => begin(now, item),
    (now) => endItem(now, item, { result: 'done' }, { effect: 'unknown' }),
    (now) => skipAll(now, rest),
    (now) => finish(now, { status, text }),
  )
}

const begin = (state: AgentState, { kind, id }: DoableItem, decided?: Decided): Step =>
  say(
    { ...state, actions: state.actions + 1 },
    { type: kind === 'action' ? 'action.started' : 'tool.started', id, ...(decided ? { decided } : {}) },
  )

export function onJudged(state: AgentState, queue: readonly Item[], verdict: Verdict): Step {
  const [head, ...rest] = queue
  if (!head || head.kind === 'refused') return runQueue(state, queue)
  if (state.isHeld) return stay({ ...state, phase: { kind: 'held', queue } })
  switch (verdict.kind) {
    case 'allow':
      return act(state, head, rest, verdict.decided)
    case 'ask':
      return openAsk(state, queue, { kind: 'approval', verdict })
    case 'deny':
      return giveUp(state, head, { result: 'denied', problem: verdict.problem }, rest)
    case 'refuse':
      return giveUp(state, head, { result: 'failed', problem: verdict.problem }, rest)
  }
}

/** The line that announces it goes first; the runner waits for that line before it presses anything. */
function act(state: AgentState, head: DoableItem, rest: readonly Item[], decided?: Decided): Step {
  if (head.kind === 'action' && head.action.kind === 'askUser') {
    const bare: ActionItem = { ...head, checks: [] }
    return runQueue(withAcknowledged(state, head), [bare, ...rest])
  }
  const ticket = state.lastTicket + 1
  return inTurn(
    withAcknowledged(state, head),
    (now) => begin(now, head, decided),
    (now) => ({
      state: { ...now, lastTicket: ticket, phase: { kind: 'acting', ticket, queue: [head, ...rest] } },
      effects: [
        head.kind === 'action'
          ? { kind: 'act', ticket, item: head, isLast: rest.every((item) => !isDoing(item)) }
          : { kind: 'run-tool', ticket, item: head },
      ],
    }),
  )
}

const isDoing = (item: Item): boolean =>
  item.kind === 'tool' || (item.kind === 'action' && !['screenshot', 'zoom', 'cursorPosition', 'done'].includes(item.action.kind))

export function onActed(state: AgentState, queue: readonly Item[], { outcome }: Extract<AgentEvent, { kind: 'acted' }>): Step {
  const [head, ...rest] = queue
  if (!head) return look(state)
  const { result, effect, ms, problem, note, watched } = outcome
  const end = { result, ...(problem ? { problem } : {}), ...(note === undefined ? {} : { note }) }
  const next = { ...state, watched: watched === 'nothing' ? state.watched : watched }
  if (result !== 'done') return giveUp(next, head, end, rest, { effect, ms })
  return inTurn(
    next,
    (now) => endItem(now, head, end, { effect, ms }),
    (now) => runQueue(now, rest),
  )
}

/** What is being done goes on; the picture answers its call together with how it ends. */
export function onShown(state: AgentState, [head]: readonly Item[], frame: FrameShown): Step {
  return head ? say(withPicture(state, head, frame.id), { type: 'frame', ...frame }) : stay(state)
}

export function onPrinted(state: AgentState, [head]: readonly Item[], stream: string, text: string): Step {
  return head?.kind === 'tool' ? say(state, { type: 'tool.output', id: head.id, stream, text }) : stay(state)
}

/** The rest of the plan is void once a part of it could not be done; the model hears it and looks again. */
function giveUp(
  state: AgentState,
  head: Item,
  end: StepResult,
  rest: readonly Item[],
  measured: Parameters<typeof endItem>[3] = {},
): Step {
  return inTurn(
    state,
    release,
    (now) => endItem(now, head, end, measured),
    (now) => skipAll(now, rest),
    look,
  )
}

/** A person's answer to an approval. High risks are asked for each time. */
export function onApproval(state: AgentState, answer: 'allow' | 'allow-session' | 'deny'): Step {
  const { phase } = state
  if (phase.kind !== 'asking' || phase.ask.kind !== 'approval') return stay(state)
  const { ask, queue } = phase
  const [head, ...rest] = queue
  if (!head || head.kind === 'refused') return runQueue(state, queue)
  const answered = say(state, { type: 'approval.answered', id: ask.id, answer, by: 'person' })
  return inTurn(
    state,
    () => answered,
    (now) => {
      if (answer === 'deny') return giveUp(withNote(now, DENIED), head, { result: 'denied', problem: denied }, rest)
      const { scope, risk } = ask.verdict
      const isKept = answer === 'allow-session' && risk !== 'high' && scope !== undefined
      return inTurn(
        now,
        (next) => ({ state: next, effects: isKept ? [{ kind: 'grant', scope }] : [] }),
        (next) => act(next, head, rest),
      )
    },
  )
}

const DENIED = 'The person did not allow an action. Do not try it again in another way; ask, or go on without it.'
const denied: Problem = { kind: 'needs-person', message: 'The person did not allow it.', retryable: false }

/** The person answered a question of the model: the askUser action is done. */
export function onQuestionAnswered(state: AgentState, value: string | boolean): Step {
  const { phase } = state
  if (phase.kind !== 'asking' || phase.ask.kind !== 'question') return stay(state)
  const [head, ...rest] = phase.queue
  if (!head) return look(state)
  const note = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  return inTurn(
    { ...state, facts: withSaid(state.facts, `Asked “${phase.ask.text}”: ${note}`) },
    (now) => say(now, { type: 'question.answered', id: phase.ask.id, value, by: 'person' }),
    (now) => endItem(now, head, { result: 'done', note }, { effect: 'unknown' }),
    (now) => runQueue(now, rest),
  )
}
