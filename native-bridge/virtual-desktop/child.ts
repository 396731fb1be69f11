/** Child processes that never outlive us: asked to end when we close, and by the kernel when we are killed. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { once } from 'node:events'

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))
const PATIENCE_MS = 2000

/** Starts a program that gets SIGTERM when we die, however we die (where `setpriv` exists; Debian always has it). */
export function spawnBound(command: string, args: readonly string[], env: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess {
  const [program, rest] = SETPRIV ? [SETPRIV, ['--pdeathsig', 'TERM', '--', command, ...args]] : [command, args]
  return spawn(program, [...rest], { env, stdio })
}

export const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/** Asks it to end, insists after a while; resolves when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await gone
  clearTimeout(insist)
}
