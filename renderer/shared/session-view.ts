/** What a window shows of one session: a PURE fold of its events. Unknown events change nothing, as CONTRACT 3 asks of readers. */
import { isScreen, type EventType, type SessionEvent } from '../../electron/protocol/event.js'
import { effortIn } from '../../electron/protocol/model-use.js'
import { describeAction, markOf } from './describe-action.js'
import { plainWords, readGoesOn, readLimits } from './event-words.js'
import { afterAnswer, finishRow, leftOpen, patchRow } from './trace-rows.js'
import type { SessionView, SteerView, TraceRow } from './view-types.js'

type Of<K extends EventType> = Extract<SessionEvent, { type: K }>

export function emptyView(session = ''): SessionView {
  return {
    session,
    lastSeq: 0,
    task: '',
    model: '',
    provider: '',
    effort: null,
    limits: { steps: 0, costUsd: 0, minutes: 0 },
    turn: 0,
    rows: [],
    plan: [],
    steers: [],
    question: null,
    approval: null,
    expired: null,
    control: { state: 'running', by: 'person', isTakeOver: false },
    goesOn: '',
    did: [],
    usage: null,
    picture: null,
    lastPoint: null,
    why: '',
    said: '',
    problem: null,
    workedMs: 0,
    stretchFromMs: 0,
    lastAtMs: 0,
    finished: null,
  }
}

type Fold<K extends EventType> = (view: SessionView, event: Of<K>) => Partial<SessionView>
const nothing = (): Partial<SessionView> => ({})
const atMs = (event: SessionEvent): number => Date.parse(event.at)

function proposed(view: SessionView, event: Of<'action.proposed'>): Partial<SessionView> {
  const mark = markOf(event.action, view.lastPoint)
  const row: TraceRow = {
    id: event.id,
    turn: event.turn,
    action: event.action,
    title: describeAction(event.action, view.said),
    why: view.why,
    state: 'waiting',
    note: 'Next',
    picture: view.picture,
    mark,
    from: view.lastPoint,
    deniedBy: null,
  }
  return {
    rows: [...view.rows, row],
    turn: Math.max(view.turn, event.turn),
    lastPoint: mark ? { x: mark.x, y: mark.y } : view.lastPoint,
    problem: null,
  }
}

const toolProposed: Fold<'tool.proposed'> = (view, event) => ({
  rows: [
    ...view.rows,
    {
      id: event.id,
      turn: event.turn,
      action: null,
      title: `Use ${event.name.replaceAll(/[_-]/g, ' ')}`,
      why: view.why,
      state: 'waiting',
      note: 'Next',
      picture: null,
      mark: null,
      from: null,
      deniedBy: null,
    },
  ],
})

const started = (view: SessionView, event: { id: string }): Partial<SessionView> => ({
  rows: patchRow(view.rows, event.id, { state: 'live', note: 'now' }),
})

const asked: Fold<'approval.asked'> = (view, event) => ({
  approval: { ...event, askedAtMs: atMs(event), expiresAtMs: Date.parse(event.expiresAt) },
  rows: patchRow(view.rows, event.for, { title: event.what, note: 'Asks you' }),
})

function approvalAnswered(view: SessionView, event: Of<'approval.answered'>): Partial<SessionView> {
  if (view.approval?.id !== event.id) return {}
  return {
    approval: null,
    expired: event.answer === 'expired' ? view.approval : null,
    rows: patchRow(view.rows, view.approval.for, afterAnswer(event.answer, event.by)),
  }
}

function steer(view: SessionView, event: Of<'steer'>): Partial<SessionView> {
  const next: SteerView = { id: event.id, text: event.text, when: event.when, state: event.state }
  const isKnown = view.steers.some((one) => one.id === event.id)
  return { steers: isKnown ? view.steers.map((one) => (one.id === event.id ? next : one)) : [...view.steers, next] }
}

