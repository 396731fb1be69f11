/** Runs command lines in the workspace: in the sandbox, with a clean environment, never longer than told, ended as a whole. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ShellResult } from '../../protocol/tool-offer.js'
import { cleanEnvironment, type Environment } from '../sandbox/environment.js'
import type { CommandLine, Sandbox } from '../sandbox/sandbox.js'
import { reasonOf } from '../outcome.js'
import { HeadAndTail, openOutputFile, plainText } from './kept-output.js'
import { startProgram, type Running } from './process-tree.js'

export interface RunnerOptions {
  readonly root: string
  readonly sandbox: Sandbox
  readonly ours: Environment
  /** names of more variables that commands get */
  readonly alsoEnv: readonly string[]
  readonly set?: Readonly<Record<string, string>>
  /** folder of whole outputs */
  readonly outputs: string
  readonly redact: (text: string) => string
}

export interface RunWishes {
  /** for the file of the whole output */
  readonly name: string
  readonly timeoutMs: number
  readonly most: number
  readonly hasNetwork: boolean
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void
}

export type RunResult = ShellResult & { readonly kept: string | null }

const SHELL = existsSync('/bin/bash') ? ['/bin/bash', '--noprofile', '--norc', '-c'] : ['/bin/sh', '-c']

export class CommandRunner {
  constructor(private readonly options: RunnerOptions) {}

  get isSandboxed(): boolean {
    return this.options.sandbox.name !== 'none'
  }

  start(line: string | CommandLine, how: { hasNetwork: boolean; hasTerminal: boolean }): Promise<Running> {
    const { root, sandbox, ours, alsoEnv, set = {} } = this.options
    const [shell = '', ...flags] = SHELL
    const plain = typeof line === 'string' ? { file: shell, args: [...flags, line] } : line
    const { home, temp, endsTree } = sandbox
    const env = cleanEnvironment(ours, { home, temp, also: alsoEnv, hasNetwork: how.hasNetwork, set })
    return startProgram({ ...sandbox.wrap(plain, how), cwd: root, env, endsTree, hasTerminal: how.hasTerminal })
  }

  async run(line: string | CommandLine, wishes: RunWishes, signal: AbortSignal): Promise<RunResult> {
    const path = join(this.options.outputs, `${wishes.name}.txt`)
    const file = openOutputFile(path, this.options.redact)
    const kept = { stdout: new HeadAndTail(wishes.most), stderr: new HeadAndTail(wishes.most) }
    try {
      const running = await this.start(line, { hasNetwork: wishes.hasNetwork, hasTerminal: false })
      running.closeInput()
      running.onOutput((stream, text) => {
        file.write(text)
        const plain = plainText(text)
        kept[stream].add(plain)
        wishes.onOutput(stream, plain)
      })
      const exit = await waitFor(running, wishes.timeoutMs, signal)
      const isCut = kept.stdout.isCut || kept.stderr.isCut
      return { stdout: kept.stdout.text(), stderr: kept.stderr.text(), exit, kept: isCut ? path : null }
    } catch (error) {
      return { stdout: '', stderr: `It could not be started: ${reasonOf(error)}`, exit: 127, kept: null }
    } finally {
      await file.close()
    }
  }
}

async function waitFor(running: Running, timeoutMs: number, signal: AbortSignal): Promise<ShellResult['exit']> {
  let why: 'timeout' | 'stopped' | null = null
  const end = (reason: 'timeout' | 'stopped') => {
    why ??= reason
    void running.kill()
  }
  const stop = () => end('stopped')
  const timer = setTimeout(() => end('timeout'), timeoutMs)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const code = await running.ended
  clearTimeout(timer)
  signal.removeEventListener('abort', stop)
  return why ?? code ?? 137
}
