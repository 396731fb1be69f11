/** What a person says to a session: steer, pause, continue, stop, answer. */
import type { Command, ControlBy } from '../protocol/command.js'
import type { EventBody, PlanItem } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { whyNoAnswer } from './asking.js'
import { closeOpen, finish } from './ending.js'
import { withSaid } from './facts.js'
import { inTurn, release, say, stay, type Step } from './flow.js'
import { withFreshLimits } from './limits.js'
import type { Item } from './plan.js'
import { onApproval, onQuestionAnswered } from './queue.js'
import { NO_PROGRESS, type AgentState, type PhaseKind } from './state.js'
import { endAtLimit, look } from './turns.js'
import { withNote } from './transcript.js'

export function onCommand(state: AgentState, command: Command, by: ControlBy): Step {
  switch (command.type) {
    case 'steer':
      return onSteer(state, command.text, command.when)
    case 'plan':
      return onPlan(state, command.items)
    case 'pause':
      return onPause(state, by, false)
    case 'takeOver':
      return onPause(state, by, true)
    case 'continue':
      return onContinue(state, by)
    case 'switch':
      // whoever can make another model says `switched`
      return refuse(state, 'This session cannot change its model.')
    case 'stop':
      return onStop(state, by)
    case 'answer':
      return onAnswer(state, command.id, command.value)
  }
}

export const refuse = (state: AgentState, message: string): Step =>
  say(state, { type: 'problem', kind: 'bad-command', message, retryable: false })

function onSteer(state: AgentState, text: string, when: 'now' | 'next-turn'): Step {
  const id = `steer-${state.lastId + 1}`
  return inTurn(
    {
      ...state,
      lastId: state.lastId + 1,
      steers: [...state.steers, { id, text, when, state: 'pending' }],
      facts: withSaid(state.facts, text),
      progress: NO_PROGRESS,
    },
    (now) => say(now, { type: 'steer', id, text, when, state: 'pending' }),
    (now) => (when === 'now' ? voidPlan(now) : stay(now)),
  )
}

/** What is planned now is void as with a steer; the model is told the whole plan, so that it need not guess what changed. */
function onPlan(state: AgentState, items: readonly PlanItem[]): Step {
  const lines = items.map(({ text, status }, at) => `${at + 1}. [${status}] ${text}`)
  const note = `The person changed the plan. Follow it from here, and keep it with update_plan:\n${lines.join('\n')}`
  return inTurn(
    withNote({ ...state, facts: { ...state.facts, plan: items }, progress: NO_PROGRESS }, note),
    (now) => say(now, { type: 'plan', items: [...items], by: 'person' }),
    voidPlan,
  )
}

/**
 * The rest of the plan is given up, also one that is being made. What is being done just now is finished, as half a word
 * or half a drag helps nobody; only waiting is cut short.
 */
function voidPlan(state: AgentState): Step {
  const { phase } = state
  if (phase.kind === 'acting') {
    const [head, ...rest] = phase.queue
    if (!head || isLong(head)) return dropAll(state)
    return inTurn({ ...state, phase: { ...phase, queue: [head] } }, (now) => skipRest(now, rest))
  }
  // whether to go on past a limit is still to be answered; what was said is heard after it
  const isOpen = phase.kind === 'asking' && phase.ask.kind !== 'limit'
  return isOpen || GIVEN_UP.includes(phase.kind) ? dropAll(state) : stay(state)
}

const GIVEN_UP: readonly PhaseKind[] = ['thinking', 'judging', 'held']

const SAID = 'The person said something before this was done.'

const dropAll = (state: AgentState): Step => inTurn(state, release, (now) => closeOpen(now, 'steer', SAID), look)

function skipRest(state: AgentState, rest: readonly Item[]): Step {
  const acting = state.phase
  const closed = closeOpen({ ...state, phase: { kind: 'held', queue: rest } }, 'steer', SAID)
  return { state: { ...closed.state, phase: acting }, effects: closed.effects }
}

const isLong = (item: Item): boolean =>
  item.kind === 'tool' || (item.kind === 'action' && (item.action.kind === 'wait' || item.action.kind === 'holdKey'))

function onPause(state: AgentState, by: ControlBy, isTakeOver: boolean): Step {
  const line: EventBody = { type: 'control', state: 'paused', by, ...(isTakeOver ? { takeOver: true } : {}) }
  if (state.phase.kind === 'paused') {
    // a pause that was asked for outlasts the one that came of touching the mouse
    if (by === 'human-input') return stay(state)
    if (state.phase.by !== 'human-input' && state.phase.isTakeOver === isTakeOver) return stay(state)
    return say({ ...state, phase: { kind: 'paused', by, isTakeOver } }, line)
  }
  return inTurn(
    state,
    release,
    (now) => say(now, line),
    (now) => closeOpen(now, 'person'),
    (now) => stay({ ...now, phase: { kind: 'paused', by, isTakeOver }, isHeld: false, watched: 'nothing' }),
  )
}

/** What a person did with the desktop: written down, and told to the model with the picture after it. */
export function onHuman(state: AgentState, did: readonly string[]): Step {
  const before = state.lastFrame === '' ? {} : { before: state.lastFrame }
  return say(withNote(state, `Meanwhile the person: ${did.join('; ')}.`), { type: 'human', did: [...did], ...before })
}

const HANDED_BACK = 'A person had control for a while; the screen may have changed.'

function onContinue(state: AgentState, by: ControlBy): Step {
  const { phase } = state
  // a limit shows as a pause: to go on is to answer it with yes
  if (phase.kind === 'asking' && phase.ask.kind === 'limit' && by !== 'human-input')
    return onGoOn(state, phase.ask.id, phase.ask.problem, true)
  if (phase.kind !== 'paused') return refuse(state, 'The session is not paused.')
  if (by === 'human-input' && phase.by !== 'human-input') return stay(state)
  return inTurn(
    withNote({ ...state, progress: NO_PROGRESS }, HANDED_BACK),
    (now) => say(now, { type: 'control', state: 'running', by }),
    look,
  )
}

function onStop(state: AgentState, by: ControlBy): Step {
  return inTurn(
    state,
    release,
    (now) => say(now, { type: 'control', state: 'stopped', by }),
    (now) => closeOpen(now, 'person'),
    (now) => finish(now, { status: 'stopped', text: 'Stopped.', stoppedBy: by }),
  )
}

function onAnswer(state: AgentState, id: string, value: string | boolean): Step {
  const { phase } = state
  if (phase.kind !== 'asking' || phase.ask.id !== id) return refuse(state, `Nothing with the id ${id} is being asked.`)
  const wrong = whyNoAnswer(phase.ask, value)
  if (wrong !== null) return refuse(state, wrong)
  switch (phase.ask.kind) {
    case 'approval':
      return onApproval(state, value as 'allow' | 'allow-session' | 'deny')
    case 'question':
      return onQuestionAnswered(state, value)
    case 'limit':
      return onGoOn(state, id, phase.ask.problem, value === true)
  }
}

function onGoOn(state: AgentState, id: string, problem: Problem, goOn: boolean): Step {
  return inTurn(
    state,
    (now) => say(now, { type: 'question.answered', id, value: goOn, by: 'person' }),
    (now) => {
      if (!goOn) return endAtLimit(now, problem)
      return inTurn(
        withFreshLimits({ ...now, progress: NO_PROGRESS }),
        (next) => say(next, { type: 'control', state: 'running', by: 'person' }),
        look,
      )
    },
  )
}
