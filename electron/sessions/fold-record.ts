/** Folds a session's events into its line in a list. */
import { isScreen, type SessionEvent, type Totals } from '../protocol/event.js'
import { lastModel } from '../protocol/model-use.js'
import type { SessionRecord } from '../protocol/session-record.js'
import type { ReadSession } from './read-session.js'

const NO_USAGE = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null }

export interface OnDisk {
  readonly isLive: boolean
  readonly bytes: number
}

export function foldRecord(session: Pick<ReadSession, 'id' | 'events' | 'problems'>, { isLive, bytes }: OnDisk): SessionRecord {
  const { events } = session
  const { task, forkedFrom } = events.find((event) => event.type === 'session.started') ?? NOT_STARTED
  const { provider, model } = lastModel(events) ?? NOBODY
  const { status, text, totals } = lastEnd(events) ?? { status: 'broken-off' as const, text: '', totals: countTotals(events) }
  return {
    id: session.id,
    task,
    provider,
    model,
    startedAt: events[0]?.at ?? '',
    status: isLive ? 'running' : status,
    text,
    totals,
    lastFrame: events.filter((event) => event.type === 'frame').findLast(isScreen)?.id ?? null,
    bytes,
    forkedFrom: forkedFrom ?? null,
    problems: [...session.problems],
  }
}

const NOT_STARTED = { task: '', forkedFrom: undefined }
const NOBODY = { provider: '', model: '' }

/** The end of its newest life: a session that was resumed and has not ended again has none. */
function lastEnd(events: readonly SessionEvent[]) {
  const last = events.findLast((event) => event.type === 'session.finished' || event.type === 'session.resumed')
  return last?.type === 'session.finished' ? last : undefined
}

/** For a session that was broken off: what its lines add up to. */
function countTotals(events: readonly SessionEvent[]): Totals {
  const usage = events.findLast((event) => event.type === 'usage')
  const first = events[0]
  const last = events.at(-1)
  return {
    turns: events.filter((event) => event.type === 'turn.started').length,
    actions: events.filter((event) => event.type === 'action.started').length,
    ms: first && last ? Date.parse(last.at) - Date.parse(first.at) : 0,
    usage: usage?.total ?? NO_USAGE,
  }
}
