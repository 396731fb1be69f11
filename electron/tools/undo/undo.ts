/**
 * Puts back what the tools of a session changed. Files that somebody changed since are left as they are and named; files that
 * only the person changed are not touched at all.
 */
import { ok, refuse, type Result } from '../outcome.js'
import { openWorkspace, type Workspace } from '../workspace/workspace.js'
import { changedPaths } from './file-changes.js'
import type { ShadowGit } from './shadow-git.js'
import { readChanges, type Change } from './snapshots.js'

export interface Undone {
  readonly root: string
  readonly restored: readonly string[]
  readonly removed: readonly string[]
  /** changed by somebody else since: left alone */
  readonly kept: readonly string[]
}

/** `toStep`: the last step that shall stand; 0 is the beginning. `only`: one file, from the workspace's root; null: all. */
export async function undo(session: string, toStep: number, only: string | null = null): Promise<Result<Undone>> {
  const read = await readChanges(session)
  if (!read || read.changes.length === 0) return refuse('This session changed no files.')
  const { root, changes, git } = read
  const taken = changes.filter((change) => change.step > toStep)
  if (taken.length === 0) return refuse(`No files were changed after step ${toStep}.`)
  const workspace = await openWorkspace(root)
  if (!workspace.ok) return workspace
  const paths = await changedPaths(git, taken)
  if (!paths.ok) return paths
  const wanted = paths.value.filter((path) => only === null || path === only)
  if (wanted.length === 0) return refuse(`This session did not change ${only}.`)
  const result = { root, restored: [] as string[], removed: [] as string[], kept: [] as string[] }
  for (const path of wanted) {
    const done = await undoFile(workspace.value, git, taken, path)
    if (!done.ok) return done
    result[done.value].push(path)
  }
  return ok(result)
}

/** Takes the changes of one file back, newest first, as long as each finds the file as it left it. */
async function undoFile(
  workspace: Workspace,
  git: ShadowGit,
  changes: readonly Change[],
  path: string,
): Promise<Result<'restored' | 'removed' | 'kept'>> {
  const own = await changesOf(git, changes, path)
  const [first] = own
  if (!first) return ok('kept')
  const now = await workspace.read(path)
  if (!now.ok) return ok('kept')
  const hash = now.value === null ? null : await hashOf(git, now.value.bytes)
  const at = own.findLastIndex(({ after }) => (after?.hash ?? null) === hash)
  if (at === -1) return ok(hash === (first.before?.hash ?? null) ? 'restored' : 'kept')
  // a person's own change between two of the session's would be lost
  const isWhole = own.slice(0, at + 1).every((one, index) => index === 0 || own[index - 1]?.after?.hash === one.before?.hash)
  if (!isWhole) return ok('kept')
  return putBack(workspace, git, path, first.before)
}

interface Blob {
  readonly hash: string
  readonly mode: number
}

async function changesOf(git: ShadowGit, changes: readonly Change[], path: string) {
  const own: { before: Blob | null; after: Blob | null }[] = []
  for (const change of changes) {
    const [before, after] = await Promise.all([blobAt(git, change.before, path), blobAt(git, change.after, path)])
    if (before?.hash !== after?.hash || before?.mode !== after?.mode) own.push({ before, after })
  }
  return own
}

async function blobAt(git: ShadowGit, tree: string, path: string): Promise<Blob | null> {
  const listed = await git.run(['ls-tree', '-z', tree, '--', path])
  const found = listed.ok ? /^(\d{6}) blob ([0-9a-f]+)\t/.exec(listed.value.toString()) : null
  return found ? { hash: found[2] ?? '', mode: found[1] === '100755' ? 0o755 : 0o644 } : null
}

async function hashOf(git: ShadowGit, bytes: Buffer): Promise<string | null> {
  const made = await git.run(['hash-object', '--stdin', '--no-filters'], bytes)
  return made.ok ? made.value.toString().trim() : null
}

async function putBack(
  workspace: Workspace,
  git: ShadowGit,
  path: string,
  before: Blob | null,
): Promise<Result<'restored' | 'removed' | 'kept'>> {
  if (before === null) {
    const gone = await workspace.remove(path)
    return gone.ok ? ok('removed') : gone
  }
  const bytes = await git.run(['cat-file', 'blob', before.hash])
  if (!bytes.ok) return bytes
  const now = await workspace.read(path)
  const isExecutable = before.mode === 0o755
  const kept = now.ok && now.value !== null ? now.value.mode & ~0o111 : 0o644
  const written = await workspace.write(path, bytes.value, isExecutable ? kept | 0o755 : kept)
  return written.ok ? ok('restored') : written
}
