/** What differs between two states: per step, in total, and as a diff for people and windows. */
import { ok, type Result } from '../outcome.js'
import type { ShadowGit } from './shadow-git.js'
import { readChanges, type Change, type ReadChanges } from './snapshots.js'

export interface FileDiff {
  readonly path: string
  readonly kind: 'added' | 'changed' | 'deleted'
  /** null: no text */
  readonly added: number | null
  readonly removed: number | null
}

export interface StepDiff {
  readonly step: number
  readonly files: readonly FileDiff[]
  /** unified diff, up to its first megabytes */
  readonly patch: string
  readonly isCut: boolean
}

const MOST_PATCH = 2 << 20

/** What the tools of a session changed, step by step; what a person changed in between is not in it. */
export async function stepDiffs(session: string): Promise<Result<readonly StepDiff[]>> {
  const read = await readChanges(session)
  if (!read) return ok([])
  const diffs: StepDiff[] = []
  for (const step of new Set(read.changes.map((change) => change.step))) {
    const own = read.changes.filter((change) => change.step === step)
    const diff = await joinedDiff(read.git, own)
    if (!diff.ok) return diff
    diffs.push({ step, ...diff.value })
  }
  return ok(diffs)
}

/** From the first state to the last, of the files that tools changed. */
export async function totalDiff(session: string): Promise<Result<Omit<StepDiff, 'step'>>> {
  const read = await readChanges(session)
  if (!read || read.changes.length === 0) return ok({ files: [], patch: '', isCut: false })
  return joinedDiff(read.git, read.changes)
}

async function joinedDiff(git: ShadowGit, changes: readonly Change[]): Promise<Result<Omit<StepDiff, 'step'>>> {
  const [first, last] = [changes[0], changes.at(-1)]
  if (!first || !last) return ok({ files: [], patch: '', isCut: false })
  const paths = await changedPaths(git, changes)
  if (!paths.ok) return paths
  if (paths.value.length === 0) return ok({ files: [], patch: '', isCut: false })
  const range = [first.before, last.after, '--', ...paths.value.map((path) => `:(literal)${path}`)]
  const counts = await git.run(['diff-tree', '-r', '--no-renames', '--numstat', '-z', ...range])
  if (!counts.ok) return counts
  const kinds = await git.run(['diff-tree', '-r', '--no-renames', '--name-status', '-z', ...range])
  if (!kinds.ok) return kinds
  const patch = await git.run(['diff-tree', '-r', '-p', '--no-renames', '--no-ext-diff', '--no-textconv', ...range])
  if (!patch.ok) return patch
  const files = filesOf(counts.value, kinds.value)
  return ok({ files, patch: patch.value.subarray(0, MOST_PATCH).toString(), isCut: patch.value.length > MOST_PATCH })
}

export async function changedPaths(git: ShadowGit, changes: readonly Change[]): Promise<Result<readonly string[]>> {
  const paths = new Set<string>()
  for (const { before, after } of changes) {
    const listed = await git.run(['diff-tree', '-r', '--no-renames', '--name-only', '-z', before, after])
    if (!listed.ok) return listed
    for (const path of listed.value.toString().split('\0')) if (path !== '') paths.add(path)
  }
  return ok([...paths].sort())
}

const KINDS: Readonly<Record<string, FileDiff['kind']>> = { A: 'added', D: 'deleted' }

function filesOf(counts: Buffer, kinds: Buffer): readonly FileDiff[] {
  const words = kinds.toString().split('\0')
  const kindOf = new Map<string, FileDiff['kind']>()
  for (let at = 0; at + 1 < words.length; at += 2) kindOf.set(words[at + 1] ?? '', KINDS[words[at] ?? ''] ?? 'changed')
  return counts
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [added = '', removed = '', ...path] = line.split('\t')
      const count = (text: string) => (text === '-' ? null : Number(text))
      const name = path.join('\t')
      return { path: name, kind: kindOf.get(name) ?? 'changed', added: count(added), removed: count(removed) }
    })
}

export type { ReadChanges }
