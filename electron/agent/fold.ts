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
    const match = bestMatch(state, lines, at)
    if (!match) return { state, events, missing: [], strangeAt: at }
    const said = linesOf(match.step)
    events.push(match.event)
    state = match.step.state
    missing = said.slice(lines.length - at)
    at += said.length
  }
  return { state, events, missing, strangeAt: null }
}

interface Match {
  readonly event: AgentEvent
  readonly step: Step
  /** lines of the log it explains, and lines it says that the log lacks */
  readonly found: number
  readonly lacking: number
}

/** The event that explains most; of those the one that supposes least. */
function bestMatch(state: AgentState, lines: readonly Line[], at: number): Match | null {
  let best: Match | null = null
  for (const candidate of eventsFor(state, lines, at)) {
    const match = tryEvent(state, candidate, lines, at)
    if (!match) continue
    if (!best || match.found > best.found || (match.found === best.found && match.lacking < best.lacking)) best = match
  }
  return best
}

function tryEvent(state: AgentState, candidate: AgentEvent, lines: readonly Line[], at: number): Match | null {
  const untimed = step(state, candidate)
  const event = retimed(candidate, linesOf(untimed), lines, at)
  const next = event === candidate ? untimed : step(state, event)
  const said = linesOf(next)
  if (said.length === 0 || !said.every((line, index) => isAt(lines, at + index, line))) return null
  const found = Math.min(said.length, lines.length - at)
  return { event, step: next, found, lacking: said.length - found }
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
function retimed(event: AgentEvent, said: readonly EventBody[], lines: readonly Line[], at: number): AgentEvent {
  let timed = event
  said.forEach((line, index) => {
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
