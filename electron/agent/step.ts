/**
 * The agent as a pure state machine: step(state, event) says what is true now and what to do about it. Nothing here
 * touches a screen, a clock or a network; electron/runner carries out the effects and feeds back what happened.
 *
 * Late answers: each effect that answers carries a ticket. An event whose ticket is not the one awaited belongs to an
 * effect that was given up, and changes nothing.
 */
import { breakOff, closeOpen } from './ending.js'
import type { AgentEvent } from './events.js'
import { inTurn, say, stay, type Step } from './flow.js'
import { onCommand, onHuman } from './on-command.js'
import { onSwitched, takeModel } from './on-switch.js'
import { onThought } from './on-thought.js'
import { onActed, onJudged, onPrinted, onShown, runQueue } from './queue.js'
import { effortIn } from '../protocol/model-use.js'
import {
  awaitedTicket,
  isLive,
  isWaitingForPerson,
  NO_PROGRESS,
  NO_RETRY,
  queueOf,
  type AgentState,
  type Phase,
} from './state.js'
import { endAtLimit, look, onFailed, onLooked } from './turns.js'
import { withNote } from './transcript.js'

export { initialState } from './state.js'

export function step(state: AgentState, event: AgentEvent): Step {
  if (!isAwaited(state.phase, event)) return stay(state)
  const timed = { ...state, clock: { ...state.clock, lastMs: state.clock.nowMs, nowMs: event.atMs, ranMs: event.ranMs ?? 0 } }
  const next = onEvent(timed, event)
  return { state: countWaiting(state.phase, next.state), effects: next.effects }
}

/** Late answers, and whatever is said before the start or after the end, are not. */
function isAwaited(phase: Phase, event: AgentEvent): boolean {
  if ('ticket' in event) {
    const asker = event.kind === 'failed' ? phase.kind : ASKERS[event.kind]
    return phase.kind === asker && awaitedTicket(phase) === event.ticket
  }
  if ('id' in event) return phase.kind === 'asking' && phase.ask.id === event.id
  if (event.kind === 'started') return phase.kind === 'idle'
  if (event.kind === 'resumed') return phase.kind !== 'idle'
  if (event.kind === 'human') return phase.kind === 'paused'
  return isLive(phase) && !(event.kind === 'held' && phase.kind === 'paused')
}

/** In which phase each answer is awaited. */
const ASKERS = {
  looked: 'looking',
  thought: 'thinking',
  judged: 'judging',
  shown: 'acting',
  printed: 'acting',
  acted: 'acting',
} as const

type Handlers = { readonly [K in AgentEvent['kind']]: (state: AgentState, event: Extract<AgentEvent, { kind: K }>) => Step }

const HANDLERS: Handlers = {
  started: onStarted,
  resumed: onResumed,
  command: (state, { command, by }) => onCommand(state, command, by),
  switched: onSwitched,
  refused: (state, { problem }) => say(state, { type: 'problem', ...problem }),
  held: (state, { isHeld }) => onHeld(state, isHeld),
  human: (state, { did }) => onHuman(state, did),
  looked: onLooked,
  thought: onThought,
  judged: (state, { verdict }) => onJudged(state, queueOf(state.phase), verdict),
  shown: (state, { frame }) => onShown(state, queueOf(state.phase), frame),
  printed: (state, { stream, text }) => onPrinted(state, queueOf(state.phase), stream, text),
  acted: (state, event) => onActed(state, queueOf(state.phase), event),
  failed: (state, { problem }) => onFailed(state, problem),
  expired: onExpired,
  unanswerable: onUnanswerable,
  broke: (state, { problem }) => breakOff(state, problem),
}

function onEvent<E extends AgentEvent>(state: AgentState, event: E): Step {
  const handle = HANDLERS[event.kind] as (state: AgentState, event: E) => Step
  return handle(state, event)
}

function onStarted(state: AgentState, { session, atMs }: Extract<AgentEvent, { kind: 'started' }>): Step {
  const task = { text: session.task, images: session.images ?? [] }
  const model = { provider: session.provider, model: session.model, effort: effortIn(session.settings) }
  return inTurn(
    { ...state, task, model, waitsOnline: session.settings['waitOnline'] === true, clock: { ...state.clock, lifeStartMs: atMs } },
    (now) => say(now, { type: 'session.started', ...session }),
    look,
  )
}

const GOES_ON = 'The session was interrupted and goes on now; the screen may have changed.'

/** What an earlier life left open is closed; leave that was given in it, and its limits, are not carried over. */
function onResumed(state: AgentState, { why, waitOnline, model, atMs }: Extract<AgentEvent, { kind: 'resumed' }>): Step {
  const { clock } = state
  const wasFinished = state.phase.kind === 'finished'
  const beforeMs = clock.beforeMs + clock.lastMs - clock.lifeStartMs
  const fresh: AgentState = {
    ...state,
    isHeld: false,
    watched: 'nothing',
    waitsOnline: waitOnline === true,
    retry: NO_RETRY,
    emptyAnswers: 0,
    progress: NO_PROGRESS,
    end: null,
    clock: { ...clock, beforeMs, lifeStartMs: atMs, waitedMs: 0, waitingSinceMs: null },
    base: { turns: state.turn, usd: state.usage.usd ?? 0, tokens: state.usage.input + state.usage.output, activeMs: 0 },
    saidNear: [],
  }
  return inTurn(
    wasFinished ? fresh : withNote(fresh, GOES_ON),
    (now) => say(now, { type: 'session.resumed', why, ...(waitOnline ? { waitOnline } : {}) }),
    (now) => (model ? takeModel(now, model) : stay(now)),
    (now) => closeOpen(now, 'policy'),
    look,
  )
}

function onHeld(state: AgentState, isHeld: boolean): Step {
  if (state.isHeld === isHeld) return stay(state)
  return inTurn(
    { ...state, isHeld },
    (now) => say(now, { type: 'control', state: isHeld ? 'held' : 'running', by: 'human-input' }),
    (now) => (now.phase.kind === 'held' && !isHeld ? runQueue(now, now.phase.queue) : stay(now)),
  )
}

/** Nobody was there in time: not a refusal, so the action is skipped, and a person is needed to go on. */
function onExpired(state: AgentState): Step {
  if (state.phase.kind !== 'asking') return stay(state)
  const message = 'An approval was not answered within five minutes.'
  return breakOff(state, { kind: 'needs-person', message, retryable: false }, 'needs-person', 'expiry')
}

function onUnanswerable(state: AgentState): Step {
  if (state.phase.kind !== 'asking') return stay(state)
  const { ask } = state.phase
  if (ask.kind === 'limit') return endAtLimit(state, ask.problem)
  const what = ask.kind === 'approval' ? `An approval is needed (${ask.verdict.what})` : `The model asks: ${ask.text}`
  const message = `${what}, and nobody is there to answer.`
  return breakOff(state, { kind: 'needs-person', message, retryable: false }, 'needs-person')
}

/** Time in which a person was waited for does not count against the minutes. */
function countWaiting(before: Phase, state: AgentState): AgentState {
  const { clock } = state
  const waits = isWaitingForPerson(state.phase)
  if (isWaitingForPerson(before) === waits) return state
  if (waits) return { ...state, clock: { ...clock, waitingSinceMs: clock.nowMs } }
  const waited = clock.waitingSinceMs === null ? 0 : clock.nowMs - clock.waitingSinceMs
  return { ...state, clock: { ...clock, waitedMs: clock.waitedMs + waited, waitingSinceMs: null } }
}
