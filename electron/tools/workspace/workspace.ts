/** The folder that shell and file tools may work in. Every file is reached by beneath.ts, so nothing outside is ever opened. */
import { constants } from 'node:fs'
import { lstat, open, realpath, rename, rm, stat, unlink } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Problem } from '../../protocol/problem.js'
import { codeOf, ok, reasonOf, refuse, type Result } from '../outcome.js'
import { entriesOf, LeavesWorkspace, placeBeneath, type OpenOptions, type Place } from './beneath.js'
import { pathInside, type Wish } from './paths.js'

export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  readonly bytes: number
}

export interface FileContent {
  readonly bytes: Buffer
  /** permission bits */
  readonly mode: number
}

export interface Workspace {
  /** without links */
  readonly root: string
  /** Nothing is written. */
  readonly isReadOnly: boolean
  /** The path from the root; refused by its words alone. */
  check(path: string, wish: Wish): Result<string>
  /** null: there is nothing */
  read(path: string): Promise<Result<FileContent | null>>
  /** Whole or not at all; folders on the way are made. */
  write(path: string, bytes: Uint8Array, mode?: number): Promise<Result<void>>
  remove(path: string): Promise<Result<void>>
  list(path: string): Promise<Result<readonly Entry[]>>
}

const LARGEST = 20 << 20

export interface WorkspaceOptions {
  readonly isReadOnly?: boolean
  /** folders of Deskhand's own, which no tool sees */
  readonly hidden?: readonly string[]
}

export async function openWorkspace(folder: string, options: WorkspaceOptions = {}): Promise<Result<Workspace>> {
  try {
    const root = await realpath(folder)
    if (!(await stat(root)).isDirectory()) return refuse(`The workspace ${folder} is no folder.`, 'configuration')
    if (root === '/' || /^[A-Za-z]:\\$/.test(root)) return refuse('The whole disk cannot be a workspace.', 'configuration')
    return ok(new FolderWorkspace(root, options.isReadOnly ?? false, await Promise.all((options.hidden ?? []).map(real))))
  } catch (error) {
    return refuse(`The workspace ${folder} cannot be used: ${reasonOf(error)}.`, 'configuration')
  }
}

const real = (path: string): Promise<string> => realpath(path).catch(() => path)

class FolderWorkspace implements Workspace {
  constructor(
    readonly root: string,
    readonly isReadOnly: boolean,
    private readonly hidden: readonly string[],
  ) {}

  check(path: string, wish: Wish): Result<string> {
    if (wish === 'write' && this.isReadOnly) return refuse('The workspace is read-only in this session.')
    return pathInside(this.root, path, wish, this.hidden)
  }

  async read(path: string): Promise<Result<FileContent | null>> {
    const found = await this.readAt(path)
    // a folder on the way is missing: so is the file
    return !found.ok && found.problem.message === `${path} ${WORDS['ENOENT']}.` ? ok(null) : found
  }

  private readAt(path: string): Promise<Result<FileContent | null>> {
    return this.at(path, 'read', {}, async ({ folder, name }) => {
      const file = await open(join(folder, name), READING).catch(noneIfMissing)
      if (file === null) return ok(null)
      try {
        const about = await file.stat()
        if (!about.isFile()) return refuse(`${path} is no file.`)
        if (about.size > LARGEST)
          return refuse(`${path} is larger than ${LARGEST >> 20} MB; use a command to look at a part of it.`)
        return ok({ bytes: await file.readFile(), mode: about.mode & 0o777 })
      } finally {
        await file.close()
      }
    })
  }

  write(path: string, bytes: Uint8Array, mode?: number): Promise<Result<void>> {
    return this.at(path, 'write', { makeFolders: true }, async ({ folder, name }) => {
      const target = join(folder, name)
      const before = await lstat(target).catch(noneIfMissing)
      if (before && !before.isFile()) return refuse(`${path} is no file.`)
      const draft = join(folder, `.${randomUUID()}.deskhand`)
      try {
        const file = await open(draft, 'wx', mode ?? (before ? before.mode & 0o777 : 0o666))
        try {
          await file.writeFile(bytes)
          if (before || mode !== undefined) await file.chmod(mode ?? (before?.mode ?? 0o666) & 0o777)
        } finally {
          await file.close()
        }
        await rename(draft, target)
        return ok(undefined)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    })
  }

  remove(path: string): Promise<Result<void>> {
    return this.at(path, 'write', {}, async ({ folder, name }) => {
      await unlink(join(folder, name))
      return ok(undefined)
    })
  }

  list(path: string): Promise<Result<readonly Entry[]>> {
    return this.at(path, 'read', {}, async (place) => {
      const { folder, name } = place
      const entries: Entry[] = []
      for (const entry of await entriesOf(place)) {
        const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other'
        const about = kind === 'file' ? await lstat(join(folder, name, entry.name)).catch(() => null) : null
        entries.push({ name: entry.name, kind, bytes: about?.size ?? 0 })
      }
      return ok(entries.sort((one, other) => (one.name < other.name ? -1 : 1)))
    })
  }

  private async at<T>(
    path: string,
    wish: Wish,
    options: OpenOptions,
    use: (place: Place) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const inside = this.check(path, wish)
    if (!inside.ok) return inside
    let place: Place | null = null
    try {
      const allows = (path: string) => pathInside(this.root, path === '' ? '.' : path, wish, this.hidden).ok
      place = await placeBeneath(this.root, inside.value, { ...options, allows })
      return await use(place)
    } catch (error) {
      return { ok: false, problem: problemOf(path, error) }
    } finally {
      await place?.close()
    }
  }
}

/** A pipe or a device must not make us wait. */
const READING = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

function noneIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be opened',
  EPERM: 'may not be changed',
  EISDIR: 'is a folder',
  ENOTDIR: 'has a part that is no folder',
  ELOOP: 'was a link a moment ago; links are not followed out of the workspace',
  ENOSPC: 'cannot be written: the disk is full',
  EROFS: 'cannot be written: the disk is read-only',
}

function problemOf(path: string, error: unknown): Problem {
  if (error instanceof LeavesWorkspace) {
    return { kind: 'usage', message: `${path} leads out of the workspace by a link.`, retryable: false }
  }
  const words = WORDS[codeOf(error)] ?? `cannot be used: ${reasonOf(error)}`
  return { kind: codeOf(error) === 'ENOSPC' ? 'disk' : 'usage', message: `${path} ${words}.`, retryable: false }
}
