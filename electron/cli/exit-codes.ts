/** The exit codes of CONTRACT 2, and which one a failure before or at the end of a session means. */
import { assertNever } from '../protocol/assert-never.js'
import type { Problem, ProblemKind } from '../protocol/problem.js'
import type { SessionEnd } from '../runner/running-session.js'

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  stopped: 3,
  needsPerson: 4,
  limit: 5,
  noDesktop: 6,
  sighup: 129,
  sigint: 130,
  sigterm: 143,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export const SIGNAL_EXIT = { SIGINT: EXIT.sigint, SIGTERM: EXIT.sigterm, SIGHUP: EXIT.sighup } as const
export type EndingSignal = keyof typeof SIGNAL_EXIT

const NO_DESKTOP: ReadonlySet<ProblemKind> = new Set(['no-display', 'display-busy', 'no-permission', 'capture', 'input'])
const FAILED: ReadonlySet<ProblemKind> = new Set(['disk', 'log', 'bug', 'bad-command'])

/** For what is decided before there is a session. */
export function exitForProblem(problem: Problem): ExitCode {
  if (NO_DESKTOP.has(problem.kind)) return EXIT.noDesktop
  // what a server said, or did not say, is no wrong call
  return FAILED.has(problem.kind) || problem.kind.startsWith('model-') ? EXIT.failed : EXIT.usage
}

export function exitForEnd(end: SessionEnd, signal: EndingSignal | null): ExitCode {
  switch (end.status) {
    case 'done':
      return EXIT.done
    case 'failed':
      return EXIT.failed
    case 'stopped':
      return signal !== null && end.stoppedBy === 'signal' ? SIGNAL_EXIT[signal] : EXIT.stopped
    case 'needs-person':
      return EXIT.needsPerson
    case 'limit':
      return EXIT.limit
    default:
      return assertNever(end.status)
  }
}

export function bugSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return `Deskhand has a bug: ${message.split('\n')[0] ?? ''}`
}