/** The wait is over, whether it helps is not known yet. */
function waitedFor(problem: SessionView['problem']): SessionView['problem'] {
  if (!problem) return null
  const { waitMs: _waitMs, ...rest } = problem
  return rest
}

const resumed: Fold<'session.resumed'> = (view, event) => ({
  finished: null,
  control: { state: 'running', by: 'person', isTakeOver: false },
  expired: null,
  problem: null,
  workedMs: view.workedMs + (view.lastAtMs - view.stretchFromMs),
  stretchFromMs: atMs(event),
})

const FOLDS: { [K in EventType]: Fold<K> } = {
  'session.started': (_view, event) => ({
    task: event.task,
    model: event.model,
    provider: event.provider,
    effort: effortIn(event.settings),
    limits: readLimits(event.settings),
    goesOn: readGoesOn(event.settings),
    stretchFromMs: atMs(event),
  }),
  'session.resumed': resumed,
  // what went wrong was the other model's
  'model.changed': (_view, { model, provider, effort }) => ({ model, provider, effort, problem: null }),
  'turn.started': (_view, event) => ({ turn: event.turn, why: '', said: '', problem: null }),
  frame: (view, event) =>
    isScreen(event)
      ? { picture: { frame: event.id, width: event.width, height: event.height }, problem: waitedFor(view.problem) }
      : {},
  reasoning: (view, event) => ({ why: plainWords(event.text) || view.why, said: event.text }),
  message: (view, event) => (event.phase === 'commentary' ? { why: plainWords(event.text) || view.why, said: event.text } : {}),
  plan: (_view, event) => ({ plan: event.items }),
  'action.proposed': proposed,
  'action.started': started,
  'action.finished': (view, event) => ({ rows: finishRow(view, event) }),
  'tool.proposed': toolProposed,
  'tool.started': started,
  'tool.output': nothing,
  'tool.finished': (view, event) => ({ rows: finishRow(view, { ...event, effect: 'unknown' }) }),
  'approval.asked': asked,
  'approval.answered': approvalAnswered,
  'question.asked': (_view, { id, text, choices, kind }) => ({ question: { id, text, choices: choices ?? [], kind } }),
  'question.answered': (view, event) => (view.question?.id === event.id ? { question: null } : {}),
  steer,
  control: (view, event) => ({
    control: { state: event.state, by: event.by, isTakeOver: event.takeOver === true },
    did: event.state === 'running' ? [] : view.did,
    expired: event.state === 'running' ? null : view.expired,
    // a pause gives up the wait
    problem: event.state === 'running' ? null : view.problem,
  }),
  human: (_view, event) => ({ did: event.did }),
  usage: (_view, event) => ({ usage: event.total, problem: null }),
  problem: (_view, { kind, message, retryable, attempt, waitMs, ...event }) => ({
    problem: {
      kind,
      message,
      retryable,
      ...(attempt === undefined ? {} : { attempt }),
      ...(waitMs === undefined ? {} : { waitMs }),
      atMs: Date.parse(event.at),
    },
  }),
  'model.items': nothing,
  'session.finished': (view, event) => ({
    rows: view.rows.map(leftOpen),
    finished: { status: event.status, text: event.text, totals: event.totals },
    usage: event.totals.usage,
    question: null,
    approval: null,
  }),
}

/** Adds one event. One that was seen already (seq not above the last) changes nothing. */
export function foldEvent(view: SessionView, event: SessionEvent): SessionView {
  if (event.seq <= view.lastSeq) return view
  const fold = Object.hasOwn(FOLDS, event.type) ? (FOLDS[event.type] as Fold<EventType>) : nothing
  return { ...view, ...fold(view, event), session: event.session, lastSeq: event.seq, lastAtMs: atMs(event) }
}

export const foldEvents = (events: readonly SessionEvent[], from: SessionView = emptyView()): SessionView =>
  events.reduce(foldEvent, from)
