/**
 * Carries out the changes of a patch: all new texts are computed first, then written; when one cannot be written, those before
 * it are put back. So a patch is done whole or not at all.
 */
import { ok, refuse, type Result } from '../outcome.js'
import type { FileContent, Workspace } from '../workspace/workspace.js'
import { applyDiff, createText } from './apply-diff.js'
import type { FileChange } from './read-patch.js'

export interface Carried {
  /** one line a file, for the model */
  readonly lines: readonly string[]
  readonly paths: readonly string[]
}

interface Write {
  readonly path: string
  /** null: nothing shall be there */
  readonly after: Uint8Array | null
  readonly mode: number | undefined
}

/** What lies at a path while the patch is planned: what earlier changes of the same patch make of it. */
type Planned = Map<string, { before: FileContent | null; after: FileContent | null }>

export async function carryOut(workspace: Workspace, changes: readonly FileChange[]): Promise<Result<Carried>> {
  const planned: Planned = new Map()
  const lines: string[] = []
  for (const change of changes) {
    const line = await plan(workspace, change, planned)
    if (!line.ok) return line
    lines.push(line.value)
  }
  const writes = [...planned].filter(([, { before, after }]) => !isSame(before, after))
  const written = await writeAll(workspace, writes.map(([path, { after }]) => ({ path, after: after?.bytes ?? null, mode: after?.mode })), planned) // prettier-ignore
  return written.ok ? ok({ lines, paths: writes.map(([path]) => path) }) : written
}

const isSame = (one: FileContent | null, other: FileContent | null): boolean =>
  one === other || (one !== null && other !== null && one.bytes.equals(other.bytes) && one.mode === other.mode)

async function plan(workspace: Workspace, change: FileChange, planned: Planned): Promise<Result<string>> {
  const path = workspace.check(change.path, 'write')
  if (!path.ok) return path
  const now = await contentOf(workspace, path.value, planned)
  if (!now.ok) return now
  switch (change.type) {
    case 'create_file':
      return create(path.value, change.diff, now.value, planned)
    case 'delete_file':
      if (now.value === null) return refuse(`${change.path} does not exist.`)
      set(planned, path.value, null)
      return ok(`Deleted ${path.value}`)
    case 'update_file':
      return update(workspace, path.value, change, now.value, planned)
  }
}

function create(path: string, diff: string, now: FileContent | null, planned: Planned): Result<string> {
  if (now !== null) return refuse(`${path} exists already; update it instead.`)
  const made = createText(diff)
  if (!made.ok) return refuse(`${path} was not created: ${made.why}.`)
  set(planned, path, { bytes: Buffer.from(made.text), mode: 0o666 & ~UMASK })
  return ok(`Created ${path}`)
}

/** What a shell would give new files. */
const UMASK = 0o022

async function update(
  workspace: Workspace,
  path: string,
  { diff, moveTo }: Extract<FileChange, { type: 'update_file' }>,
  now: FileContent | null,
  planned: Planned,
): Promise<Result<string>> {
  if (now === null) return refuse(`${path} does not exist; create it instead.`)
  const applied = changed(path, now.bytes, diff === '' && moveTo !== undefined ? null : diff)
  if (!applied.ok) return applied
  const after = { bytes: Buffer.from(applied.value.text), mode: now.mode }
  const note = applied.value.fuzz > 0 ? ' (the context differed in spaces or place; look at it)' : ''
  if (moveTo === undefined) {
    set(planned, path, after)
    return ok(`Updated ${path}${note}`)
  }
  const target = workspace.check(moveTo, 'write')
  if (!target.ok) return target
  const there = await contentOf(workspace, target.value, planned)
  if (!there.ok) return there
  if (there.value !== null && target.value !== path) return refuse(`${moveTo} exists already.`)
  set(planned, path, null)
  set(planned, target.value, after)
  return ok(`Moved ${path} to ${target.value}${note}`)
}

/** `diff` null: it is only moved */
function changed(path: string, bytes: Buffer, diff: string | null): Result<{ text: string; fuzz: number }> {
  const text = textOf(bytes)
  if (text === null) return refuse(`${path} is no text in UTF-8; it cannot be patched.`)
  if (diff === null) return ok({ text, fuzz: 0 })
  const applied = applyDiff(text, diff)
  if (applied.ok) return ok(applied)
  return refuse(`${path} was not changed: ${applied.why}${applied.why.includes('\n') ? '' : '.'}`)
}

async function contentOf(workspace: Workspace, path: string, planned: Planned): Promise<Result<FileContent | null>> {
  const known = planned.get(path)
  if (known) return ok(known.after)
  const read = await workspace.read(path)
  if (read.ok) planned.set(path, { before: read.value, after: read.value })
  return read
}

const set = (planned: Planned, path: string, after: FileContent | null): void => {
  planned.set(path, { before: planned.get(path)?.before ?? null, after })
}

/** null: not UTF-8, or bytes that a text does not have */
function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : null
}

async function writeAll(workspace: Workspace, writes: readonly Write[], planned: Planned): Promise<Result<void>> {
  const done: Write[] = []
  for (const write of writes) {
    const written = await put(workspace, write)
    if (!written.ok) {
      await putBack(workspace, done, planned)
      return written
    }
    done.push(write)
  }
  return ok(undefined)
}

const put = (workspace: Workspace, { path, after, mode }: Write): Promise<Result<void>> =>
  after === null ? workspace.remove(path) : workspace.write(path, after, mode)

async function putBack(workspace: Workspace, done: readonly Write[], planned: Planned): Promise<void> {
  for (const { path } of [...done].reverse()) {
    const before = planned.get(path)?.before ?? null
    await put(workspace, { path, after: before?.bytes ?? null, mode: before?.mode })
  }
}
