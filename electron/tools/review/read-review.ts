/** A session's review: its log, and what its tools changed, read from the session folder. */
import type { SessionEvent } from '../../protocol/event.js'
import type { FileChanged, Review } from '../../protocol/review.js'
import { reviewOf } from '../../review/review.js'
import { ok, type Result } from '../outcome.js'
import { blobChanges, isMixed } from '../undo/blob-changes.js'
import { totalDiff } from '../undo/file-changes.js'
import { readChanges, type ReadChanges } from '../undo/snapshots.js'

export async function readReview(folder: string, events: readonly SessionEvent[]): Promise<Result<Review>> {
  const read = await readReviewed(folder, events)
  return read.ok ? ok(read.value.review) : read
}

export interface Reviewed {
  readonly review: Review
  /** unified diff of all files, from the first state to the last */
  readonly patch: string
}

export async function readReviewed(folder: string, events: readonly SessionEvent[]): Promise<Result<Reviewed>> {
  const read = await readChanges(folder)
  if (!read) return ok({ review: reviewOf({ events, changes: [], total: { files: [], patch: '' }, allLines: 0 }), patch: '' })
  const total = await totalDiff(folder)
  if (!total.ok) return total
  const byPath = await blobChanges(read.git, read.changes)
  if (!byPath.ok) return byPath
  const allLines = await countLines(read)
  if (!allLines.ok) return allLines
  const mixed = [...byPath.value].filter(([, own]) => isMixed(own)).map(([path]) => path)
  const changes = [...byPath.value].flatMap(([path, own]) => own.map(({ call, step }) => ({ call, step, paths: [path] })))
  const parts = { events, changes, total: { ...total.value, files: [...total.value.files] as FileChanged[] }, mixed }
  return ok({ review: reviewOf({ ...parts, allLines: allLines.value }), patch: total.value.patch })
}

/** git knows it without having stored it */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

async function countLines({ git, changes }: ReadChanges): Promise<Result<number>> {
  const last = changes.at(-1)
  if (!last) return ok(0)
  const counts = await git.run(['diff-tree', '-r', '--no-renames', '--numstat', '-z', EMPTY_TREE, last.after])
  if (!counts.ok) return counts
  const lines = counts.value.toString().split('\0')
  return ok(lines.reduce((sum, line) => sum + (Number.parseInt(line, 10) || 0), 0))
}
