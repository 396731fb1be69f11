/** Recordings on disk: a folder with recording.json and frames/, which is all that is needed to do it again. */
import { copyFile, link, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { Problem } from '../protocol/problem.js'
import { framesIn, RECORDING_VERSION, recordingSchema, type Recording } from './recording.js'

export interface StoredRecording {
  readonly recording: Recording
  /** where its pictures are */
  readonly frames: string
}

const FILE = 'recording.json'

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

/** `path`: the file, or the folder it is in. */
export async function readRecording(path: string): Promise<Outcome<StoredRecording, Problem>> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false
  const file = isFolder ? join(path, FILE) : path
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    return refuse(`The recording ${file} ${error instanceof SyntaxError ? 'is no JSON' : 'cannot be read'}.`)
  }
  const parsed = recordingSchema.safeParse(json)
  if (parsed.success) return { ok: true, value: { recording: parsed.data, frames: join(dirname(file), 'frames') } }
  if (isNewer(json)) return refuse(`The recording ${file} was written by a newer Deskhand; update this one to do it again.`)
  const issue = parsed.error.issues[0]
  return refuse(`The recording ${file} is wrong at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'its shape'}.`)
}

const isNewer = (json: unknown): boolean => z.object({ v: z.number().gt(RECORDING_VERSION) }).safeParse(json).success

/** Writes the folder; `sources`: folders its pictures may be in. Pictures are linked where that is possible. */
export async function writeRecording(
  folder: string,
  recording: Recording,
  sources: readonly string[],
): Promise<Outcome<string, Problem>> {
  try {
    await mkdir(join(folder, 'frames'), { recursive: true, mode: 0o700 })
    for (const source of sources) await linkFrames(source, join(folder, 'frames'), framesIn(recording))
    const file = join(folder, FILE)
    await writeFileAtomic(file, `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600 })
    return { ok: true, value: file }
  } catch (error) {
    return { ok: false, problem: diskProblem(`The recording ${folder} could not be written`, error) }
  }
}

async function linkFrames(from: string, to: string, wanted: ReadonlySet<string>): Promise<void> {
  const there = new Set(await readdir(to))
  for (const name of await readdir(from).catch(() => [])) {
    if (there.has(name) || !wanted.has(name.split('.')[0] ?? '')) continue
    await link(join(from, name), join(to, name)).catch(() => copyFile(join(from, name), join(to, name)))
  }
}

const MIMES: Readonly<Record<string, 'image/jpeg' | 'image/png' | 'image/webp'>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** A picture of the recording by its id. */
export async function readRecordedFrame(
  frames: string,
  id: string,
): Promise<Outcome<{ bytes: Uint8Array; mime: 'image/jpeg' | 'image/png' | 'image/webp' }, Problem>> {
  for (const [ending, mime] of Object.entries(MIMES)) {
    const bytes = await readFile(join(frames, `${basename(id)}.${ending}`)).catch(() => null)
    if (bytes) return { ok: true, value: { bytes, mime } }
  }
  return { ok: false, problem: { kind: 'log', message: `The picture ${id} is missing from the recording.`, retryable: false } }
}
