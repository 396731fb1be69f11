/** What `--workspace` finds here: a sandbox for commands, and a quick search. */
import { execFile } from 'node:child_process'
import { homedir, tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { findSandbox } from '../../tools/sandbox/find-sandbox.js'
import type { Io } from '../plugs.js'
import { look, ok, type Finding } from './finding.js'

const run = promisify(execFile)
const PROGRAM_MS = 3_000

const MEND: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux:
    'Install it (apt-get install bubblewrap) and allow it user namespaces; until then every command of --workspace asks, or fails with nobody there.',
}

/** Tried as a session tries it, on an empty place. */
export function sandboxFinding({ env, platform }: Pick<Io, 'env' | 'platform'>): Finding {
  const boundary = {
    root: tmpdir(),
    isReadOnly: true,
    home: homedir(),
    hidden: [],
    alsoRead: [],
    pathVariable: env['PATH'] ?? '',
  }
  const { sandbox, missing } = findSandbox(boundary, tmpdir(), platform)
  if (missing !== null)
    return look('sandbox', missing, MEND[platform] ?? 'Say yes to each command, or use --workspace on another system.')
  return ok('sandbox', `Commands of --workspace run in ${sandbox.name}, without network, keys and the rest of your files.`, {
    sandbox: sandbox.name,
  })
}

/** Searching works without ripgrep too, only slower. */
export async function searchFinding({ env }: Pick<Io, 'env'>): Promise<Finding> {
  const found = await run('rg', ['--version'], { env: { ...env }, timeout: PROGRAM_MS }).catch(() => null)
  const version = found?.stdout.split('\n')[0] ?? ''
  if (version !== '') return ok('search', `${version} searches files.`, { program: 'rg' })
  return ok('search', 'grep searches files; ripgrep (package ripgrep) is quicker and leaves out what git ignores.', {
    program: 'grep',
  })
}
