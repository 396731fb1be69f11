/** One sentence for what the file system refused. */
import type { Problem } from './problem.js'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'it is not permitted',
  EPERM: 'it is not permitted',
  EROFS: 'the disk is read-only',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a file stands where a folder should',
  EIO: 'the disk reports an error',
}

export function diskProblem(what: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error))
  return { kind: 'disk', message: `${what}: ${reason}.`, retryable: false }
}
