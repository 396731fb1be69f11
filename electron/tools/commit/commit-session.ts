/**
 * Commits a plan: through an index of its own, so that nothing else that is staged gets in, and by `git commit`, so that the
 * person's hooks, identity and signature are as ever. Then the person's index learns of it, their staged changes kept.
 */
import { randomUUID } from 'node:crypto'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Committed } from '../../protocol/review.js'
import { ok, refuse, type Result } from '../outcome.js'
import { isSame, type Blob } from '../undo/blob-changes.js'
import type { CommitPlan } from './commit-plan.js'
import type { GitRun } from './person-git.js'
import { indexInfo, readEntries, type Entries, type Repository } from './repository.js'

export interface CommitWishes {
  readonly message: string
  /** the person edits the message in their own editor first */
  readonly isEdited?: boolean
  readonly signal?: AbortSignal
  /** ISO-8601 */
  readonly at: string
}

export async function commitPlan(plan: CommitPlan, wishes: CommitWishes): Promise<Result<Committed>> {
  const { repository } = plan
  const before = await readEntries(repository)
  if (!before.ok) return before
  const index = join(repository.gitFolder, `deskhand-${randomUUID()}.index`)
  try {
    const made = await makeIndex(plan, index)
    if (!made.ok) return made
    const ran = await runCommit(repository, index, wishes)
    if (!ran.ok) return ran
    return await finish(plan, before.value, ran.value.said, wishes.at)
  } finally {
    for (const file of [index, `${index}.lock`]) await rm(file, { force: true })
  }
}

async function makeIndex({ repository, files }: CommitPlan, index: string): Promise<Result<void>> {
  const { git, head, gitFolder } = repository
  // what git knows of the files on disk is kept, so that hooks are as quick as ever
  await copyFile(join(gitFolder, 'index'), index).catch(() => undefined)
  const base = head === null ? ['read-tree', '--empty'] : ['read-tree', '-m', head]
  const based = await git.start(base, { index })
  if (!based.ok) return based
  if (based.value.code !== 0) {
    const plain = await git.run(['read-tree', head ?? '--empty'], { index })
    if (!plain.ok) return plain
  }
  const input = indexInfo(files.map(({ path, content }) => [path, content] as const))
  const filled = await git.run(['update-index', '-z', '--index-info'], { index, input })
  return filled.ok ? ok(undefined) : filled
}

async function runCommit({ git, head }: Repository, index: string, wishes: CommitWishes): Promise<Result<GitRun>> {
  const now = await git.start(['rev-parse', '--quiet', '--verify', 'HEAD'])
  if (!now.ok) return now
  const stands = now.value.code === 0 ? now.value.out.toString().trim() : null
  if (stands !== head) return refuse('Somebody committed in this repository just now; try again.', 'bad-command')
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-commit-'))
  try {
    const file = join(folder, 'MESSAGE')
    await writeFile(file, wishes.message, { mode: 0o600 })
    const { isEdited = false, signal } = wishes
    const how = isEdited ? ['--edit', '--cleanup=strip'] : ['--cleanup=whitespace']
    const ran = await git.start(['commit', ...how, '--file', file], { index, signal, isAtTerminal: isEdited })
    if (!ran.ok) return ran
    return ran.value.code === 0 ? ran : refuse(`Nothing was committed. ${whyNot(ran.value)}`, 'bad-command')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the hook or git said, all of it: which line of it matters nobody can tell. */
function whyNot({ out, said }: GitRun): string {
  const words = `${said}\n${out.toString()}`.trim()
  return words === '' ? 'git commit, or a hook of yours, refused it without a word.' : `git or a hook of yours said: ${words}`
}

async function finish(plan: CommitPlan, before: { head: Entries; index: Entries }, said: string, at: string): Promise<Result<Committed>> {
  const { git, branch } = plan.repository
  const named = await git.run(['log', '-1', '--format=%H%n%s', 'HEAD'])
  if (!named.ok) return named
  const [hash = '', subject = ''] = named.value.toString().split('\n')
  const committed = await readEntries({ ...plan.repository, head: hash })
  if (!committed.ok) return committed
  const staged = stagedFrom(plan, before, committed.value.head)
  const kept = await git.run(['update-index', '-z', '--index-info'], { input: indexInfo(staged) })
  const late = kept.ok ? '' : `The commit is made, but what is staged could not be brought up to date: ${kept.problem.message}`
  const files = staged.map(([path]) => path)
  return ok({ hash, branch, at, subject, files, said: [said.trim(), late].filter(Boolean).join('\n') })
} // prettier-ignore

/** What the person's index holds from now on, of all that the commit changed: a hook may have changed more, or otherwise. */
function stagedFrom(plan: CommitPlan, before: { head: Entries; index: Entries }, now: Entries): readonly (readonly [string, Blob | null])[] {
  const planned = new Map(plan.files.map((file) => [file.path, file]))
  const paths = new Set([...before.head.keys(), ...now.keys()])
  return [...paths].flatMap((path) => {
    const [old, made, index] = [before.head, now, before.index].map((entries) => entries.get(path) ?? null)
    if (isSame(old, made)) return []
    if (isSame(old, index)) return [[path, made ?? null] as const]
    const file = planned.get(path)
    return file ? [[path, file.staged] as const] : []
  })
} // prettier-ignore
