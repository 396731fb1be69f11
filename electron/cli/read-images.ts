/** `--image FILE`: pictures that belong to the task, checked before anything starts. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import sharp from 'sharp'
import type { Outcome, Picture, PictureMime } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { refuse } from './parse-args.js'

const MIMES: Readonly<Record<string, PictureMime>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' }
/** what model servers take in one request with room for the rest */
const MOST_BYTES = 20 * 1024 * 1024

export async function readImages(files: readonly string[], cwd: string): Promise<Outcome<readonly Picture[], Problem>> {
  const pictures: Picture[] = []
  for (const file of files) {
    const picture = await readImage(file, resolve(cwd, file))
    if (!picture.ok) return picture
    pictures.push(picture.value)
  }
  return { ok: true, value: pictures }
}

async function readImage(name: string, path: string): Promise<Outcome<Picture, Problem>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error)
  if (bytes instanceof Error) {
    const reason = bytes.code === 'ENOENT' ? 'it does not exist' : bytes.code === 'EISDIR' ? 'it is a folder' : bytes.message
    return refuse('usage', `--image ${name} cannot be read: ${reason}.`)
  }
  if (bytes.length > MOST_BYTES) return refuse('usage', `--image ${name} is larger than ${MOST_BYTES / 1024 / 1024} MB.`)
  const picture = await readPicture(bytes)
  if (picture === null) return refuse('usage', `--image ${name} is no PNG, JPEG or WebP picture.`)
  return { ok: true, value: picture }
}

/** null: no picture that a model takes */
export async function readPicture(bytes: Buffer): Promise<Picture | null> {
  const shape = await readShape(bytes)
  return shape && { id: createHash('sha256').update(bytes).digest('hex'), bytes, ...shape }
}

/** The content decides, not the file's name; it is decoded whole, so that half a picture is noticed here. */
async function readShape(bytes: Buffer): Promise<{ width: number; height: number; mime: PictureMime } | null> {
  try {
    const image = sharp(bytes, { failOn: 'truncated' })
    const { format, width, height } = await image.metadata()
    const mime = MIMES[format]
    await image.stats()
    return mime === undefined ? null : { width, height, mime }
  } catch {
    return null
  }
}
