/** One run of the built command line as a process of its own, spoken to by lines on its stdin. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const PATIENCE_MS = 60_000

export interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  out(): string
  err(): string
  events(): readonly SessionEvent[]
  until(fits: (event: SessionEvent) => boolean): Promise<SessionEvent>
  /** commands on stdin */
  say(...commands: readonly object[]): void
}

/** Removed when the test is over. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-run-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return home
}

export interface RunOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
}

export function runDeskhand(words: readonly string[], { home, env = {} }: RunOptions): Run {
  if (!existsSync(CLI)) throw new Error('The command line is not built. Run `npm run build`.')
  const { PATH = '', HOME = '' } = process.env
  const all = { PATH, HOME, DESKHAND_HOME: home, XDG_RUNTIME_DIR: home, ...env }
  const child = spawn(process.execPath, [CLI, ...words], { env: all, cwd: home, stdio: 'pipe' })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(() => void child.kill('SIGKILL'))
  const events = () =>
    printed.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as SessionEvent)
  return {
    child,
    ended,
    out: () => printed.out,
    err: () => printed.err,
    events,
    until: async (fits) => {
      const seen = () => events().find(fits)
      const isOver = () => seen() !== undefined || child.exitCode !== null || child.signalCode !== null
      await expect.poll(isOver, { timeout: PATIENCE_MS, interval: 20 }).toBe(true)
      const found = seen()
      if (!found) throw new Error(`It did not happen. ${printed.err}`)
      return found
    },
    say: (...commands) => void child.stdin.write(commands.map((command) => `${JSON.stringify(command)}\n`).join('')),
  }
}
