/** The files of a session as they are on disk now: as it left them, put back, or changed by somebody since. */
import { ok, type Result } from '../outcome.js'
import { blobHash, type BlobChange, type BlobChanges } from '../undo/blob-changes.js'
import { openWorkspace } from '../workspace/workspace.js'

/** 'link': not followed, so nothing is known of it */
export type FileState = 'as-left' | 'undone' | 'changed-since' | 'link'

const LINK = '120000'

export async function fileStates(root: string, byPath: BlobChanges): Promise<Result<ReadonlyMap<string, FileState>>> {
  const workspace = await openWorkspace(root)
  if (!workspace.ok) return workspace
  const states = new Map<string, FileState>()
  for (const [path, own] of byPath) {
    const now = await workspace.value.read(path)
    // a link or a folder stands there now, or it may not be opened
    const hash = now.ok ? (now.value === null ? null : blobHash(now.value.bytes)) : undefined
    states.set(path, own.at(-1)?.after?.mode === LINK ? 'link' : stateOf(hash, own))
  }
  return ok(states)
}

function stateOf(hash: string | null | undefined, own: readonly BlobChange[]): FileState {
  if (hash === undefined) return 'changed-since'
  if (hash === (own.at(-1)?.after?.hash ?? null)) return 'as-left'
  return hash === (own[0]?.before?.hash ?? null) ? 'undone' : 'changed-since'
}
