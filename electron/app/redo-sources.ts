/** What a session can be done again as: itself as it went, or a recording that was saved of it; with changes not saved yet. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Edit } from '../protocol/redo.js'
import { editAll, isRecordingName, NAME_RULE } from '../recordings/edit-recording.js'
import { recordingFrom } from '../recordings/from-session.js'
import { readRecording, writeRecording, type StoredRecording } from '../recordings/recording-files.js'
import { writeSkill } from '../recordings/skill.js'
import type { WatchedSession } from '../sessions/replay-reader.js'

export interface RedoSource extends StoredRecording {
  /** what of the session is not done again */
  readonly problems: readonly string[]
}

export interface WantedSource {
  /** a saved recording by its name; null: the session as it went */
  readonly version: string | null
  readonly edits: readonly Edit[]
}

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

export const recordingsIn = (home: string): string => join(home, 'recordings')

export async function readSource(
  read: WatchedSession,
  wanted: WantedSource,
  home: string,
): Promise<Outcome<RedoSource, Problem>> {
  const source = wanted.version === null ? ofSession(read) : await ofVersion(read.id, wanted.version, home)
  if (!source.ok) return source
  const edited = editAll(source.value.recording, wanted.edits)
  return edited.ok ? { ok: true, value: { ...source.value, recording: edited.value } } : edited
}

export function ofSession(read: WatchedSession): Outcome<RedoSource, Problem> {
  if (read.isNewer) return refuse('A newer Deskhand wrote this session. Update this one to do it again.')
  const made = recordingFrom(read.events)
  if (!made || made.recording.steps.length === 0) return refuse('Nothing was done in this session that could be done again.')
  return { ok: true, value: { recording: made.recording, frames: join(read.folder, 'frames'), problems: made.problems } }
}

async function ofVersion(session: string, name: string, home: string): Promise<Outcome<RedoSource, Problem>> {
  if (!isRecordingName(name)) return refuse(`A recording’s name has ${NAME_RULE}.`)
  const stored = await readRecording(join(recordingsIn(home), name))
  if (!stored.ok) return stored
  if (stored.value.recording.session !== session) return refuse(`The recording “${name}” was made of another session.`)
  return { ok: true, value: { ...stored.value, problems: [] } }
}

/** Names of the recordings that were made of a session. */
export async function versionsOf(session: string, home: string): Promise<readonly string[]> {
  const names = (await readdir(recordingsIn(home)).catch(() => [])).filter(isRecordingName).sort()
  const made: string[] = []
  for (const name of names) {
    const stored = await readRecording(join(recordingsIn(home), name))
    if (stored.ok && stored.value.recording.session === session) made.push(name)
  }
  return made
}

export interface SaveWish {
  readonly name: string
  readonly asSkill: boolean
}

/** A folder of its own: what it was made of stays as it is. */
export async function saveRecording(
  { recording, frames }: StoredRecording,
  { name, asSkill }: SaveWish,
  home: string,
): Promise<Outcome<{ name: string; folder: string }, Problem>> {
  if (!isRecordingName(name)) return refuse(`The name “${name}” cannot be: it has ${NAME_RULE}.`)
  const folder = join(recordingsIn(home), name)
  if (await stat(folder).catch(() => null)) return refuse(`There is a recording “${name}” already. Choose another name.`)
  const named = { ...recording, name }
  const written = await writeRecording(folder, named, [frames])
  if (!written.ok) return written
  const skill = asSkill ? await writeSkill(folder, named) : written
  return skill.ok ? { ok: true, value: { name, folder } } : skill
}
