/** Reads a headerless V4A diff: sections of context, deleted and inserted lines, each perhaps behind anchors. Pure. */

export interface Chunk {
  /** line of the section's block that it stands at */
  readonly at: number
  readonly deleted: readonly string[]
  readonly inserted: readonly string[]
}

export interface Section {
  /** `@@ text` lines before it, without those that only say `@@` */
  readonly anchors: readonly string[]
  /** how many `@@` lines there were: two or more must all be found */
  readonly anchorCount: number
  /** context and deleted lines, as they stand in the file */
  readonly block: readonly string[]
  readonly chunks: readonly Chunk[]
  /** `*** End of File` follows */
  readonly isAtEnd: boolean
}

export class DiffError extends Error {}

const END = '*** End Patch'
const END_OF_FILE = '*** End of File'
const FILE_HEADERS = [END, '*** Update File:', '*** Delete File:', '*** Add File:']

const startsAny = (line: string, starts: readonly string[]): boolean => starts.some((start) => line.startsWith(start))

export function diffLines(diff: string): readonly string[] {
  const lines = diff.split(/\r?\n/).map((line) => line.replace(/\r$/, ''))
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** The content of a new file: every line begins with +. */
export function readNewFile(diff: string): string {
  const lines: string[] = []
  for (const line of diffLines(diff)) {
    if (startsAny(line, FILE_HEADERS)) break
    if (!line.startsWith('+')) throw new DiffError(`every line of a new file begins with +, this one does not: ${shown(line)}`)
    lines.push(line.slice(1))
  }
  return lines.join('\n')
}

export function readSections(diff: string): readonly Section[] {
  const lines = diffLines(diff)
  const sections: Section[] = []
  let at = 0
  while (at < lines.length && !startsAny(lines[at] ?? '', [...FILE_HEADERS, END_OF_FILE])) {
    const read = readSection(lines, at)
    sections.push(read.section)
    at = read.next
  }
  return sections
}

function readSection(lines: readonly string[], from: number): { section: Section; next: number } {
  let at = from
  while (lines[at] === '@@' || lines[at]?.startsWith('@@ ')) at += 1
  const marks = lines.slice(from, at)
  const reader = new BodyReader()
  const first = at
  for (; at < lines.length && !endsBody(lines[at] ?? ''); at += 1) reader.take(lines[at] ?? '')
  const isAtEnd = lines[at] === END_OF_FILE
  if (at === first && !isAtEnd) throw new DiffError(`there is nothing to change at ${shown(lines[at] ?? 'the end')}`)
  const anchors = marks.map((line) => line.slice(3)).filter((anchor) => anchor.trim() !== '')
  return { section: { anchors, anchorCount: marks.length, ...reader.close(), isAtEnd }, next: isAtEnd ? at + 1 : at }
}

function endsBody(line: string): boolean {
  return line.startsWith('@@') || line === '***' || startsAny(line, [...FILE_HEADERS, END_OF_FILE])
}

class BodyReader {
  private readonly block: string[] = []
  private readonly chunks: Chunk[] = []
  private deleted: string[] = []
  private inserted: string[] = []

  take(raw: string): void {
    const line = raw === '' ? ' ' : raw
    const text = line.slice(1)
    if (line.startsWith('+')) this.inserted.push(text)
    else if (line.startsWith('-')) {
      this.deleted.push(text)
      this.block.push(text)
    } else if (line.startsWith(' ')) {
      this.endChunk()
      this.block.push(text)
    } else throw new DiffError(`a line begins with a space, + or -, this one does not: ${shown(line)}`)
  }

  close(): { block: readonly string[]; chunks: readonly Chunk[] } {
    this.endChunk()
    return { block: this.block, chunks: this.chunks }
  }

  private endChunk(): void {
    const { deleted, inserted } = this
    if (deleted.length + inserted.length === 0) return
    this.chunks.push({ at: this.block.length - deleted.length, deleted, inserted })
    this.deleted = []
    this.inserted = []
  }
}

export const shown = (line: string): string => (line.length > 120 ? `${line.slice(0, 120)}…` : line)
