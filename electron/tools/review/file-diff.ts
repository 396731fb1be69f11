/** The diff of one file of a session, for a window. */
import type { FileDiff } from '../../protocol/review.js'
import { ok, refuse, type Result } from '../outcome.js'
import { blobChanges, type Blob, type BlobChange } from '../undo/blob-changes.js'
import type { ShadowGit } from '../undo/shadow-git.js'
import { readChanges, type Change } from '../undo/snapshots.js'

/** A window draws only what is in sight, but it is handed all of it. */
const MOST_BYTES = 4 << 20

export async function fileDiff(session: string, path: string): Promise<Result<FileDiff>> {
  const read = await readChanges(session)
  const [first, last] = [read?.changes[0], read?.changes.at(-1)]
  if (!read || !first || !last) return refuse('This session changed no files.')
  const whole = { ...first, after: last.after }
  const changed = await blobChanges(read.git, [whole])
  if (!changed.ok) return changed
  const own = changed.value.get(path)?.[0]
  return own ? diffOf(read.git, path, own, whole) : refuse(`This session did not change ${path}.`)
}

async function diffOf(git: ShadowGit, path: string, own: BlobChange, whole: Change): Promise<Result<FileDiff>> {
  const [bytesBefore, bytesAfter] = await Promise.all([sizeOf(git, own.before), sizeOf(git, own.after)])
  const about = { path, bytesBefore, bytesAfter, isBinary: false, isTooLarge: false, patch: '' }
  if (isLarge(bytesBefore) || isLarge(bytesAfter)) return ok({ ...about, isTooLarge: true })
  const patch = await patchOf(git, whole.before, whole.after, path)
  if (!patch.ok) return patch
  return ok(isBinary(patch.value) ? { ...about, isBinary: true } : { ...about, patch: patch.value })
}

const isLarge = (bytes: number | null): boolean => (bytes ?? 0) > MOST_BYTES

async function patchOf(git: ShadowGit, before: string, after: string, path: string): Promise<Result<string>> {
  const range = [before, after, '--', `:(literal)${path}`]
  const patch = await git.run(['diff-tree', '-r', '-p', '--no-renames', '--no-ext-diff', '--no-textconv', ...range])
  return patch.ok ? ok(patch.value.toString()) : patch
}

/** Said in the head of a diff, before its first lines. */
const isBinary = (patch: string): boolean => /^Binary files .* differ$/m.test(patch.split('\n@@ ')[0] ?? '')

async function sizeOf(git: ShadowGit, blob: Blob | null): Promise<number | null> {
  if (blob === null) return null
  const size = await git.run(['cat-file', '-s', blob.hash])
  return size.ok ? Number(size.value.toString().trim()) : null
}
