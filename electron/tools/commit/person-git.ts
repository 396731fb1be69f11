/** git in the person's own repository: with their settings, their identity and their hooks, and none of Deskhand's keys. */
import { spawn } from 'node:child_process'
import { programEnvironment } from '../../../native-bridge/index.js'
import { ok, reasonOf, refuse, type Result } from '../outcome.js'
import type { Environment } from '../sandbox/environment.js'

export interface GitRun {
  readonly code: number
  readonly out: Buffer
  /** the end of what it said on stderr */
  readonly said: string
}

export interface GitWishes {
  readonly input?: string | Buffer
  /** instead of the repository's own */
  readonly index?: string
  readonly signal?: AbortSignal | undefined
  /** it may speak with the person at the terminal */
  readonly isAtTerminal?: boolean
}

export interface PersonGit {
  readonly folder: string
  /** A failure is no problem: the code says what it means. */
  start(args: readonly string[], wishes?: GitWishes): Promise<Result<GitRun>>
  /** A failure is a problem in git's own words. */
  run(args: readonly string[], wishes?: GitWishes): Promise<Result<Buffer>>
  in(folder: string): PersonGit
}

const MOST_SAID = 8000
/** Where Deskhand itself was started by a hook, these name another repository. */
const NOT_OURS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR']

export function personGit(folder: string, ours: Environment): PersonGit {
  const environment = programEnvironment(ours, {})
  for (const name of NOT_OURS) delete environment[name]
  const start: PersonGit['start'] = (args, wishes = {}) => startGit(folder, environment, args, wishes)
  return {
    folder,
    start,
    run: async (args, wishes) => {
      const ran = await start(args, wishes)
      if (!ran.ok) return ran
      const { code, out, said } = ran.value
      return code === 0 ? ok(out) : refuse(`git ${args[0] ?? ''} failed: ${firstLine(said)}`, 'bad-command')
    },
    in: (other) => personGit(other, ours),
  }
}

const firstLine = (said: string): string =>
  said
    .trim()
    .split('\n')[0]
    ?.replace(/^(?:fatal|error): /, '') ?? ''

function startGit(
  cwd: string,
  environment: Record<string, string>,
  args: readonly string[],
  { input, index, signal, isAtTerminal = false }: GitWishes,
): Promise<Result<GitRun>> {
  return new Promise((resolve) => {
    const env = { ...environment, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) }
    const child = spawn('git', ['-c', 'core.quotePath=false', ...args], {
      cwd,
      env,
      stdio: isAtTerminal ? 'inherit' : 'pipe',
      ...(signal ? { signal } : {}),
    })
    const out: Buffer[] = []
    let said = ''
    child.stdout?.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr?.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-MOST_SAID)))
    child.on('error', (error) =>
      resolve(
        signal?.aborted
          ? refuse('It was stopped; nothing was committed.', 'aborted')
          : refuse(`git cannot be started: ${reasonOf(error)}.`, 'configuration'),
      ),
    )
    child.on('close', (code) => resolve(ok({ code: code ?? 1, out: Buffer.concat(out), said })))
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
