/**
 * Reads a session's log tolerantly: a torn or bad line, a missing picture or a newer version never loses the session;
 * each is a sentence in `problems`.
 */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Outcome } from '../../native-bridge/types.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { NEWER, parseLine } from './parse-line.js'

export interface ReadSession {
  readonly id: string
  readonly folder: string
  /** readable events in order of seq */
  readonly events: readonly SessionEvent[]
  /** with `withLines`: every readable line as it stands on disk, those of unknown types too */
  readonly lines: readonly string[]
  /** what could not be read, one sentence each */
  readonly problems: readonly string[]
  /** a newer version wrote some of it: it can be watched, but not gone on with */
  readonly isNewer: boolean
}

export interface ReadOptions {
  /** passes over `model.items`, most of a log's bytes, which lists and trace do not need */
  readonly withoutItems?: boolean
  readonly withLines?: boolean
}

const ITEMS_LINE = /^\{"v":1,"seq":(\d+),"at":"[^"]*","session":"[^"]*","type":"model\.items"/

export async function readSession(folder: string, options: ReadOptions = {}): Promise<Outcome<ReadSession, Problem>> {
  const path = join(folder, 'log.jsonl')
  const reading = new Reading()
  try {
    const endsWhole = await endsWithNewline(path)
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
    let previous: string | null = null
    for await (const line of lines) {
      if (previous !== null) reading.take(previous, options, false)
      previous = line
    }
    if (previous !== null) reading.take(previous, options, !endsWhole)
    reading.problems.push(...(await missingFrames(folder, reading.events)))
  } catch (error) {
    return { ok: false, problem: diskProblem(`The log ${path} could not be read`, error) }
  }
  return {
    ok: true,
    value: {
      id: basename(folder),
      folder,
      events: reading.events,
      lines: reading.lines,
      problems: reading.problems,
      isNewer: reading.isNewer,
    },
  }
}

async function endsWithNewline(path: string): Promise<boolean> {
  const { size } = await stat(path)
  if (size === 0) return true
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(path, { start: size - 1 })) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1') === '\n'
}

class Reading {
  readonly events: SessionEvent[] = []
  readonly lines: string[] = []
  readonly problems: string[] = []
  private lineNumber = 0
  private lastSeq = 0
  isNewer = false

  take(line: string, options: ReadOptions, isTorn: boolean): void {
    this.lineNumber += 1
    const passedOver = options.withoutItems ? ITEMS_LINE.exec(line)?.[1] : undefined
    if (passedOver !== undefined) return this.follow(Number(passedOver))
    const parsed = parseLine(line)
    if (parsed.newer && !this.isNewer) {
      this.isNewer = true
      this.problems.push(NEWER)
    }
    if (parsed.kind === 'bad') {
      const what = isTorn ? 'is torn (the program was ended while writing it)' : `cannot be read: ${parsed.reason}`
      this.problems.push(`Line ${this.lineNumber} ${what}; it was dropped.`)
      return
    }
    this.follow(parsed.seq)
    if (options.withLines) this.lines.push(line)
    if (parsed.kind === 'event') this.events.push(parsed.event)
  }

  private follow(seq: number): void {
    if (seq !== this.lastSeq + 1) {
      const what = seq > this.lastSeq ? 'lines are missing before it' : 'lines are out of order'
      this.problems.push(`Line ${this.lineNumber} has number ${seq} after ${this.lastSeq}: ${what}.`)
    }
    this.lastSeq = seq
  }
}

async function missingFrames(folder: string, events: readonly SessionEvent[]): Promise<string[]> {
  const named = new Set<string>()
  for (const event of events) {
    if (event.type === 'frame') named.add(event.id)
    if (event.type === 'session.started') event.images?.forEach((id) => named.add(id))
  }
  if (named.size === 0) return []
  const names = await readdir(join(folder, 'frames')).catch(() => [])
  const stored = new Set(names.filter((name) => !name.endsWith('.tmp')).map((name) => name.split('.')[0]))
  return [...named].filter((id) => !stored.has(id)).map((id) => `The picture ${id} is missing.`)
}
