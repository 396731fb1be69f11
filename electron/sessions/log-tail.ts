/** The end of a log file without reading all of it: where its last whole line ends and which seq it had. */
import type { FileHandle } from 'node:fs/promises'
import { parseLine } from './parse-line.js'

export interface LogTail {
  /** bytes that are whole, readable lines (or whole lines nobody can read); what follows them is torn */
  readonly goodBytes: number
  /** bytes after them */
  readonly tornBytes: number
  /** seq of the last readable event, 0 when there is none */
  readonly lastSeq: number
  /** the last line is whole but its newline is missing */
  readonly needsNewline: boolean
}

const NEWLINE = 10
const CHUNK_BYTES = 64 * 1024

/** Reads backwards in growing steps until a readable event is found or the file begins. */
export async function readLogTail(file: FileHandle): Promise<LogTail> {
  const { size } = await file.stat()
  for (let length = CHUNK_BYTES; ; length *= 4) {
    const from = Math.max(0, size - length)
    const bytes = Buffer.alloc(size - from)
    await file.read(bytes, 0, bytes.length, from)
    const tail = judgeTail(bytes, from)
    if (tail.lastSeq > 0 || from === 0) return tail
  }
}

function judgeTail(bytes: Buffer, from: number): LogTail {
  const lastNewline = bytes.lastIndexOf(NEWLINE)
  const rest = bytes.subarray(lastNewline + 1)
  const unfinished = rest.length > 0 ? parseLine(rest.toString('utf8')) : null
  if (unfinished?.kind === 'event') {
    return { goodBytes: from + bytes.length, tornBytes: 0, lastSeq: unfinished.event.seq, needsNewline: true }
  }
  const goodBytes = from + lastNewline + 1
  return { goodBytes, tornBytes: rest.length, lastSeq: lastSeqIn(bytes.subarray(0, lastNewline + 1)), needsNewline: false }
}

function lastSeqIn(bytes: Buffer): number {
  let end = bytes.length - 1
  while (end > 0) {
    const start = bytes.lastIndexOf(NEWLINE, end - 1) + 1
    const line = parseLine(bytes.subarray(start, end).toString('utf8'))
    if (line.kind !== 'bad') return line.seq
    end = start - 1
  }
  return 0
}
