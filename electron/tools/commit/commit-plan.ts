/** What a commit of a session's work would hold: each file as the last commit has it, with the session's changes and no others. */
import { isAbsolute, join, relative, resolve } from 'node:path'
import { ok, refuse, type Result } from '../outcome.js'
import { fileStates, type FileState } from '../review/file-states.js'
import { blobChanges, isSame, type BlobChange, type BlobChanges } from '../undo/blob-changes.js'
import { readChanges, type ReadChanges } from '../undo/snapshots.js'
import type { Environment } from '../sandbox/environment.js'
import { createStore, foldContent, stretches, type Content, type Store } from './fold-content.js'
import { list, openRepository, readEntries, whyNotNow, type Entries, type Repository } from './repository.js'

export interface PlannedFile {
  /** from the top of the repository */
  readonly path: string
  /** what the commit gets; null: the file goes */
  readonly content: Content
  /** what is staged from then on, the person's own staged changes kept */
  readonly staged: Content
}

export interface CommitPlan {
  readonly repository: Repository
  readonly files: readonly PlannedFile[]
  readonly leftOut: readonly { readonly path: string; readonly why: string }[]
  /** the state of the workspace that this is */
  readonly tree: string
}

/** `session`: its folder. Nothing is changed but that contents are stored in the repository, where nothing names them. */
export async function planCommit(session: string, env: Environment): Promise<Result<CommitPlan>> {
  const read = await readChanges(session)
  const tree = read?.changes.at(-1)?.after
  if (!read || tree === undefined) return refuse('This session changed no files, so there is nothing to commit.', 'bad-command')
  const repository = await openRepository(read.root, env)
  if (!repository.ok) return repository
  const whyNot = await whyNotNow(repository.value)
  if (!whyNot.ok) return whyNot
  if (whyNot.value !== null) return refuse(whyNot.value, 'bad-command')
  const byPath = await blobChanges(read.git, read.changes)
  if (!byPath.ok) return byPath
  const chosen = await chooseFiles(read, repository.value, byPath.value)
  if (!chosen.ok) return chosen
  const planned = await planFiles(read, repository.value, chosen.value.files)
  if (!planned.ok) return planned
  const leftOut = [...chosen.value.leftOut, ...planned.value.leftOut]
  if (planned.value.files.length === 0) return refuse(nothingLeft(leftOut), 'bad-command')
  return ok({ repository: repository.value, files: planned.value.files, leftOut, tree })
}

type LeftOut = CommitPlan['leftOut']

const nothingLeft = (leftOut: LeftOut): string =>
  leftOut.length === 0
    ? 'There is nothing to commit: the last commit holds all of this session’s changes already.'
    : `There is nothing to commit: ${leftOut.map(({ path, why }) => `${path} ${why}`).join('; ')}.`

const WHY: Readonly<Record<Exclude<FileState, 'as-left' | 'changed-since'>, string>> = {
  undone: 'was put back',
  link: 'is a link',
}

interface Chosen {
  readonly files: BlobChanges
  readonly leftOut: LeftOut
}

/** By the state each file is in now. */
async function chooseFiles(read: ReadChanges, repository: Repository, byPath: BlobChanges): Promise<Result<Chosen>> {
  const own = new Map([...byPath].filter(([, changes]) => stretches(changes).length > 0))
  const states = await fileStates(read.root, own)
  if (!states.ok) return states
  const which = (wanted: FileState) => [...states.value].flatMap(([path, state]) => (state === wanted ? [path] : []))
  const changed = which('changed-since')
  if (changed.length > 0) {
    const [them, was] = changed.length === 1 ? ['it', 'was'] : ['them', 'were']
    return refuse(`${list(changed)} ${was} changed after the session; commit ${them} yourself, or put ${them} back first.`, 'bad-command') // prettier-ignore
  }
  const run = hooksAmong(read.root, repository, [...own.keys()])
  if (run.length > 0) {
    return refuse(`This session changed ${list(run)}, which git runs at a commit. Look at that, then commit it yourself.`, 'bad-command') // prettier-ignore
  }
  const ignored = await ignoredOf(repository, which('as-left'))
  if (!ignored.ok) return ignored
  const leftOut = (['undone', 'link'] as const).flatMap((state) => which(state).map((path) => ({ path, why: WHY[state] })))
  return ok({
    files: new Map([...own].filter(([path]) => states.value.get(path) === 'as-left' && !ignored.value.has(path))),
    leftOut: [...leftOut, ...[...ignored.value].map((path) => ({ path, why: 'is ignored by your git' }))],
  })
}

/** Where hooks are kept in the workspace itself; husky's own folder lies in that of the person's scripts. */
function hooksAmong(root: string, { hooksFolder }: Repository, paths: readonly string[]): readonly string[] {
  const folder = hooksFolder.replace(/[\\/]_$/, '')
  const isIn = (path: string) => {
    const way = relative(folder, resolve(root, path))
    return !way.startsWith('..') && !isAbsolute(way)
  }
  return paths.filter(isIn)
}

async function ignoredOf({ git, prefix }: Repository, paths: readonly string[]): Promise<Result<ReadonlySet<string>>> {
  if (paths.length === 0) return ok(new Set<string>())
  const input = paths.map((path) => `${prefix}${path}\0`).join('')
  const ran = await git.start(['check-ignore', '-z', '--stdin'], { input })
  if (!ran.ok) return ran
  const found = ran.value.out.toString().split('\0').filter((path) => path !== '') // prettier-ignore
  return ok(new Set(found.map((path) => path.slice(prefix.length))))
}

async function planFiles(read: ReadChanges, repository: Repository, chosen: BlobChanges): Promise<Result<Omit<CommitPlan, 'repository' | 'tree'>>> {
  const entries = await readEntries(repository)
  if (!entries.ok) return entries
  const store = createStore(read.git, repository.git)
  const files: PlannedFile[] = []
  const leftOut: { path: string; why: string }[] = []
  for (const [path, own] of chosen) {
    const planned = await planFile(join(repository.prefix, path), own, { repository, store, ...entries.value })
    if (!planned.ok) return planned
    if (typeof planned.value === 'string') leftOut.push({ path, why: planned.value })
    else if (planned.value) files.push(planned.value)
  }
  return ok({ files, leftOut })
} // prettier-ignore

interface Ground {
  readonly repository: Repository
  readonly store: Store
  readonly head: Entries
  readonly index: Entries
}

/** null: nothing of it is left to commit; a text: why it is left out. */
async function planFile(path: string, own: readonly BlobChange[], ground: Ground): Promise<Result<PlannedFile | string | null>> {
  const { repository, store } = ground
  const [head, index] = [ground.head.get(path) ?? null, ground.index.get(path) ?? null]
  const how = { git: repository.git, store, path, own }
  const content = await foldContent(head, how)
  if (!content.ok) return content
  if (content.value === 'conflict') {
    if (head === null) return ok('was never committed, so that what stood in it before is yours')
    return refuse(`${path} had changes of yours before the session, or got some since, on the same lines; commit those first.`, 'bad-command') // prettier-ignore
  }
  const staged = isSame(head, index) ? content : await foldContent(index, how)
  if (!staged.ok) return staged
  if (staged.value === 'conflict') {
    return refuse(`${path} has staged changes of yours on the same lines; commit or unstage those first.`, 'bad-command')
  }
  return ok(isSame(head, content.value) ? null : { path, content: content.value, staged: staged.value })
}
