/** What a session takes on disk, without a look at each of its thousands of pictures where the log tells their sizes. */
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionEvent } from '../protocol/event.js'

export async function sessionBytes(folder: string, events: readonly SessionEvent[]): Promise<number> {
  const told = new Map<string, number>()
  for (const event of events) if (event.type === 'frame') told.set(event.id, event.bytes)
  return folderSize(folder, told)
}

/** `told`: sizes that need not be asked for, by the file's name without its ending. */
export async function folderSize(folder: string, told: ReadonlyMap<string, number> = new Map()): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(entries.map((entry) => entryBytes(folder, entry, told)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function entryBytes(folder: string, entry: Dirent, told: ReadonlyMap<string, number>): Promise<number> {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return folderSize(path, told)
  const known = told.get(entry.name.split('.')[0] ?? '')
  if (known !== undefined) return known
  const found = await stat(path).catch(() => null)
  return found?.isFile() ? found.size : 0
}
