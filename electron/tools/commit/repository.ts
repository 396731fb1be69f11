/** The person's repository that a workspace is in, and whether something can be committed there now. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ok, refuse, type Result } from '../outcome.js'
import type { Environment } from '../sandbox/environment.js'
import type { Blob } from '../undo/blob-changes.js'
import { personGit, type PersonGit } from './person-git.js'

export interface Repository {
  /** in its top folder */
  readonly git: PersonGit
  /** from the top folder to the workspace, `` or `app/` */
  readonly prefix: string
  readonly gitFolder: string
  readonly hooksFolder: string
  /** null: there is no commit yet */
  readonly head: string | null
  /** in words where there is none */
  readonly branch: string
}

export async function openRepository(root: string, env: Environment): Promise<Result<Repository>> {
  const git = personGit(root, env)
  const wanted = ['--show-toplevel', '--absolute-git-dir', '--git-path', 'hooks', '--show-prefix']
  const asked = await git.start(['rev-parse', ...wanted])
  if (!asked.ok) return asked
  const { code, out, said } = asked.value
  if (code !== 0) return refuse(whyNot(root, said), 'configuration')
  const [top = '', gitFolder = '', hooks = '', prefix = ''] = out.toString().split('\n')
  const [head, branch] = await Promise.all([
    git.start(['rev-parse', '--quiet', '--verify', 'HEAD']),
    git.start(['symbolic-ref', '--short', '--quiet', 'HEAD']),
  ])
  const word = (run: typeof head) => (run.ok && run.value.code === 0 ? run.value.out.toString().trim() : null)
  return ok({
    git: git.in(top),
    prefix,
    gitFolder,
    hooksFolder: resolve(root, hooks),
    head: word(head),
    branch: word(branch) ?? 'no branch (detached HEAD)',
  })
}

function whyNot(root: string, said: string): string {
  if (/not a git repository|must be run in a work tree/i.test(said)) {
    return `${root} is in no git repository, so nothing can be committed there. Make one with \`git init\`.`
  }
  return `git refuses ${root}: ${
    said
      .trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '') ?? ''
  }`
}

const UNDER_WAY: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'A merge'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick'],
  ['REVERT_HEAD', 'A revert'],
  ['rebase-merge', 'A rebase'],
  ['rebase-apply', 'A rebase'],
]

/** A sentence why nothing can be committed now; null: it can. */
export async function whyNotNow({ git, gitFolder }: Repository): Promise<Result<string | null>> {
  const unmerged = await git.run(['ls-files', '--unmerged', '-z'])
  if (!unmerged.ok) return unmerged
  const paths = new Set(unmerged.value.toString().split('\0').map((line) => line.split('\t')[1]).filter((path) => path !== undefined)) // prettier-ignore
  if (paths.size > 0) return ok(`There are conflicts in ${list([...paths])}; resolve them first.`)
  for (const [file, what] of UNDER_WAY) {
    if (existsSync(resolve(gitFolder, file))) return ok(`${what} is under way in this repository; finish or abort it first.`)
  }
  if (existsSync(resolve(gitFolder, 'index.lock'))) {
    return ok('Another git is at work in this repository (index.lock); wait for its end, then try again.')
  }
  return ok(null)
}

const SHOWN = 5

/** A few names, and how many more there are. */
export const list = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`

export type Entries = ReadonlyMap<string, Blob>

/** All files of the last commit, and all that are staged. */
export async function readEntries({
  git,
  head,
}: Repository): Promise<Result<{ readonly head: Entries; readonly index: Entries }>> {
  const tree = head === null ? ok(Buffer.alloc(0)) : await git.run(['ls-tree', '-r', '-z', '--full-tree', head])
  if (!tree.ok) return tree
  const index = await git.run(['ls-files', '--stage', '-z'])
  if (!index.ok) return index
  return ok({ head: entriesIn(tree.value, TREE_LINE), index: entriesIn(index.value, INDEX_LINE) })
}

const TREE_LINE = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/
const INDEX_LINE = /^(\d{6}) ([0-9a-f]+) \d\t([\s\S]+)$/

const entriesIn = (lines: Buffer, pattern: RegExp): Entries =>
  new Map(
    lines
      .toString()
      .split('\0')
      .flatMap((line): [string, Blob][] => {
        const [, mode, hash, path] = pattern.exec(line) ?? []
        return mode === undefined || hash === undefined || path === undefined ? [] : [[path, { mode, hash }]]
      }),
  )

/** For `update-index -z --index-info`; null: the path goes. */
export const indexInfo = (entries: readonly (readonly [string, Blob | null])[]): string =>
  entries.map(([path, blob]) => `${blob?.mode ?? '0'} ${blob?.hash ?? '0'.repeat(40)}\t${path}\0`).join('')
