/** How much of what is committed is the model's: the lines that git blames on commits which name their session. */
import type { ModelShare } from '../../protocol/review.js'
import { ok, refuse, type Result } from '../outcome.js'
import type { Environment } from '../sandbox/environment.js'
import type { PersonGit } from './person-git.js'
import { openRepository } from './repository.js'

const OURS = ['--grep=^Deskhand-Session: ', '--extended-regexp']
/** of files that such commits touched; more would keep a person waiting */
const MOST_FILES = 300

/** null: there is no repository, or no such commit. */
export async function modelShare(root: string, env: Environment, signal: AbortSignal): Promise<Result<ModelShare | null>> {
  const repository = await openRepository(root, env)
  if (!repository.ok || repository.value.head === null) return ok(null)
  const { git } = repository.value
  const share = await countIn(git, repository.value.head, signal)
  return signal.aborted ? refuse('Counting the lines of the repository took too long.', 'bad-command') : share
}

async function countIn(git: PersonGit, head: string, signal: AbortSignal): Promise<Result<ModelShare | null>> {
  const named = await git.run(['log', '--format=%H', ...OURS, head], { signal })
  if (!named.ok) return named
  const commits = new Set(named.value.toString().split('\n').filter(Boolean))
  if (commits.size === 0) return ok(null)
  const sizes = await linesByFile(git, head, signal)
  if (!sizes.ok) return sizes
  const touched = await git.run(['log', '--format=', '--name-only', '-z', '--no-renames', ...OURS, head], { signal })
  if (!touched.ok) return touched
  const paths = [...new Set(touched.value.toString().split('\0'))].filter((path) => sizes.value.has(path))
  let lines = 0
  for (const path of paths.slice(0, MOST_FILES)) {
    const blamed = await git.run(['blame', '--porcelain', head, '--', path], { signal })
    if (!blamed.ok) return blamed
    lines += ownLines(blamed.value.toString(), commits)
  }
  const all = [...sizes.value.values()].reduce((sum, size) => sum + size, 0)
  return ok({ commits: commits.size, lines, all, isCut: paths.length > MOST_FILES })
}

/** Each line has a head with its commit; the text of the file stands behind a tab. */
const ownLines = (blame: string, commits: ReadonlySet<string>): number =>
  blame.split('\n').filter((line) => /^[0-9a-f]{40,64} \d+ \d+/.test(line) && commits.has(line.split(' ')[0] ?? '')).length

/** Text files alone. */
async function linesByFile(git: PersonGit, head: string, signal: AbortSignal): Promise<Result<ReadonlyMap<string, number>>> {
  const empty = await git.run(['hash-object', '-t', 'tree', '--stdin'], { input: '', signal })
  if (!empty.ok) return empty
  const counted = await git.run(['diff-tree', '-r', '--no-renames', '--numstat', '-z', empty.value.toString().trim(), head], {
    signal,
  })
  if (!counted.ok) return counted
  const entries = counted.value.toString().split('\0').flatMap((line): [string, number][] => {
    const [added = '', , ...path] = line.split('\t')
    return /^\d+$/.test(added) ? [[path.join('\t'), Number(added)]] : []
  }) // prettier-ignore
  return ok(new Map(entries))
}
