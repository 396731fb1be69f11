/** Reads a whole V4A patch, `*** Begin Patch` with any number of files, into one operation a file. Pure. */
import { DiffError, diffLines, shown } from './read-diff.js'

export type FileChange =
  | { readonly type: 'create_file'; readonly path: string; readonly diff: string }
  | { readonly type: 'update_file'; readonly path: string; readonly diff: string; readonly moveTo?: string }
  | { readonly type: 'delete_file'; readonly path: string }

const BEGIN = '*** Begin Patch'
const END = '*** End Patch'
const MOVE = '*** Move to: '
const HEADER = /^\*\*\* (Add|Update|Delete) File: (.+)$/

export const isWholePatch = (text: string): boolean => text.trimStart().startsWith(BEGIN)

export function readPatch(text: string): readonly FileChange[] {
  const lines = diffLines(text.trimStart())
  const end = lines.findIndex((line) => line.trim() === END)
  if (end === -1) throw new DiffError(`a patch ends with ${END}`)
  const changes: FileChange[] = []
  let at = 1
  while (at < end) {
    const header = HEADER.exec(lines[at] ?? '')
    if (!header)
      throw new DiffError(`a file of a patch begins with *** Add, Update or Delete File, not with ${shown(lines[at] ?? '')}`)
    const next = nextHeader(lines, at + 1, end)
    changes.push(changeOf(header[1] ?? '', (header[2] ?? '').trim(), lines.slice(at + 1, next)))
    at = next
  }
  if (changes.length === 0) throw new DiffError('the patch names no file')
  return changes
}

function nextHeader(lines: readonly string[], from: number, end: number): number {
  const found = lines.findIndex((line, index) => index >= from && index < end && HEADER.test(line))
  return found === -1 ? end : found
}

function changeOf(kind: string, path: string, body: readonly string[]): FileChange {
  if (kind === 'Delete') {
    if (body.some((line) => line.trim() !== '')) throw new DiffError(`nothing may follow the removal of ${path}`)
    return { type: 'delete_file', path }
  }
  const [first = '', ...rest] = body
  const moveTo = kind === 'Update' && first.startsWith(MOVE) ? first.slice(MOVE.length).trim() : undefined
  const diff = (moveTo === undefined ? body : rest).join('\n')
  if (kind === 'Add') return { type: 'create_file', path, diff }
  return { type: 'update_file', path, diff, ...(moveTo === undefined ? {} : { moveTo }) }
}
