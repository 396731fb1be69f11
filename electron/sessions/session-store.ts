/** Which sessions there are: $DESKHAND_HOME/sessions/<id>/. Each is one log; what a log says is read-session's. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionRecord } from '../protocol/session-record.js'
import type { Retention } from '../protocol/settings.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { sessionBytes } from './folder-size.js'
import { foldRecord } from './fold-record.js'
import { forkSession } from './fork-session.js'
import { findFrame } from './frame-files.js'
import { openJsonlLog } from './jsonl-log.js'
import { readSession, type ReadSession, type ReadOptions } from './read-session.js'
import { whichToRemove } from './retention.js'
import { createSessionId, isSessionId } from './session-id.js'
import type { SessionLog } from './session-log.js'

export interface SessionStoreOptions {
  /** see dataHome() */
  readonly home: string
  /** does a live process hold this session now? (electron/control knows) */
  readonly isLive?: (id: string) => boolean
  /** wall clock, ms */
  readonly now?: () => number
}

export interface SessionStore {
  folder(id: string): string
  /** newest first */
  ids(): Promise<readonly string[]>
  /** A new session with an empty log. */
  create(): Promise<Outcome<SessionLog, Problem>>
  /** The log of an old one, to go on with. */
  open(id: string): Promise<Outcome<SessionLog, Problem>>
  /** Newest first. Sessions that cannot be read at all are in the list too, with the reason in `problems`. */
  list(): Promise<readonly SessionRecord[]>
  read(id: string, options?: ReadOptions): Promise<Outcome<ReadSession, Problem>>
  show(id: string): Promise<Outcome<SessionRecord, Problem>>
  /** The whole id of what a person wrote: any case, or a beginning that only one session has. */
  find(text: string): Promise<Outcome<string, Problem>>
  last(): Promise<Outcome<string, Problem>>
  framePath(id: string, frame: string): Promise<{ path: string; mime: string } | null>
  /** A new session that begins with the first completed turns of another; gives its id. */
  fork(id: string, step: number): Promise<Outcome<string, Problem>>
  /** Refused while a live process holds it. */
  remove(id: string): Promise<Outcome<void, Problem>>
  /** Removes what the retention settings no longer keep. */
  prune(rule: Retention): Promise<readonly string[]>
}

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  return new FolderStore(join(options.home, 'sessions'), options.isLive ?? (() => false), options.now ?? Date.now)
}

const usage = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

class FolderStore implements SessionStore {
  constructor(
    private readonly root: string,
    private readonly isLive: (id: string) => boolean,
    private readonly now: () => number,
  ) {}

  folder(id: string): string {
    return join(this.root, id)
  }

  async create(): Promise<Outcome<SessionLog, Problem>> {
    try {
      await mkdir(this.root, { recursive: true, mode: 0o700 })
    } catch (error) {
      return { ok: false, problem: diskProblem(`The folder ${this.root} could not be made`, error) }
    }
    return this.open(createSessionId(this.now()))
  }

  open(id: string): Promise<Outcome<SessionLog, Problem>> {
    return openJsonlLog({ folder: this.folder(id), session: id, now: this.now })
  }

  async list(): Promise<readonly SessionRecord[]> {
    const ids = await this.ids()
    return Promise.all(ids.map((id) => this.record(id)))
  }

  read(id: string, options?: ReadOptions): Promise<Outcome<ReadSession, Problem>> {
    return readSession(this.folder(id), options)
  }

  async show(id: string): Promise<Outcome<SessionRecord, Problem>> {
    const found = await this.find(id)
    return found.ok ? { ok: true, value: await this.record(found.value) } : found
  }

  async find(text: string): Promise<Outcome<string, Problem>> {
    const wanted = text.trim().toUpperCase()
    const matches = (await this.ids()).filter((id) => wanted.length > 0 && id.startsWith(wanted))
    const [only, second] = matches
    if (only === undefined) return usage(`There is no session “${text}”; \`deskhand sessions\` lists them.`)
    if (second !== undefined) return usage(`More than one session begins with “${text}”; write more of the id.`)
    return { ok: true, value: only }
  }

  async last(): Promise<Outcome<string, Problem>> {
    const [newest] = await this.ids()
    return newest === undefined ? usage('There is no session yet.') : { ok: true, value: newest }
  }

  async framePath(id: string, frame: string): Promise<{ path: string; mime: string } | null> {
    return isSessionId(id) ? findFrame(this.folder(id), frame) : null
  }

  async fork(id: string, step: number): Promise<Outcome<string, Problem>> {
    const found = await this.find(id)
    const read = found.ok ? await this.read(found.value) : found
    if (!read.ok) return read
    if (read.value.isNewer) return usage('It was written by a newer Deskhand; update this one to fork it.')
    const session = createSessionId(this.now())
    const to = this.folder(session)
    const forked = await forkSession({ events: read.value.events, from: read.value.folder, to, session, step })
    if (forked.ok) return { ok: true, value: session }
    await rm(to, { recursive: true, force: true })
    return forked
  }

  async remove(id: string): Promise<Outcome<void, Problem>> {
    const found = await this.find(id)
    if (!found.ok) return found
    if (this.isLive(found.value)) return usage(`The session ${found.value} is running; stop it first.`)
    try {
      await rm(this.folder(found.value), { recursive: true })
      return { ok: true, value: undefined }
    } catch (error) {
      return { ok: false, problem: diskProblem(`The session ${found.value} could not be removed`, error) }
    }
  }

  /** Says which were removed; a session that could not be is left for the next time. */
  async prune(rule: Retention): Promise<readonly string[]> {
    if (rule.days === 0 && rule.megabytes === 0) return []
    const removed: string[] = []
    for (const id of whichToRemove(await this.list(), rule, this.now())) {
      if ((await this.remove(id)).ok) removed.push(id)
    }
    return removed
  }

  async ids(): Promise<string[]> {
    const names = await readdir(this.root).catch(() => [])
    return names.filter(isSessionId).sort().reverse()
  }

  private async record(id: string): Promise<SessionRecord> {
    const read = await readSession(this.folder(id), { withoutItems: true })
    const session = read.ok ? read.value : { id, events: [], problems: [read.problem.message] }
    return foldRecord(session, { isLive: this.isLive(id), bytes: await sessionBytes(this.folder(id), session.events) })
  }
}
