/**
 * What each step of a session did to the workspace: the state before and after every call that may change files, by the call's
 * id. Kept beside the log, so that steps can be shown and undone later, also after a crash.
 */
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ok, type Result } from '../outcome.js'
import { openShadowGit, shadowGitAt, type ShadowGit } from './shadow-git.js'

const changeSchema = z.object({
  /** the call's id, `t4.2`; '' for the state the session began with */
  call: z.string(),
  step: z.number().int(),
  before: z.string(),
  after: z.string(),
})
export type Change = z.infer<typeof changeSchema>

const headSchema = z.object({ root: z.string() })

export interface Snapshots {
  readonly git: ShadowGit
  /** Before a call that may change something. */
  before(): Promise<Result<string>>
  after(call: string, before: string): Promise<Result<void>>
}

const FOLDER = 'changes.git'
const LIST = 'changes.jsonl'

export async function openSnapshots(session: string, root: string): Promise<Result<Snapshots>> {
  const git = await openShadowGit(join(session, FOLDER), root)
  if (!git.ok) return git
  const list = join(session, LIST)
  if ((await readFile(list, 'utf8').catch(() => '')) === '') {
    await appendFile(list, `${JSON.stringify({ root })}\n`, { mode: 0o600 })
  }
  return ok({
    git: git.value,
    before: () => git.value.snapshot(),
    after: async (call, before) => {
      const after = await git.value.snapshot()
      if (!after.ok) return after
      if (after.value !== before) {
        // a tree that nothing names could be swept away
        await git.value.run(['update-ref', `refs/trees/${after.value}`, await commitOf(git.value, after.value)])
        await git.value.run(['update-ref', `refs/trees/${before}`, await commitOf(git.value, before)])
        await appendFile(list, `${JSON.stringify({ call, step: stepOf(call), before, after: after.value })}\n`)
      }
      return ok(undefined)
    },
  })
}

async function commitOf(git: ShadowGit, tree: string): Promise<string> {
  const who = ['-c', 'user.name=Deskhand', '-c', 'user.email=deskhand@localhost']
  const made = await git.run([...who, 'commit-tree', tree, '-m', 'state'])
  return made.ok ? made.value.toString().trim() : tree
}

/** `t4.2` belongs to step 4. */
export const stepOf = (call: string): number => Number(/^[a-z](\d+)\./.exec(call)?.[1] ?? 0)

export interface ReadChanges {
  readonly root: string
  readonly changes: readonly Change[]
  readonly git: ShadowGit
}

/** null: this session changed no files. */
export async function readChanges(session: string): Promise<ReadChanges | null> {
  const text = await readFile(join(session, LIST), 'utf8').catch(() => '')
  const [first = '', ...rest] = text.split('\n').filter((line) => line !== '')
  const head = headSchema.safeParse(parsed(first))
  if (!head.success) return null
  const changes = rest.flatMap((line) => {
    const read = changeSchema.safeParse(parsed(line))
    return read.success ? [read.data] : []
  })
  return { root: head.data.root, changes, git: shadowGitAt(join(session, FOLDER), head.data.root) }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
