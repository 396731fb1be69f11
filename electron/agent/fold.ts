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
  const lines = log.filter(isOurs)
  const events: AgentEvent[] = []
  let state = initialState
  let missing: readonly EventBody[] = []
  let at = 0
  while (at < lines.length) {
    const end = breakAfter(lines, at)
    const part = lines.slice(0, end)
    while (at < part.length) {
      const match = bestMatch(state, part, at)
      if (!match) return { state, events, missing: [], strangeAt: log.indexOf(part[at] as Line) }
      const said = linesOf(match.step)
      events.push(match.event)
      state = match.step.state
      missing = said.slice(part.length - at)
      at += said.length
    }
    if (end === lines.length) break
    const broke = brokeAt(lines[end] as Line)
    events.push(broke)
    state = step(state, broke).state
    missing = []
    at = end + 2
  }
  return { state, events, missing, strangeAt: null }
}

/** What the log says of itself (a torn line) changes nothing here. */
const isOurs = (line: Line): boolean => !(line.type === 'problem' && line.kind === 'log')

/**
 * Where a full disk cut the log: its lines end there, in the middle of a step perhaps, and only the problem and the end of the
 * session could still be written.
 */
function breakAfter(lines: readonly Line[], from: number): number {
  const at = lines.findIndex((line, index) => {
    const next = lines[index + 1]
    return index >= from && line.type === 'problem' && line.kind === 'disk' && next?.type === 'session.finished'
  })
  return at === -1 ? lines.length : at
}

function brokeAt(line: Line): AgentEvent {
  const message = line.type === 'problem' ? line.message : ''
  return { kind: 'broke', problem: { kind: 'disk', message, retryable: false }, atMs: Date.parse(line.at) }
}

interface Match {
  readonly event: AgentEvent
  readonly step: Step
  /** lines of the log it explains, and lines it says that the log lacks */
  readonly found: number
  readonly lacking: number
}

type Compare = (found: unknown, said: unknown) => boolean

/** The event that explains most; of those the one that supposes least. An older Deskhand may have worded things otherwise. */
const bestMatch = (state: AgentState, lines: readonly Line[], at: number): Match | null =>
  bestBy(isSame, state, lines, at) ?? bestBy(isSameButForWording, state, lines, at)

function bestBy(compare: Compare, state: AgentState, lines: readonly Line[], at: number): Match | null {
  let best: Match | null = null
  for (const candidate of eventsFor(state, lines, at)) {
    const match = tryEvent(compare, state, candidate, lines, at)
    if (!match) continue
    if (!best || match.found > best.found || (match.found === best.found && match.lacking < best.lacking)) best = match
  }
  return best
}

function tryEvent(compare: Compare, state: AgentState, candidate: AgentEvent, lines: readonly Line[], at: number): Match | null {
  const untimed = step(state, candidate)
  const event = retimed(candidate, linesOf(untimed), lines, at)
  const next = event === candidate ? untimed : step(state, event)
  const said = linesOf(next)
  if (said.length === 0 || !said.every((line, index) => isAt(compare, lines, at + index, line))) return null
  const found = Math.min(said.length, lines.length - at)
  return { event, step: next, found, lacking: said.length - found }
}

/** A line past the end of the log is no contradiction. */
const isAt = (compare: Compare, lines: readonly Line[], at: number, line: EventBody): boolean => {
  const found = lines[at]
  return !found || compare(bodyOf(found), line)
}

const isSameButForWording: Compare = (found, said) => isSame(withoutWording(found), withoutWording(said))

function withoutWording(body: unknown): unknown {
  const { message: _message, text: _text, ...rest } = body as Record<string, unknown>
  return rest
}

function bodyOf(line: Line): unknown {
  const { v: _v, seq: _seq, at: _at, session: _session, ...body } = line
  if (body.type !== 'session.finished') return body
  // the text once more, as a value
  const { output: _output, ...end } = body
  return end
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
