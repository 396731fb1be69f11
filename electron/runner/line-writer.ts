/**
 * Writes the session's lines in order, without secrets, and says when they are on disk. Lines that come together are handed to the
 * log together, the next ones when those are on disk: once a line could not be written, none that follows from it is; only
 * that problem and the session's end are still tried.
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

export const createLineWriter = (log: SessionLog, redact: Redact, onFailure: (problem: Problem) => void): LineWriter =>
  new GroupingWriter(log, redact, onFailure)

class GroupingWriter implements LineWriter {
  problem: Problem | null = null
  isProblemSaid = false
  private waiting: EventBody[] = []
  private pump: Promise<void> | null = null

  constructor(
    private readonly log: SessionLog,
    private readonly redact: Redact,
    private readonly onFailure: (problem: Problem) => void,
  ) {}

  write(line: EventBody): void {
    this.waiting.push(line)
    this.pump ??= this.writeWaiting()
  }

  async drained(): Promise<boolean> {
    while (this.pump) await this.pump
    return this.problem === null
  }

  private async writeWaiting(): Promise<void> {
    // lines of the same moment are gathered first
    await Promise.resolve()
    while (this.waiting.length > 0) {
      const group = this.waiting
      this.waiting = []
      await (this.problem ? this.writeLastWords(group, this.problem) : this.writeGroup(group))
    }
    this.pump = null
  }

  private async writeGroup(group: readonly EventBody[]): Promise<void> {
    const outcomes = await Promise.all(group.map((line) => this.log.append(this.redact(line))))
    const failed = outcomes.find((outcome) => !outcome.ok)
    if (!failed) return
    this.problem = failed.problem
    this.onFailure(failed.problem)
  }

  private async writeLastWords(group: readonly EventBody[], problem: Problem): Promise<void> {
    for (const line of group) {
      const isWhy = line.type === 'problem' && line.message === problem.message
      const isEnd = line.type === 'session.finished' && this.isProblemSaid
      if (!isWhy && !isEnd) continue
      const outcome = await this.log.append(this.redact(line))
      if (isWhy) this.isProblemSaid = outcome.ok
    }
  }
}
