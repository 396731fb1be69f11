/** A session's review: its log, and what its tools changed, read from the session folder. */
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { reviewOf, type Review } from '../review/review.js'
import { changedPaths, totalDiff } from '../tools/undo/file-changes.js'
import { readChanges, type ReadChanges } from '../tools/undo/snapshots.js'

export async function readReview(folder: string, events: readonly SessionEvent[]): Promise<Outcome<Review, Problem>> {
  const read = await readChanges(folder)
  if (!read) return { ok: true, value: reviewOf({ events, changes: [], total: { files: [], patch: '' }, allLines: 0 }) }
  const total = await totalDiff(folder)
  if (!total.ok) return total
  const changes = []
  for (const change of read.changes) {
    const paths = await changedPaths(read.git, [change])
    if (!paths.ok) return paths
    changes.push({ call: change.call, step: change.step, paths: paths.value })
  }
  const allLines = await countLines(read)
  return allLines.ok ? { ok: true, value: reviewOf({ events, changes, total: total.value, allLines: allLines.value }) } : allLines
}

/** git knows it without having stored it */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

async function countLines({ git, changes }: ReadChanges): Promise<Outcome<number, Problem>> {
  const last = changes.at(-1)
  if (!last) return { ok: true, value: 0 }
  const counts = await git.run(['diff-tree', '-r', '--no-renames', '--numstat', '-z', EMPTY_TREE, last.after])
  if (!counts.ok) return counts
  const lines = counts.value.toString().split('\0')
  return { ok: true, value: lines.reduce((sum, line) => sum + (Number.parseInt(line, 10) || 0), 0) }
}
