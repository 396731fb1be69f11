/** The pictures of a session: frames/<sha-256>.<ext>, each stored once, whole or not at all. */
import { open, mkdir, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome, Picture } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { isFrameId } from './session-id.js'

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const
const FILE_MODE = 0o600

/** Where the picture lies, null when it is not there. */
export async function findFrame(folder: string, id: string): Promise<{ path: string; mime: string } | null> {
  if (!isFrameId(id)) return null
  for (const [mime, extension] of Object.entries(EXTENSIONS)) {
    const path = join(folder, 'frames', `${id}.${extension}`)
    const found = await stat(path).catch(() => null)
    if (found?.isFile()) return { path, mime }
  }
  return null
}

export async function readFrame(folder: string, id: string): Promise<Outcome<{ bytes: Uint8Array; mime: string }, Problem>> {
  const found = await findFrame(folder, id)
  if (!found) {
    return { ok: false, problem: { kind: 'log', message: `The picture ${id} is missing from the session.`, retryable: false } }
  }
  try {
    return { ok: true, value: { bytes: await readFile(found.path), mime: found.mime } }
  } catch (error) {
    return { ok: false, problem: diskProblem(`The picture ${id} could not be read`, error) }
  }
}

/** Written beside its place, synced and moved there, so that a crash leaves no half picture under its name. */
export async function writeFrame(folder: string, picture: Picture): Promise<Outcome<void, Problem>> {
  if (!isFrameId(picture.id)) {
    return { ok: false, problem: { kind: 'bug', message: `“${picture.id}” is no picture id.`, retryable: false } }
  }
  const frames = join(folder, 'frames')
  const path = join(frames, `${picture.id}.${EXTENSIONS[picture.mime]}`)
  const draft = `${path}.${process.pid}.tmp`
  try {
    await mkdir(frames, { recursive: true, mode: 0o700 })
    await writeSynced(draft, picture.bytes)
    await rename(draft, path)
    await syncFolder(frames)
    return { ok: true, value: undefined }
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    return { ok: false, problem: diskProblem('A picture of the session could not be stored', error) }
  }
}

/** Half pictures that a crash left beside their place. Only for whoever alone writes to the session. */
export async function removeDrafts(folder: string): Promise<void> {
  const frames = join(folder, 'frames')
  const names = await readdir(frames).catch(() => [])
  const drafts = names.filter((name) => name.endsWith('.tmp'))
  await Promise.all(drafts.map((name) => unlink(join(frames, name)).catch(() => undefined)))
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', FILE_MODE)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a rename or a new file last; Windows cannot open folders and needs none of it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
