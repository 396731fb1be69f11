/** Writes the session's lines in order, without secrets, and says when they are on disk. A log that fails is told once. */
import type { EventBody } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Redact } from '../safety/redact.js'
import type { SessionLog } from '../sessions/session-log.js'

export interface LineWriter {
  write(line: EventBody): void
  /** Resolves when everything written so far is on disk; false when it is not and will not be. */
  drained(): Promise<boolean>
  /** why the log broke, null while it works */
  readonly problem: Problem | null
}

export function createLineWriter(log: SessionLog, redact: Redact, onFailure: (problem: Problem) => void): LineWriter {
  let last: Promise<unknown> = Promise.resolve()
  let broken: Problem | null = null
  return {
    write(line) {
      last = log.append(redact(line)).then((outcome) => {
        if (outcome.ok || broken) return
        broken = outcome.problem
        onFailure(broken)
      })
    },
    async drained() {
      await last
      return !broken
    },
    get problem() {
      return broken
    },
  }
}
