/** Starts a program so that it and all it starts can be ended: on stop, and also when Deskhand itself is gone. */
import { spawn, type ChildProcess } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import type { IPty } from '@lydell/node-pty'
import type { CommandLine } from '../sandbox/sandbox.js'

export interface StartOptions extends CommandLine {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly hasTerminal: boolean
  /** the sandbox ends everything that was started with its first program */
  readonly endsTree: boolean
}

export interface Running {
  /** null: ended by a signal */
  readonly ended: Promise<number | null>
  onOutput(listener: (stream: 'stdout' | 'stderr', text: string) => void): void
  write(text: string): void
  closeInput(): void
  /** Asks it to end, then ends it with everything it started. Resolves when it is gone. */
  kill(): Promise<void>
}

const GRACE_MS = 1500

/** Throws when the program cannot be started. */
export const startProgram = (options: StartOptions): Promise<Running> =>
  options.hasTerminal ? startInTerminal(options) : startWithPipes(options)

function startWithPipes({ file, args, cwd, env, endsTree }: StartOptions): Promise<Running> {
  return new Promise((resolve, reject) => {
    // a group of its own, so that all of it can be ended at once
    const child = spawn(file, [...args], { cwd, env: { ...env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    child.once('error', reject)
    child.once('spawn', () => {
      const watch = endsTree ? null : watchOver(child.pid ?? 0)
      resolve(pipesOf(child, watch))
    })
  })
}

function pipesOf(child: ChildProcess, watch: ChildProcess | null): Running {
  const pid = child.pid ?? 0
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      // what it left behind would keep its output open
      killGroup(pid, 'SIGKILL')
      watch?.kill('SIGKILL')
      const slow = setTimeout(() => resolve(code), 500)
      child.once('close', () => {
        clearTimeout(slow)
        resolve(code)
      })
    })
  })
  child.stdin?.on('error', () => undefined)
  return {
    ended,
    onOutput(listener) {
      for (const stream of ['stdout', 'stderr'] as const) {
        const decoder = new StringDecoder('utf8')
        child[stream]?.on('data', (bytes: Buffer) => listener(stream, decoder.write(bytes)))
      }
    },
    write: (text) => void child.stdin?.write(text),
    closeInput: () => void child.stdin?.end(),
    kill: () => endGently(pid, ended),
  }
}

async function startInTerminal({ file, args, cwd, env, endsTree }: StartOptions): Promise<Running> {
  const { spawn: spawnPty } = await import('@lydell/node-pty')
  const terminal: IPty = spawnPty(file, [...args], { name: 'xterm', cols: 120, rows: 40, cwd, env: { ...env, TERM: 'xterm' } })
  const watch = endsTree ? null : watchOver(terminal.pid)
  const ended = new Promise<number | null>((resolve) =>
    terminal.onExit(({ exitCode, signal }) => {
      killGroup(terminal.pid, 'SIGKILL')
      watch?.kill('SIGKILL')
      resolve(signal ? null : exitCode)
    }),
  )
  return {
    ended,
    onOutput: (listener) => void terminal.onData((text) => listener('stdout', text)),
    write: (text) => terminal.write(text),
    closeInput: () => terminal.write('\u0004'),
    kill: () => endGently(terminal.pid, ended),
  }
}

async function endGently(pid: number, ended: Promise<unknown>): Promise<void> {
  killGroup(pid, 'SIGTERM')
  const late = setTimeout(() => killGroup(pid, 'SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(late)
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 1) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // it is gone
  }
}

/** A shell at the end of a pipe: when Deskhand is gone, however that came, the pipe ends and so does the group. */
function watchOver(pid: number): ChildProcess | null {
  if (process.platform === 'win32' || pid <= 1) return null
  const script = 'cat >/dev/null; kill -s KILL -- "-$1"'
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watch.on('error', () => undefined)
  watch.stdin?.on('error', () => undefined)
  watch.unref()
  return watch
}
