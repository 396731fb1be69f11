/** A file that others will open: written beside its place and moved there when it is whole; nothing is left of one that is not. */
import { open, rename, stat, unlink } from 'node:fs/promises'
import type { Outcome } from '../../../native-bridge/types.js'
import { diskProblem } from '../../protocol/disk-problem.js'
import type { Problem } from '../../protocol/problem.js'

/** `pieces` are written as they come; when `signal` fires, the next one is not asked for. */
export async function writeWhole(
  path: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<Outcome<void, Problem>> {
  const found = await stat(path).catch(() => null)
  if (found && !found.isFile()) {
    return { ok: false, problem: { kind: 'usage', message: `${path} is no file; name another place.`, retryable: false } }
  }
  const draft = `${path}.${process.pid}.part`
  try {
    if (signal?.aborted) return cancelled()
    await writePieces(draft, pieces, signal)
    if (signal?.aborted) {
      await unlink(draft)
      return cancelled()
    }
    await rename(draft, path)
    return { ok: true, value: undefined }
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    if (signal?.aborted) return cancelled()
    return { ok: false, problem: diskProblem(`The file ${path} could not be written`, error) }
  }
}

async function writePieces(
  path: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of pieces) {
      if (signal?.aborted) return
      await file.appendFile(piece)
    }
  } finally {
    await file.close()
  }
}

const cancelled = (): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'aborted', message: 'The export was cancelled; no file was left.', retryable: false },
})
