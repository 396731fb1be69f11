/** The real process behind the commands' Io. */
import { bugSentence, EXIT, type EndingSignal } from './exit-codes.js'
import type { Io } from './plugs.js'

const SIGNALS: readonly EndingSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

export function createProcessIo(): Io {
  // A reader that went away (`| head`) must not end a session; its log is the truth.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  const bugListeners = new Set<(error: unknown) => void>()
  process.on('uncaughtException', (error) => {
    if (bugListeners.size === 0) process.exit(reportBug(error))
    for (const listener of bugListeners) listener(error)
  })
  return {
    env: { ...process.env },
    hideFromPrograms: (variable) => void delete process.env[variable],
    cwd: process.cwd(),
    platform: process.platform,
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
    onSignal: (listener) => {
      for (const signal of SIGNALS) process.on(signal, listener)
      return () => SIGNALS.forEach((signal) => process.off(signal, listener))
    },
    onBug: (listener) => {
      bugListeners.add(listener)
      return () => bugListeners.delete(listener)
    },
    exit: (code) => process.exit(code),
  }
}

/** Ends the process after what was printed has left it. */
export function endProcess(code: number): void {
  process.exitCode = code
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
}

/** A bug: one sentence, the stack only for those who ask for it. */
export function reportBug(error: unknown): number {
  process.stderr.write(`${bugSentence(error)}\n`)
  if (process.env['NODE_DEBUG']?.includes('deskhand') && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  return EXIT.failed
}
