/** The private folder where live sessions announce themselves: the user's own, 0700, checked and not just hoped for. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'

/** A unix socket's path may have some 104 bytes (macOS) with the file name in it. */
const LONGEST_FOLDER = 60

type Env = Readonly<Record<string, string | undefined>>

export const openRuntimeFolder = (env: Env, home: string): Outcome<string, Problem> => makePrivate(chooseFolder(env, home))

/** Where desktops are locked: the same for every DESKHAND_HOME of a user, as they share the mouse. */
export function openLockFolder(env: Env): Outcome<string, Problem> {
  const runtime = env['XDG_RUNTIME_DIR']
  return makePrivate(runtime ? join(runtime, 'deskhand') : join(tmpdir(), `deskhand-${process.getuid?.() ?? 'user'}`))
}

function makePrivate(folder: string): Outcome<string, Problem> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    const isOurs = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0)
    if (found.isDirectory() && isOurs) return { ok: true, value: folder }
    return problem(`The folder ${folder} is open to others; remove it, so that Deskhand can make its own.`)
  } catch (error) {
    return problem(diskProblem(`The folder ${folder} cannot be made`, error).message)
  }
}

function chooseFolder(env: Env, home: string): string {
  const runtime = env['XDG_RUNTIME_DIR']
  const candidates = [...(runtime ? [join(runtime, 'deskhand')] : []), join(home, 'run')]
  const short = candidates.find((path) => Buffer.byteLength(path) <= LONGEST_FOLDER)
  const tag = createHash('sha256').update(home).digest('hex').slice(0, 12)
  return short ?? join(tmpdir(), `deskhand-${process.getuid?.() ?? 'user'}-${tag}`)
}

function problem(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'configuration', message, retryable: false } }
}
