/** Which sandbox this machine has. Tried, not guessed: bubblewrap may be there and not be allowed to work. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { bubblewrapCommand, INNER_HOME, INNER_TEMP, type BubblewrapFacts } from './bubblewrap.js'
import { sandboxExecCommand } from './sandbox-exec.js'
import type { Boundary, Sandbox } from './sandbox.js'

const facts: BubblewrapFacts = {
  exists: existsSync,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
}

export interface FoundSandbox {
  readonly sandbox: Sandbox
  /** why there is none, for the person; null when there is one */
  readonly missing: string | null
}

export function findSandbox(boundary: Boundary, temp: string, platform: NodeJS.Platform = process.platform): FoundSandbox {
  if (platform === 'linux') return tryBubblewrap(boundary, temp)
  if (platform === 'darwin') {
    const { home } = boundary
    const wrap: Sandbox['wrap'] = (command, confined) => sandboxExecCommand(command, confined, boundary, temp)
    return { sandbox: { name: 'sandbox-exec', wrap, home, temp, endsTree: false }, missing: null }
  }
  return none(boundary, temp, 'This system has no sandbox that Deskhand knows, so every command asks.')
}

function tryBubblewrap(boundary: Boundary, temp: string): FoundSandbox {
  const wrap: Sandbox['wrap'] = (command, confined) => bubblewrapCommand(command, confined, boundary, facts)
  const { file, args } = wrap({ file: '/bin/sh', args: ['-c', 'exit 0'] }, { hasNetwork: false, hasTerminal: false })
  const tried = spawnSync(file, [...args], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', timeout: 10_000 })
  if (tried.status === 0) {
    return { sandbox: { name: 'bubblewrap', wrap, home: INNER_HOME, temp: INNER_TEMP, endsTree: true }, missing: null }
  }
  const isMissing = tried.error !== undefined && 'code' in tried.error && tried.error.code === 'ENOENT'
  const why = isMissing
    ? 'bubblewrap is not installed (package bubblewrap)'
    : `bubblewrap cannot work here: ${tried.stderr?.trim().split('\n')[0] ?? ''}`
  return none(boundary, temp, `There is no sandbox, so every command asks: ${why}.`)
}

function none({ home }: Boundary, temp: string, missing: string): FoundSandbox {
  return { sandbox: { name: 'none', wrap: (command) => command, home, temp, endsTree: false }, missing }
}
