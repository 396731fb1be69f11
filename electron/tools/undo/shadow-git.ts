/**
 * Snapshots of the workspace in a git repository of Deskhand's own, in the session folder: the person's repository, its hooks
 * and settings are never used or touched. What git ignores there and files that are very large are left out.
 */
import { spawn } from 'node:child_process'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, reasonOf, refuse, type Result } from '../outcome.js'

export interface ShadowGit {
  readonly folder: string
  /** Snapshots all files; gives the id of that state. The same state has the same id. */
  snapshot(): Promise<Result<string>>
  run(args: readonly string[], input?: string | Buffer): Promise<Result<Buffer>>
}

const LARGE = 10 << 20
const MOST_OUTPUT = 256 << 20

export async function openShadowGit(folder: string, root: string): Promise<Result<ShadowGit>> {
  const git = new Shadow(folder, root)
  const made = await git.prepare()
  return made.ok ? ok(git) : made
}

/** Reads an existing one; nothing is made. */
export const shadowGitAt = (folder: string, root: string): ShadowGit => new Shadow(folder, root)

class Shadow implements ShadowGit {
  private readonly excluded = new Set<string>()

  constructor(
    readonly folder: string,
    private readonly root: string,
  ) {}

  async prepare(): Promise<Result<void>> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const made = await this.run(['init', '--quiet', '--template='])
    if (!made.ok) return made
    // bytes are kept as they are, whatever the project's own attributes say
    await mkdir(join(this.folder, 'info'), { recursive: true })
    await writeFile(join(this.folder, 'info', 'attributes'), '* -text -filter -ident -working-tree-encoding\n')
    await writeFile(join(this.folder, 'info', 'exclude'), '*.deskhand\n')
    return ok(undefined)
  }

  async snapshot(): Promise<Result<string>> {
    const large = await this.leaveOutLarge()
    if (!large.ok) return large
    const added = await this.run(['add', '--all', '--ignore-errors', '--', '.'])
    if (!added.ok) return added
    const tree = await this.run(['write-tree'])
    return tree.ok ? ok(tree.value.toString().trim()) : tree
  }

  private async leaveOutLarge(): Promise<Result<void>> {
    const listed = await this.run(['ls-files', '--others', '--modified', '--exclude-standard', '-z'])
    if (!listed.ok) return listed
    const { lstat } = await import('node:fs/promises')
    for (const path of listed.value.toString().split('\0')) {
      if (path === '' || this.excluded.has(path)) continue
      const about = await lstat(join(this.root, path)).catch(() => null)
      if (!about?.isFile() || about.size <= LARGE) continue
      this.excluded.add(path)
      await appendFile(join(this.folder, 'info', 'exclude'), `/${path.replace(/[\\*?[\]!#]/g, '\\$&')}\n`)
    }
    return ok(undefined)
  }

  run(args: readonly string[], input?: string | Buffer): Promise<Result<Buffer>> {
    return new Promise((resolve) => {
      const child = spawn('git', [...SETTINGS, ...args], {
        cwd: this.root,
        env: this.environment(),
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      const out: Buffer[] = []
      let size = 0
      let said = ''
      child.stdout.on('data', (bytes: Buffer) => {
        size += bytes.length
        if (size > MOST_OUTPUT) child.kill()
        else out.push(bytes)
      })
      child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2000)))
      child.on('error', (error) => resolve(refuse(`git cannot be started: ${reasonOf(error)}.`, 'configuration')))
      child.on('close', (code) => {
        if (code === 0) resolve(ok(Buffer.concat(out)))
        else resolve(refuse(`git ${args[0] ?? ''} failed: ${said.trim().split('\n')[0] ?? ''}`, 'disk'))
      })
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
    })
  }

  /** Nothing of the person's own git settings, and nothing that a project could set, is used. */
  private environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      LC_ALL: 'C',
      GIT_DIR: this.folder,
      GIT_WORK_TREE: this.root,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
    }
  }
}

const SETTINGS = ['core.autocrlf=false', 'core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'safe.directory=*', 'gc.auto=0', 'advice.addEmbeddedRepo=false'].flatMap((one) => ['-c', one]) // prettier-ignore
