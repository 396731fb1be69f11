/** A new session from an earlier point of another: its lines up to there under a new id, its pictures as links to the same bytes. */
import { copyFile, link, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { syncFolder } from './frame-files.js'

export interface ForkRequest {
  readonly events: readonly SessionEvent[]
  /** sessions/<id> of the one it comes from */
  readonly from: string
  /** sessions/<id> of the new one */
  readonly to: string
  readonly session: string
  /** completed turns that stand in the new session */
  readonly step: number
}

export async function forkSession({ events, from, to, session, step }: ForkRequest): Promise<Outcome<void, Problem>> {
  const lines = linesUpTo(events, step)
  if (!lines.ok) return lines
  const origin = events[0]?.session ?? ''
  const forked = lines.value.map((event) => asForked(event, session, { session: origin, step }))
  try {
    await mkdir(join(to, 'frames'), { recursive: true, mode: 0o700 })
    await linkFrames(join(from, 'frames'), join(to, 'frames'), framesOf(forked))
    await writeSynced(join(to, 'log.jsonl'), forked.map((event) => `${JSON.stringify(event)}\n`).join(''))
    await syncFolder(to)
    return { ok: true, value: undefined }
  } catch (error) {
    return { ok: false, problem: diskProblem(`The session folder ${to} could not be written`, error) }
  }
}

/** A completed turn ends where the next one begins, or a new life of the session. */
function linesUpTo(events: readonly SessionEvent[], step: number): Outcome<readonly SessionEvent[], Problem> {
  const last = events.reduce((most, event) => (event.type === 'model.items' ? Math.max(most, event.turn) : most), 0)
  const answer = events.findIndex((event) => event.type === 'model.items' && event.turn === step)
  if (answer === -1) return refused(last)
  const next = events.findIndex((event, at) => at > answer && (event.type === 'turn.started' || event.type === 'session.resumed'))
  return { ok: true, value: events.slice(0, next === -1 ? events.length : next) }
}

function refused(last: number): { ok: false; problem: Problem } {
  const message =
    last === 0
      ? 'No step of this session was completed, so there is nothing to fork.'
      : `The steps of this session are 1 to ${last}.`
  return { ok: false, problem: { kind: 'usage', message, retryable: false } }
}

function asForked(event: SessionEvent, session: string, forkedFrom: { session: string; step: number }): SessionEvent {
  return event.type === 'session.started' ? { ...event, session, forkedFrom } : { ...event, session }
}

function framesOf(events: readonly SessionEvent[]): ReadonlySet<string> {
  return new Set(JSON.stringify(events).match(/[0-9a-f]{64}/g))
}

async function linkFrames(from: string, to: string, wanted: ReadonlySet<string>): Promise<void> {
  const names = (await readdir(from).catch(() => [])).filter(
    (name) => wanted.has(name.split('.')[0] ?? '') && !name.endsWith('.tmp'),
  )
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)]
    await link(source, target).catch(() => copyFile(source, target))
  }
  await syncFolder(to)
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
