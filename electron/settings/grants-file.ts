/**
 * Leave that was given for a session, one file a session in $DESKHAND_HOME/grants: outside the log, so that no log that came from
 * elsewhere brings leave along, and bound to the machine, so that a copied folder brings none either.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { grantScopeSchema, type GrantScope } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'

const grantSchema = grantScopeSchema.extend({
  id: z.string(),
  session: z.string(),
  machine: z.string(),
  /** ISO-8601 */
  at: z.string(),
})
export type Grant = z.infer<typeof grantSchema>

export interface SessionGrants {
  list(): Promise<readonly GrantScope[]>
  keep(scope: GrantScope): Promise<Outcome<void, Problem>>
}

export interface GrantFolder {
  /** of one session, for its runner */
  of(session: string): SessionGrants
  /** all that count on this machine, oldest first */
  list(): Promise<readonly Grant[]>
  /** by id, by session, or all; the value says which are gone */
  revoke(which: string): Promise<Outcome<readonly Grant[], Problem>>
}

export function openGrantFolder(home: string, machine = machineId(), now: () => Date = () => new Date()): GrantFolder {
  return new Folder(join(home, 'grants'), machine, now)
}

class Folder implements GrantFolder {
  private writing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly folder: string,
    private readonly machine: string,
    private readonly now: () => Date,
  ) {}

  of(session: string): SessionGrants {
    return {
      list: async () => {
        await this.writing
        return this.read(session)
      },
      keep: (scope) => this.oneByOne(() => this.keep(session, scope)),
    }
  }

  async list(): Promise<readonly Grant[]> {
    const names = await readdir(this.folder).catch(() => [])
    const sessions = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
    const all = await Promise.all(sessions.map((session) => this.read(session)))
    return all.flat().sort((one, other) => one.at.localeCompare(other.at))
  }

  revoke(which: string): Promise<Outcome<readonly Grant[], Problem>> {
    return this.oneByOne(async () => {
      const wanted = which.toLowerCase()
      const hit = (await this.list()).filter(({ id, session }) => ['all', id, session.toLowerCase()].includes(wanted))
      for (const session of new Set(hit.map((grant) => grant.session))) {
        const left = (await this.read(session)).filter((grant) => !hit.some(({ id }) => id === grant.id))
        const written = await this.write(session, left)
        if (!written.ok) return written
      }
      return { ok: true, value: hit }
    })
  }

  private async keep(session: string, scope: GrantScope): Promise<Outcome<void, Problem>> {
    const id = createHash('sha256')
      .update(JSON.stringify([session, scope]))
      .digest('hex')
      .slice(0, 8)
    const others = (await this.read(session)).filter((grant) => grant.id !== id)
    return this.write(session, [...others, { ...scope, id, session, machine: this.machine, at: this.now().toISOString() }])
  }

  /** A file that cannot be read gives no leave, nor does one of another session or machine. */
  private async read(session: string): Promise<readonly Grant[]> {
    const text = await readFile(this.path(session), 'utf8').catch(() => '[]')
    const parsed = z.array(grantSchema).safeParse(parseOrNull(text))
    return parsed.success ? parsed.data.filter((grant) => grant.session === session && grant.machine === this.machine) : []
  }

  private async write(session: string, grants: readonly Grant[]): Promise<Outcome<void, Problem>> {
    try {
      if (grants.length === 0) await rm(this.path(session), { force: true })
      else {
        await mkdir(this.folder, { recursive: true, mode: 0o700 })
        await writeFileAtomic(this.path(session), `${JSON.stringify(grants, null, 2)}\n`, { mode: 0o600 })
      }
      return { ok: true, value: undefined }
    } catch (error) {
      return { ok: false, problem: diskProblem('The leave could not be kept, so it counts only once', error) }
    }
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const next = this.writing.then(work, work)
    this.writing = next.catch(() => undefined)
    return next
  }

  private path(session: string): string {
    return join(this.folder, `${session.replace(/[^\w-]/g, '_')}.json`)
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What tells this machine from another: its own id where the OS has one, else its name. Only its hash is written. */
export function machineId(): string {
  const own = ['/etc/machine-id', '/var/lib/dbus/machine-id'].map(readOrEmpty).find((text) => text !== '') ?? hostname()
  return createHash('sha256').update(`deskhand ${own}`).digest('hex').slice(0, 16)
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
