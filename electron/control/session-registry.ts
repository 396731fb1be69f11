/**
 * The sessions that live now on this machine for this user: one small file each, and one lock per desktop, so that two
 * sessions never share a mouse. What a process left behind that was killed is cleaned up by whoever looks next.
 */
import { createHash } from 'node:crypto'
import { linkSync, readFileSync, readdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { isAlive, markOf } from './process-alive.js'

const entrySchema = z.object({
  id: z.string(),
  pid: z.number().int(),
  born: z.string(),
  /** the desktop it drives, as `lockDesktop` was given it */
  display: z.string(),
  /** ISO-8601 */
  started: z.string(),
})
export type LiveSession = z.infer<typeof entrySchema>

export interface SessionRegistry {
  /** Live sessions, oldest first. */
  list(): readonly LiveSession[]
  isLive(id: string): boolean
  /** Where a session listens for commands: a socket file, on Windows a named pipe. */
  socketPath(id: string): string
  /** Makes this process's session known; the returned function takes it back. */
  announce(session: { readonly id: string; readonly display: string; readonly started: string }): Outcome<() => void, Problem>
  /** One session at a time on one desktop: 'display-busy' when a live process holds it. The value lets go. */
  lockDesktop(desktop: string): Outcome<() => void, Problem>
}

/** `locks`: the folder of the locks, which other data folders share */
export function openRegistry(folder: string, pid = process.pid, locks = folder): SessionRegistry {
  return new FolderRegistry(folder, pid, locks)
}

const lockSchema = entrySchema.pick({ pid: true, born: true, display: true })

class FolderRegistry implements SessionRegistry {
  constructor(
    private readonly folder: string,
    private readonly pid: number,
    private readonly locks: string,
  ) {}

  list(): readonly LiveSession[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith('.session.json'))
    return names
      .flatMap((name) => this.readLive(join(this.folder, name)) ?? [])
      .sort((one, other) => one.started.localeCompare(other.started))
  }

  isLive(id: string): boolean {
    return this.readLive(this.entryPath(id)) !== null
  }

  socketPath(id: string): string {
    if (process.platform !== 'win32') return join(this.folder, `${id}.sock`)
    const user = createHash('sha256').update(this.folder).digest('hex').slice(0, 12)
    return `\\\\.\\pipe\\deskhand-${user}-${id}`
  }

  announce(session: { readonly id: string; readonly display: string; readonly started: string }): Outcome<() => void, Problem> {
    const path = this.entryPath(session.id)
    const draft = `${path}.${this.pid}`
    try {
      writeFileSync(draft, JSON.stringify({ ...session, ...markOf(this.pid) }), { mode: 0o600 })
      renameSync(draft, path)
      return { ok: true, value: () => removeFile(path) }
    } catch (error) {
      removeFile(draft)
      return { ok: false, problem: diskProblem('The session could not be announced', error) }
    }
  }

  lockDesktop(wanted: string): Outcome<() => void, Problem> {
    const desktop = desktopName(wanted)
    const path = join(this.locks, `${createHash('sha256').update(desktop).digest('hex').slice(0, 24)}.lock`)
    const text = JSON.stringify({ ...markOf(this.pid), display: desktop })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const created = createFile(path, text)
      if (!created.ok) return created
      if (created.value) return { ok: true, value: () => removeFile(path) }
      const holder = read(path, lockSchema)
      if (holder && isAlive(holder)) return busy(desktop, holder.pid)
      this.removeStale(path)
    }
    return busy(desktop, null)
  }

  /** Moves the lock aside before judging it again, so that of two who find it stale neither removes the other's new one. */
  private removeStale(path: string): void {
    const aside = `${path}.${this.pid}.stale`
    try {
      renameSync(path, aside)
    } catch {
      return
    }
    const holder = read(aside, lockSchema)
    if (holder && isAlive(holder)) {
      try {
        linkSync(aside, path)
      } catch {
        // somebody holds it already
      }
    }
    removeFile(aside)
  }

  private entryPath(id: string): string {
    return join(this.folder, `${id}.session.json`)
  }

  private readLive(path: string): LiveSession | null {
    const entry = read(path, entrySchema)
    if (entry === null) return null
    if (isAlive(entry)) return entry
    removeFile(path)
    if (process.platform !== 'win32') removeFile(this.socketPath(entry.id))
    return null
  }
}

/** ':0.1', 'unix:0' and ':0' share one pointer. */
export function desktopName(xDisplay: string): string {
  return xDisplay.replace(/^(unix(\/[^:]*)?|localhost)?:/, ':').replace(/^(.*:\d+)\.\d+$/, '$1')
}

function busy(desktop: string, pid: number | null): { ok: false; problem: Problem } {
  const who = pid === null ? 'another live session' : `another live session (process ${pid})`
  const message = `The display ${desktop} is held by ${who}; stop it with \`deskhand stop\`, or use --display virtual.`
  return { ok: false, problem: { kind: 'display-busy', message, retryable: false } }
}

/** False when it exists. The content is there the moment the name is: link() puts the finished file in place. */
function createFile(path: string, text: string): Outcome<boolean, Problem> {
  const draft = `${path}.${process.pid}.new`
  try {
    writeFileSync(draft, text, { mode: 0o600 })
    linkSync(draft, path)
    return { ok: true, value: true }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { ok: true, value: false }
    return { ok: false, problem: diskProblem('The lock of the display could not be written', error) }
  } finally {
    removeFile(draft)
  }
}

function read<T extends z.ZodType>(path: string, schema: T): z.infer<T> | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

function removeFile(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // not there: that is what was wanted
  }
}
