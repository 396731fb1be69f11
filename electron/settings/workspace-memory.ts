/**
 * Which folder a session worked in and how tightly, one file a session in $DESKHAND_HOME/workspaces. Outside the log, as leave is:
 * a log that came from elsewhere opens no folder. A resume or a fork goes on in the same folder or is refused, never in another.
 */
import { mkdir, readFile, rm, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { Problem } from '../protocol/problem.js'
import { toolSettingsSchema, type ToolSettings } from '../protocol/tool-settings.js'
import { machineId } from './grants-file.js'

const keptSchema = z.object({
  session: z.string(),
  machine: z.string(),
  path: z.string(),
  /** these tell the folder from another one that stands in its place; `born` where the file system keeps it */
  inode: z.string(),
  born: z.string().nullable(),
  readOnly: toolSettingsSchema.shape.readOnly,
  network: toolSettingsSchema.shape.network,
})
type Kept = z.infer<typeof keptSchema>

export type KeptWorkspace = Pick<Kept, 'path' | 'readOnly' | 'network'>

export interface WorkspaceMemory {
  keep(session: string, path: string, tools: Pick<ToolSettings, 'readOnly' | 'network'>): Promise<Outcome<void, Problem>>
  /** Null: it worked in none. Refused where its folder is gone or is another one now. */
  of(session: string): Promise<Outcome<KeptWorkspace | null, Problem>>
  /** A fork works where the session it comes from did. */
  copy(from: string, to: string): Promise<Outcome<void, Problem>>
  forget(session: string): Promise<void>
}

export function openWorkspaceMemory(home: string, machine = machineId()): WorkspaceMemory {
  const folder = join(home, 'workspaces')
  const file = (session: string) => join(folder, `${session.replace(/[^\w-]/g, '_')}.json`)
  const read = async (session: string): Promise<Kept | null> => {
    const parsed = keptSchema.safeParse(parseOrNull(await readFile(file(session), 'utf8').catch(() => 'null')))
    return parsed.success && parsed.data.session === session && parsed.data.machine === machine ? parsed.data : null
  }
  const write = async (kept: Kept): Promise<Outcome<void, Problem>> => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAtomic(file(kept.session), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
      return { ok: true, value: undefined }
    } catch (error) {
      return { ok: false, problem: diskProblem('The folder the session works in could not be kept', error) }
    }
  }
  return {
    async keep(session, path, { readOnly, network }) {
      const found = await findFolder(path)
      if (found === null) return refuse(`The folder ${path} is not there.`)
      return write({ session, machine, ...found, readOnly, network })
    },
    async of(session) {
      const kept = await read(session)
      if (kept === null) return { ok: true, value: null }
      const found = await findFolder(kept.path)
      if (found === null)
        return refuse(`The folder ${kept.path}, in which this session worked, is not there any more. ${ELSEWHERE}`)
      return isSame(found, kept)
        ? { ok: true, value: kept }
        : refuse(`${kept.path} is another folder now than the one in which this session worked. ${ELSEWHERE}`)
    },
    async copy(from, to) {
      const kept = await read(from)
      return kept === null ? { ok: true, value: undefined } : write({ ...kept, session: to })
    },
    forget: (session) => rm(file(session), { force: true }),
  }
}

/** What the session was begun with, where it is tighter than what holds now. */
export function tightened(now: ToolSettings, kept: Pick<KeptWorkspace, 'readOnly' | 'network'>): ToolSettings {
  const tight = toolSettingsSchema.shape.network.unwrap().options
  const network = tight[Math.min(tight.indexOf(now.network), tight.indexOf(kept.network))] ?? 'off'
  return { ...now, readOnly: now.readOnly || kept.readOnly, network }
}

const ELSEWHERE = 'Say with --workspace which folder it shall go on in; in the app choose it below the task.'

type Found = Pick<Kept, 'path' | 'inode' | 'born'>

const isSame = (found: Found, kept: Found): boolean =>
  found.path === kept.path &&
  found.inode === kept.inode &&
  (found.born === null || kept.born === null || found.born === kept.born)

async function findFolder(path: string): Promise<Found | null> {
  try {
    const real = await realpath(path)
    const about = await stat(real, { bigint: true })
    if (!about.isDirectory()) return null
    // a file system that keeps no time of birth says that of the last change
    const born = about.birthtimeNs === about.ctimeNs ? null : String(about.birthtimeNs)
    return { path: real, inode: String(about.ino), born }
  } catch {
    return null
  }
}

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
