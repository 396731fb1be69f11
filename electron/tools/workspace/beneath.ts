/**
 * Opens what lies beneath a folder, and nothing else, whatever somebody does to the folders on the way meanwhile: each part of
 * the path is opened from the one before it by its descriptor and never through a link. Links are read and followed by hand as
 * long as they stay beneath. Where there is no /proc (macOS, Windows) the real path is compared before and after instead.
 */
import { constants, type Dirent } from 'node:fs'
import { mkdir, open, readdir, readlink, realpath, type FileHandle } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { codeOf } from '../outcome.js'

const FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0)
const MOST_LINKS = 40

export class LeavesWorkspace extends Error {}

/** A folder that is held open, and the name in it that was asked for: never a link, perhaps not there. */
export interface Place {
  /** to be joined with a name: stays the same folder even if that is moved away */
  readonly folder: string
  readonly name: string
  close(): Promise<void>
}

export interface OpenOptions {
  /** folders on the way that are missing are made */
  readonly makeFolders?: boolean
  /** asked of the path from the root once links were followed */
  readonly allows?: (path: string) => boolean
}

/** The entries of a folder that was opened by its place; a link that came meanwhile is not followed. */
export async function entriesOf({ folder, name }: Place): Promise<Dirent[]> {
  if (process.platform !== 'linux') return readdir(join(folder, name), { withFileTypes: true })
  // joined by hand: `.` after the slash makes the folder itself of the link that /proc shows
  const handle = await open(`${folder}/${name}`, FOLDER)
  try {
    return await readdir(descriptorPath(handle), { withFileTypes: true })
  } finally {
    await handle.close()
  }
}

export function placeBeneath(root: string, path: string, options: OpenOptions = {}): Promise<Place> {
  const parts = path.split('/').filter((part) => part !== '')
  return process.platform === 'linux' ? walk(root, parts, options) : compare(root, parts, options)
}

const NOWHERE = new Set(['.', '..'])

async function walk(root: string, wanted: readonly string[], options: OpenOptions): Promise<Place> {
  let parts = [...wanted]
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    const result = await walkOnce(root, parts, options)
    if (!('parts' in result)) return result
    parts = result.parts
    if (options.allows?.(parts.join('/')) === false) throw new LeavesWorkspace(parts.join('/'))
  }
  throw new LeavesWorkspace('too many links')
}

/** Either the place, or the path to try instead because a part of it is a link. */
async function walkOnce(root: string, parts: readonly string[], options: OpenOptions): Promise<Place | { parts: string[] }> {
  let folder = await open(root, FOLDER)
  let isKept = false
  try {
    for (const [index, part] of parts.entries()) {
      if (NOWHERE.has(part)) throw new LeavesWorkspace(part)
      const at = join(descriptorPath(folder), part)
      const link = await linkAt(at)
      if (link !== null) return { parts: redirected(root, parts, index, link) }
      if (index === parts.length - 1) break
      const next = await openFolder(at, options)
      await folder.close()
      folder = next
    }
    isKept = true
    return { folder: descriptorPath(folder), name: parts.at(-1) ?? '.', close: () => folder.close() }
  } finally {
    if (!isKept) await folder.close()
  }
}

const descriptorPath = (handle: FileHandle): string => `/proc/self/fd/${handle.fd}`

async function linkAt(path: string): Promise<string | null> {
  try {
    return await readlink(path)
  } catch (error) {
    // no link, or nothing there
    if (['EINVAL', 'ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null
    throw error
  }
}

async function openFolder(path: string, { makeFolders = false }: OpenOptions): Promise<FileHandle> {
  try {
    return await open(path, FOLDER)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || !makeFolders) throw error
    await mkdir(path)
    return open(path, FOLDER)
  }
}

/** Where a link leads, as parts from the root; never above it. */
function redirected(root: string, parts: readonly string[], index: number, link: string): string[] {
  const before = parts.slice(0, index).join('/')
  const target = isAbsolute(link) ? link : join(root, before, link)
  const inside = relative(root, join(target, ...parts.slice(index + 1)))
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw new LeavesWorkspace(parts.join('/'))
  return inside.split(sep).filter((part) => part !== '')
}

/** Not proof against somebody who changes folders at the same moment: said in docs/safety.md. */
async function compare(root: string, parts: readonly string[], { makeFolders = false, allows }: OpenOptions): Promise<Place> {
  const full = await deepestReal(join(root, ...parts))
  const inside = relative(root, full)
  const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  if (isOutside || allows?.(inside.split(sep).join('/')) === false) throw new LeavesWorkspace(full)
  if (makeFolders) await mkdir(dirname(full), { recursive: true })
  const close = () => Promise.resolve()
  return inside === '' ? { folder: root, name: '.', close } : { folder: dirname(full), name: basename(full), close }
}

/** The path with the links of its parts that exist resolved, so that no folder is made outside by a link. */
async function deepestReal(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(await deepestReal(above), path.slice(above.length + 1))
  }
}
