/** A file's diff as the rows a window draws: one below the other, or old and new side by side. PURE. */
import { parsePatch, type StructuredPatchHunk } from 'diff'

export interface DiffLine {
  readonly sign: ' ' | '+' | '-'
  /** in the old file and in the new one; null: it is not in that one */
  readonly old: number | null
  readonly now: number | null
  readonly text: string
  /** the line it took the place of, or that took its place */
  readonly other: string | null
}

export type DiffRow =
  /** lines that are the same are left out before it */
  | { readonly kind: 'gap'; readonly words: string }
  /** one below the other: `now` alone; side by side: what stands left and right */
  | { readonly kind: 'lines'; readonly left: DiffLine | null; readonly right: DiffLine | null }
  | { readonly kind: 'note'; readonly words: string }

export type DiffLook = 'unified' | 'split'

export interface DiffRows {
  readonly rows: readonly DiffRow[]
  /** rows at which a change begins */
  readonly changes: readonly number[]
  /** it is no diff that can be read */
  readonly isBroken: boolean
}

const NO_NEWLINE = 'No line break at the end of the file'

export function diffRows(patch: string, look: DiffLook): DiffRows {
  const rows: DiffRow[] = []
  const hunks = hunksOf(patch)
  if (hunks === null) return { rows, changes: [], isBroken: true }
  const cleaned = endsInReturns(hunks.flatMap(({ lines }) => lines)) ? withoutReturn : same
  let until = 1
  for (const { oldStart, newStart, lines } of hunks) {
    const skipped = newStart - until
    if (skipped > 0) rows.push({ kind: 'gap', words: `${skipped} unchanged ${skipped === 1 ? 'line' : 'lines'}` })
    const read = new HunkReader(oldStart, newStart, look, rows)
    for (const line of lines) read.take(line[0] ?? ' ', cleaned(line.slice(1)))
    until = read.end()
  }
  return { rows, changes: changeStarts(rows), isBroken: false }
}

function hunksOf(patch: string): readonly StructuredPatchHunk[] | null {
  try {
    return patch === '' ? [] : parsePatch(patch).flatMap((file) => file.hunks)
  } catch {
    return null
  }
}

const same = (text: string): string => text
const withoutReturn = (text: string): string => text.replace(/\r$/, '')

/** Where all lines end so, it says nothing about any of them. */
const endsInReturns = (lines: readonly string[]): boolean =>
  lines.length > 0 && lines.every((line) => line.startsWith('\\') || line.endsWith('\r'))

class HunkReader {
  private removed: DiffLine[] = []
  private added: DiffLine[] = []

  constructor(
    private old: number,
    private now: number,
    private readonly look: DiffLook,
    private readonly rows: DiffRow[],
  ) {}

  take(sign: string, text: string): void {
    if (sign === '-') this.removed.push({ sign, old: this.old++, now: null, text, other: null })
    else if (sign === '+') this.added.push({ sign, old: null, now: this.now++, text, other: null })
    else this.flush()
    if (sign === '\\') this.rows.push({ kind: 'note', words: NO_NEWLINE })
    if (sign === ' ') this.plain(text)
  }

  /** The line after the hunk in the new file. */
  end(): number {
    this.flush()
    return this.now
  }

  private plain(text: string): void {
    const line: DiffLine = { sign: ' ', old: this.old++, now: this.now++, text, other: null }
    this.rows.push({ kind: 'lines', left: line, right: line })
  }

  private flush(): void {
    const { removed, added } = this
    const pairs = removed.length === added.length
    const left = removed.map((line, at) => ({ ...line, other: pairs ? (added[at]?.text ?? null) : null }))
    const right = added.map((line, at) => ({ ...line, other: pairs ? (removed[at]?.text ?? null) : null }))
    if (this.look === 'unified') {
      for (const line of left) this.rows.push({ kind: 'lines', left: line, right: null })
      for (const line of right) this.rows.push({ kind: 'lines', left: null, right: line })
    } else {
      for (let at = 0; at < Math.max(left.length, right.length); at++) {
        this.rows.push({ kind: 'lines', left: left[at] ?? null, right: right[at] ?? null })
      }
    }
    this.removed = []
    this.added = []
  }
}

const isChanged = (row: DiffRow | undefined): boolean =>
  row?.kind === 'lines' && ((row.left !== null && row.left.sign !== ' ') || (row.right !== null && row.right.sign !== ' '))

const changeStarts = (rows: readonly DiffRow[]): readonly number[] =>
  rows.flatMap((row, at) => (isChanged(row) && !isChanged(rows[at - 1]) ? [at] : []))

/** What a note or a finding at that line of the new file is about. */
export const rowOfLine = (rows: readonly DiffRow[], line: number): number =>
  rows.findIndex((row) => row.kind === 'lines' && row.right !== null && row.right.now !== null && row.right.now >= line)

/** The line a note would be about: the new one, else the old one. */
export const lineOf = (row: DiffRow | undefined): DiffLine | null => (row?.kind === 'lines' ? (row.right ?? row.left) : null)
