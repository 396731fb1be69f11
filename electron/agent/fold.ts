/**
 * Folds a log back into agent events, steps them, and checks that stepping gives the same lines: how a session goes on
 * from its log alone. Each line that opens a step tells which event it was; where one line can open several, those are
 * tried and the one whose lines follow in the log is it.
 */
import type { EventBody, SessionEvent } from '../protocol/event.js'
import { APPROVAL_MS } from './asking.js'
import type { AgentEvent } from './events.js'
import { eventsFor, type Line } from './fold-events.js'
import type { Step } from './flow.js'
import { isSame } from './is-same.js'
import { initialState, step } from './step.js'
import type { AgentState } from './state.js'

export interface Folded {
  readonly state: AgentState
  readonly events: readonly AgentEvent[]
  /** lines that the last step says and the log lacks: the process ended before they were written */
  readonly missing: readonly EventBody[]
  /** index of the first line that stepping does not give; null: all of them are the same */
  readonly strangeAt: number | null
}

export function foldLog(log: readonly SessionEvent[]): Folded {
  // what a person did during a pause is told by others and changes nothing here
  const lines = log.filter((event) => event.type !== 'human')
  const events: AgentEvent[] = []
  let state = initialState
  let missing: readonly EventBody[] = []
  let at = 0
  while (at < lines.length) {
    const match = firstMatch(state, lines, at)
    if (!match) return { state, events, missing: [], strangeAt: at }
    const said = linesOf(match.step)
    events.push(match.event)
    state = match.step.state
    missing = said.slice(lines.length - at)
    at += said.length
  }
  return { state, events, missing, strangeAt: null }
}

function firstMatch(state: AgentState, lines: readonly Line[], at: number): { event: AgentEvent; step: Step } | null {
  for (const candidate of eventsFor(state, lines, at)) {
    const event = retimed(state, candidate, lines, at)
    const next = step(state, event)
    const said = linesOf(next)
    if (said.length > 0 && said.every((line, index) => isAt(lines, at + index, line))) return { event, step: next }
  }
  return null
}

/** A line past the end of the log is no contradiction. */
const isAt = (lines: readonly Line[], at: number, line: EventBody): boolean => {
  const found = lines[at]
  return !found || isSame(bodyOf(found), line)
}

function bodyOf(line: Line): unknown {
  const { v: _v, seq: _seq, at: _at, session: _session, ...body } = line
  return body
}

/** A line's time is a little later than its event's. Where the event's own time shows in a line, it is taken from there. */
function retimed(state: AgentState, event: AgentEvent, lines: readonly Line[], at: number): AgentEvent {
  let timed = event
  linesOf(step(state, event)).forEach((line, index) => {
    const found = lines[at + index]
    if (line.type === 'session.finished' && found?.type === line.type)
      timed = { ...timed, atMs: event.atMs + found.totals.ms - line.totals.ms }
    if (line.type === 'approval.asked' && found?.type === line.type)
      timed = { ...timed, atMs: Date.parse(found.expiresAt) - APPROVAL_MS }
    if ((found?.type === 'action.finished' || found?.type === 'tool.finished') && found.result === 'interrupted')
      timed = { ...timed, ranMs: found.ms }
  })
  return timed
}

const linesOf = (from: Step): readonly EventBody[] =>
  from.effects.flatMap((effect) => (effect.kind === 'record' ? [effect.line] : []))
