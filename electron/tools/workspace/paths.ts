/** What a path in a call may name, told from its words alone: nothing is touched. Links are for beneath.ts. Pure but for node:path. */
import { isAbsolute, posix, relative, resolve, sep } from 'node:path'
import { ok, refuse, type Result } from '../outcome.js'

/** Written by nobody but the person: hooks and settings there decide what runs outside the sandbox. */
const PROTECTED = new Set(['.git', '.deskhand'])

export type Wish = 'read' | 'write'

/** The path from the root, with slashes; '' is the root itself. */
export function pathInside(root: string, path: string, wish: Wish, hidden: readonly string[] = []): Result<string> {
  if (path === '' || path.includes('\0')) return refuse('The path is empty or holds a NUL character.')
  const full = resolve(root, path)
  const inside = relative(root, full)
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return refuse(`${path} is not in the workspace ${root}; only files in it can be used.`)
  }
  if (hidden.some((one) => full === one || full.startsWith(`${one}${sep}`))) {
    return refuse(`${path} belongs to Deskhand itself and is not for tools.`)
  }
  const parts = inside.split(sep).filter((part) => part !== '')
  if (wish === 'write') {
    const own = parts.find((part) => PROTECTED.has(part.toLowerCase()))
    if (own !== undefined) return refuse(`Files in ${own} are not written by tools; use git commands, or ask the person.`)
    if (parts.length === 0) return refuse('The workspace itself cannot be written as a file.')
  }
  return ok(parts.join(posix.sep))
}
