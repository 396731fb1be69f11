/**
 * Reads a log from where the last reading ended, so that a running session, or a very long one, is read once. Whole lines only:
 * a line that is being written is read when it is done.
 */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { diskProblem } from '../protocol/disk-problem.js'
import { NEWER, parseLine } from './parse-line.js'

const CHUNK_BYTES = 256 * 1024
const NEWLINE = 10
/** `model.items`, most of a log's bytes, is of no use to who watches: its lines are passed over unread. */
const ITEMS = Buffer.from('"type":"model.items"')
/** the type stands behind version, number, time and session */
const HEAD_BYTES = 200

export class LogFollower {
  private bytes = 0
  private lines = 0
  private half = Buffer.alloc(0)
  private readonly path: string
  /** what could not be read so far, one sentence each */
  readonly problems: string[] = []
  /** a newer version wrote some of it */
  isNewer = false

  constructor(folder: string) {
    this.path = join(folder, 'log.jsonl')
  }

  /** Hands on every event that has come since the last call. Lets other work run between two pieces of the file. */
  async read(take: (event: SessionEvent) => void): Promise<Outcome<void, Problem>> {
    try {
      const file = await open(this.path, 'r')
      try {
        const piece = Buffer.alloc(CHUNK_BYTES)
        for (;;) {
          const { bytesRead } = await file.read(piece, 0, piece.length, this.bytes)
          if (bytesRead === 0) return { ok: true, value: undefined }
          this.takePiece(piece.subarray(0, bytesRead), take)
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        await file.close()
      }
    } catch (error) {
      return { ok: false, problem: diskProblem(`The log ${this.path} could not be read`, error) }
    }
  }

  /** Bytes behind the last whole line: of a session that nobody writes any more they are a torn line. */
  get tornBytes(): number {
    return this.half.length
  }

  private takePiece(piece: Buffer, take: (event: SessionEvent) => void): void {
    this.bytes += piece.length
    const text = this.half.length === 0 ? piece : Buffer.concat([this.half, piece])
    let from = 0
    for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE, from)) {
      this.takeLine(text.subarray(from, end), take)
      from = end + 1
    }
    // a copy: the piece is written over by the next reading
    this.half = Buffer.from(text.subarray(from))
  }

  private takeLine(line: Buffer, take: (event: SessionEvent) => void): void {
    this.lines += 1
    if (line.subarray(0, HEAD_BYTES).includes(ITEMS)) return
    const parsed = parseLine(line.toString('utf8'))
    if (parsed.newer && !this.isNewer) {
      this.isNewer = true
      this.problems.push(NEWER)
    }
    if (parsed.kind === 'event') take(parsed.event)
    else if (parsed.kind === 'bad') this.problems.push(`Line ${this.lines} cannot be read: ${parsed.reason}; it was dropped.`)
  }
}
