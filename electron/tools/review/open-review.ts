/** All that the review window shows of a session but the lines of its files. */
import type { SessionEvent } from '../../protocol/event.js'
import type { ReviewAbout } from '../../protocol/review.js'
import { ok, refuse, type Result } from '../outcome.js'
import { blobChanges } from '../undo/blob-changes.js'
import { readChanges } from '../undo/snapshots.js'
import { fileStates, type FileState } from './file-states.js'
import { readReview } from './read-review.js'
import { noteAccepted, readNotes } from './review-notes.js'

export type ReviewState = Omit<ReviewAbout, 'record' | 'isLive'>

export async function openReview(folder: string, events: readonly SessionEvent[]): Promise<Result<ReviewState>> {
  const review = await readReview(folder, events)
  if (!review.ok) return review
  const read = await readChanges(folder)
  const notes = await readNotes(folder)
  const about = { review: review.value, root: read?.root ?? null, commits: notes.commits, undone: [], changedSince: [] }
  if (!read) return ok({ ...about, acceptedAt: null })
  const byPath = await blobChanges(read.git, read.changes)
  if (!byPath.ok) return byPath
  const shown = new Set(review.value.files.map(({ path }) => path))
  // a workspace that is gone: the review can be read all the same
  const states = await fileStates(read.root, new Map([...byPath.value].filter(([path]) => shown.has(path))))
  const which = (wanted: FileState) =>
    states.ok ? [...states.value].flatMap(([path, state]) => (state === wanted ? [path] : [])) : []
  const isAccepted = notes.accepted !== null && notes.accepted.tree === read.changes.at(-1)?.after
  return ok({
    ...about,
    acceptedAt: isAccepted ? (notes.accepted?.at ?? null) : null,
    undone: which('undone'),
    changedSince: which('changed-since'),
  })
}

/** A person looked at what stands now and takes it. */
export async function acceptReview(folder: string, at: string): Promise<Result<void>> {
  const last = (await readChanges(folder))?.changes.at(-1)
  return last ? noteAccepted(folder, at, last.after) : refuse('This session changed no files, so there is nothing to accept.')
}

/** The folder that the session had to work in; null: none. */
export const workspaceOf = async (folder: string): Promise<string | null> => (await readChanges(folder))?.root ?? null
