/**
 * A session's changes of one file, carried over to another state of that file: what stands in the last commit, or what is staged.
 * Where that is what the session found, it is what the session left; else git merges, so that nothing of somebody else's gets in.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok, refuse, type Result } from '../outcome.js'
import { isSame, type Blob, type BlobChange } from '../undo/blob-changes.js'
import type { ShadowGit } from '../undo/shadow-git.js'
import type { PersonGit } from './person-git.js'

export type Content = Blob | null

/** Takes a content of the session over into the person's repository, as their own attributes and filters store it. */
export type Store = (path: string, content: Content) => Promise<Result<Content>>

export function createStore(from: ShadowGit, into: PersonGit): Store {
  const known = new Map<string, string>()
  return async (path, content) => {
    if (content === null) return ok(null)
    const key = `${content.hash} ${path}`
    const stored = known.get(key)
    if (stored !== undefined) return ok({ ...content, hash: stored })
    const bytes = await from.run(['cat-file', 'blob', content.hash])
    if (!bytes.ok) return bytes
    const made = await into.run(['hash-object', '-w', '--stdin', `--path=${path}`], { input: bytes.value })
    if (!made.ok) return made
    const hash = made.value.toString().trim()
    known.set(key, hash)
    return ok({ ...content, hash })
  }
}

/** One change each stretch in which nobody else touched the file. */
export function stretches(own: readonly BlobChange[]): readonly { readonly before: Content; readonly after: Content }[] {
  const all: { before: Content; after: Content }[] = []
  for (const { before, after } of own) {
    const last = all.at(-1)
    if (last && isSame(last.after, before)) last.after = after
    else all.push({ before, after })
  }
  return all.filter(({ before, after }) => !isSame(before, after))
}

export interface Folding {
  readonly git: PersonGit
  readonly store: Store
  readonly path: string
  readonly own: readonly BlobChange[]
}

/** null inside `ok`: the file goes. `conflict`: the lines were changed by somebody else as well. */
export async function foldContent(start: Content, { git, store, path, own }: Folding): Promise<Result<Content | 'conflict'>> {
  const left = await notYetIn(start, store, path, own)
  if (!left.ok) return left
  let now = start
  for (const stretch of stretches(left.value)) {
    const before = await store(path, stretch.before)
    if (!before.ok) return before
    const after = await store(path, stretch.after)
    if (!after.ok) return after
    const next = await carryOver(git, now, before.value, after.value)
    if (!next.ok || next.value === 'conflict') return next
    now = next.value
  }
  return ok(now)
}

/** What comes after the newest state that was committed, or staged, as it stood then. */
async function notYetIn(
  start: Content,
  store: Store,
  path: string,
  own: readonly BlobChange[],
): Promise<Result<readonly BlobChange[]>> {
  for (let at = own.length - 1; at >= 0; at--) {
    const after = await store(path, own[at]?.after ?? null)
    if (!after.ok) return after
    if (hashOf(after.value) === hashOf(start)) return ok(own.slice(at + 1))
  }
  return ok(own)
}

const hashOf = (content: Content): string | null => content?.hash ?? null

async function carryOver(git: PersonGit, now: Content, before: Content, after: Content): Promise<Result<Content | 'conflict'>> {
  if (hashOf(now) === hashOf(after) || hashOf(now) === hashOf(before))
    return ok(after && { ...after, mode: modeOf(now, before, after) })
  if (now === null || before === null || after === null) return ok('conflict')
  const merged = await merge(git, now, before, after)
  if (!merged.ok) return merged
  return ok(merged.value === null ? 'conflict' : { mode: modeOf(now, before, after), hash: merged.value })
}

/** As it is, unless the session changed it. */
const modeOf = (now: Content, before: Content, after: Blob): string =>
  before?.mode === after.mode ? (now?.mode ?? after.mode) : after.mode

/** More than this many conflicts, and everything else that goes wrong, is told by a code from here on. */
const NO_MERGE = 128

/** null: somebody else changed the same lines. */
async function merge(git: PersonGit, now: Blob, before: Blob, after: Blob): Promise<Result<string | null>> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-merge-'))
  try {
    const files: string[] = []
    for (const [name, blob] of [['now', now], ['before', before], ['after', after]] as const) {
      const bytes = await git.run(['cat-file', 'blob', blob.hash])
      if (!bytes.ok) return bytes
      files.push(join(folder, name))
      await writeFile(join(folder, name), bytes.value, { mode: 0o600 })
    } // prettier-ignore
    const merged = await git.start(['merge-file', '-p', '--quiet', ...files])
    if (!merged.ok) return merged
    if (merged.value.code >= NO_MERGE && !/binary/i.test(merged.value.said)) return refuse(`git merge-file failed: ${merged.value.said.trim()}`, 'bad-command') // prettier-ignore
    if (merged.value.code !== 0) return ok(null)
    const made = await git.run(['hash-object', '-w', '--stdin'], { input: merged.value.out })
    return made.ok ? ok(made.value.toString().trim()) : made
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
