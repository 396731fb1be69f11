/**
 * Writes the session's lines in order, without secrets, and says when they are on disk. One after another: once a line could
 * not be written, none that follows from it is; only that problem and the session's end are still tried.
 */
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
  /** that problem is a line of the log */
  readonly isProblemSaid: boolean
}

export function createLineWriter(log: SessionLog, redact: Redact, onFailure: (problem: Problem) => void): LineWriter {
  let last: Promise<unknown> = Promise.resolve()
  let broken: Problem | null = null
  let isProblemSaid = false

  const write = async (line: EventBody): Promise<void> => {
    const isWhy = broken !== null && line.type === 'problem' && line.message === broken.message
    const isEnd = line.type === 'session.finished' && isProblemSaid
    if (broken && !isWhy && !isEnd) return
    const outcome = await log.append(redact(line))
    if (isWhy) isProblemSaid = outcome.ok
    if (outcome.ok || broken) return
    broken = outcome.problem
    onFailure(broken)
  }

  return {
    write(line) {
      last = last.then(() => write(line))
    },
    async drained() {
      await last
      return !broken
    },
    get problem() {
      return broken
    },
    get isProblemSaid() {
      return isProblemSaid
    },
  }
}
