/**
 * The session log on disk: log.jsonl, appended to and nothing else, and frames/. Lines that arrive together share one
 * sync; each is acknowledged after it. Reading logs is read-session's, which sessions there are is session-store's.
 */
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Outcome, Picture } from '../../native-bridge/types.js'
import { EVENT_VERSION, type Envelope, type EventBody, type SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { findFrame, readFrame, removeDrafts, syncFolder, writeFrame } from './frame-files.js'
import { readLogTail } from './log-tail.js'
import type { SessionLog } from './session-log.js'

export interface JsonlLogOptions {
  /** sessions/<id> */
  readonly folder: string
  readonly session: string
  /** wall clock, ms */
  readonly now?: () => number
}

interface Waiting {
  readonly body: EventBody
  /** the body as JSON, as it was when it was handed in */
  readonly text: string
  readonly acknowledge: (outcome: Outcome<SessionEvent, Problem>) => void
}

/** Creates the log or opens it to go on. A torn last line is cut off, and a `problem` event in the log says so. */
export async function openJsonlLog(options: JsonlLogOptions): Promise<Outcome<SessionLog, Problem>> {
  let file: FileHandle | null = null
  try {
    await mkdir(join(options.folder, 'frames'), { recursive: true, mode: 0o700 })
    file = await open(join(options.folder, 'log.jsonl'), 'a+', 0o600)
    const tail = await readLogTail(file)
    if (tail.tornBytes > 0) await file.truncate(tail.goodBytes)
    await removeDrafts(options.folder)
    if (tail.needsNewline) await file.appendFile('\n')
    await file.sync()
    await syncFolder(options.folder)
    await syncFolder(dirname(options.folder))
    const bytes = tail.goodBytes + (tail.needsNewline ? 1 : 0)
    const log = new JsonlLog(options.folder, options.session, file, bytes, tail.lastSeq, options.now ?? Date.now)
    if (tail.tornBytes > 0) log.sayFirst(tornLineProblem(tail.tornBytes))
    return { ok: true, value: log }
  } catch (error) {
    await file?.close().catch(() => undefined)
    return { ok: false, problem: diskProblem(`The session folder ${options.folder} could not be opened`, error) }
  }
}

function tornLineProblem(bytes: number): EventBody {
  const message = `The last line of the log was torn by a crash and was dropped (${bytes} bytes).`
  return { type: 'problem', kind: 'log', message, retryable: false }
}

class JsonlLog implements SessionLog {
  private waiting: Waiting[] = []
  private pump: Promise<void> | null = null
  private closing: Promise<void> | null = null
  private readonly listeners = new Set<(event: SessionEvent) => void>()
  /** saves under way: a line waits for them, so their number must not grow with the session */
  private readonly saving = new Map<string, Promise<Outcome<void, Problem>>>()
  private readonly stored = new Set<string>()

  constructor(
    private readonly folder: string,
    readonly session: string,
    private readonly file: FileHandle,
    private bytes: number,
    private lastSeq: number,
    private readonly now: () => number,
  ) {}

  append(body: EventBody): Promise<Outcome<SessionEvent, Problem>> {
    if (this.closing) return Promise.resolve({ ok: false, problem: closedProblem })
    return new Promise((acknowledge) => {
      try {
        this.waiting.push({ body, text: JSON.stringify(body), acknowledge })
      } catch (error) {
        const message = `An event could not be written: ${error instanceof Error ? error.message : String(error)}.`
        return acknowledge({ ok: false, problem: { kind: 'bug', message, retryable: false } })
      }
      this.pump ??= this.writeWaiting()
    })
  }

  /** Written together with the next line, so that whoever subscribes before that hears it too. */
  sayFirst(body: EventBody): void {
    this.waiting.push({ body, text: JSON.stringify(body), acknowledge: () => undefined })
  }

  saveFrame(picture: Picture): Promise<Outcome<void, Problem>> {
    if (this.stored.has(picture.id)) return Promise.resolve({ ok: true, value: undefined })
    const known = this.saving.get(picture.id)
    if (known) return known
    const saving = this.storeFrame(picture).finally(() => this.saving.delete(picture.id))
    this.saving.set(picture.id, saving)
    return saving
  }

  loadFrame(id: string): Promise<Outcome<{ bytes: Uint8Array; mime: string }, Problem>> {
    return readFrame(this.folder, id)
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      await (this.pump ??= this.writeWaiting())
      await Promise.all(this.saving.values())
      await this.file.close().catch(() => undefined)
    })()
    return this.closing
  }

  private async storeFrame(picture: Picture): Promise<Outcome<void, Problem>> {
    const stored: Outcome<void, Problem> = (await findFrame(this.folder, picture.id))
      ? { ok: true, value: undefined }
      : await writeFrame(this.folder, picture)
    if (stored.ok) this.stored.add(picture.id)
    return stored
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      // A line may name a picture whose save was begun before it: that picture goes first.
      await Promise.all(this.saving.values())
      await this.writeBatch(batch)
    }
    this.pump = null
  }

  /** seq is given out here, so that a line that could not be written leaves no gap. */
  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    const at = new Date(this.now()).toISOString()
    const envelopes = batch.map((_, index): Envelope => {
      return { v: EVENT_VERSION, seq: this.lastSeq + 1 + index, at, session: this.session }
    })
    const text = batch.map((line, index) => `${JSON.stringify(envelopes[index]).slice(0, -1)},${line.text.slice(1)}\n`)
    const lines = Buffer.from(text.join(''), 'utf8')
    try {
      await this.file.appendFile(lines)
      await this.file.datasync()
    } catch (error) {
      await this.file.truncate(this.bytes).catch(() => undefined)
      const problem = diskProblem('The session log could not be written', error)
      // what was handed in behind them may follow from them: no line stands after a gap
      const refused = [...batch, ...this.waiting]
      this.waiting = []
      for (const { acknowledge } of refused) acknowledge({ ok: false, problem })
      return
    }
    this.bytes += lines.length
    this.lastSeq += batch.length
    batch.forEach(({ body, acknowledge }, index) => {
      const event = { ...(envelopes[index] as Envelope), ...body }
      for (const listener of this.listeners) tell(listener, event)
      acknowledge({ ok: true, value: event })
    })
  }
}

/** A listener's bug is its own: it must not stop the log. */
function tell(listener: (event: SessionEvent) => void, event: SessionEvent): void {
  try {
    listener(event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

const closedProblem: Problem = { kind: 'log', message: 'The session log is closed.', retryable: false }
