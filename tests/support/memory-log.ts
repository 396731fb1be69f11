/** A session log in memory that refuses what the contract does not allow: each event is checked against the schema. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { sessionEventSchema, type EventBody, type SessionEvent } from '../../electron/protocol/event.js'
import type { Problem } from '../../electron/protocol/problem.js'
import type { Clock } from '../../electron/runner/running-session.js'
import type { SessionLog } from '../../electron/sessions/session-log.js'
import { schemaProblems } from './event-schema.js'

export interface MemoryLog extends SessionLog {
  readonly events: readonly SessionEvent[]
  readonly frames: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly mime: string }>
  readonly isClosed: boolean
  /** the next appends fail, as on a full disk, once `after` more lines were written */
  failAfter(after: number): void
  /** the disk is full for one line, and has room again */
  failOnceAfter(after: number): void
  failFrames(): void
  /** append takes this long to be acknowledged: the line is on disk only then */
  slow(ms: number): void
}

const FULL: Problem = { kind: 'disk', message: 'The disk is full.', retryable: false }

export function memoryLog(clock: Clock, past: readonly SessionEvent[] = []): MemoryLog {
  const events: SessionEvent[] = [...past]
  const frames = new Map<string, { bytes: Uint8Array; mime: string }>()
  const listeners = new Set<(event: SessionEvent) => void>()
  let isClosed = false
  let left = Infinity
  let isOnce = false
  let areFramesBroken = false
  let slowMs = 0
  let tail: Promise<unknown> = Promise.resolve()

  let handedIn = 0
  let refusedUpTo = 0

  const write = async (body: EventBody, number: number) => {
    if (slowMs > 0) await clock.sleep(slowMs, new AbortController().signal)
    if (isClosed) return { ok: false as const, problem: { ...FULL, kind: 'log' as const, message: 'The log is closed.' } }
    if (left <= 0 || number <= refusedUpTo) {
      // as the log on disk does: what was handed in behind a line that failed fails too
      refusedUpTo = Math.max(refusedUpTo, handedIn)
      if (isOnce) left = Infinity
      return { ok: false as const, problem: FULL }
    }
    left -= 1
    const at = new Date(1_800_000_000_000 + Math.round(clock.now())).toISOString()
    const event = sessionEventSchema.parse({ v: 1, seq: events.length + 1, at, session: 'test', ...body })
    expect(schemaProblems(event)).toEqual([])
    if (event.type === 'frame') expect(frames.has(event.id), 'a picture is on disk before its line').toBe(true)
    events.push(event)
    for (const listener of [...listeners]) listener(event)
    return { ok: true as const, value: event }
  }

  return {
    session: 'test',
    events,
    frames,
    get isClosed() {
      return isClosed
    },
    append: (body) => {
      const number = ++handedIn
      const written = tail.then(() => write(body, number))
      tail = written
      return written
    },
    saveFrame: ({ id, bytes, mime }) => {
      if (areFramesBroken) return Promise.resolve({ ok: false, problem: FULL })
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(id)
      frames.set(id, { bytes, mime })
      return Promise.resolve({ ok: true, value: undefined })
    },
    loadFrame: (id) => {
      const frame = frames.get(id)
      return Promise.resolve(
        frame ? { ok: true, value: frame } : { ok: false, problem: { ...FULL, kind: 'log', message: `No picture ${id}.` } },
      )
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      await tail
      isClosed = true
    },
    failAfter: (after) => (left = after),
    failOnceAfter: (after) => {
      left = after
      isOnce = true
    },
    failFrames: () => (areFramesBroken = true),
    slow: (ms) => (slowMs = ms),
  }
}
