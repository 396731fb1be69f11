/** A unified diff as the lines that were added and taken away, each with its file and place. */

export interface ChangedLine {
  readonly path: string
  /** in the file as it is now; for a line that was taken away, where it would be */
  readonly line: number
  readonly text: string
}

export interface ChangedLines {
  readonly added: readonly ChangedLine[]
  readonly removed: readonly ChangedLine[]
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

export function changedLines(patch: string): ChangedLines {
  const reader = new PatchReader()
  for (const line of patch.split('\n')) reader.take(line)
  return reader
}

class PatchReader {
  readonly added: ChangedLine[] = []
  readonly removed: ChangedLine[] = []
  private path = ''
  private line = 0
  /** lines of the hunk that are still to come */
  private left = { old: 0, now: 0 }

  take(line: string): void {
    if (this.left.old > 0 || this.left.now > 0) this.inHunk(line)
    else this.between(line)
  }

  private between(line: string): void {
    const hunk = HUNK.exec(line)
    if (hunk) {
      this.left = { old: Number(hunk[1] ?? 1), now: Number(hunk[3] ?? 1) }
      this.line = Number(hunk[2])
    } else if (line.startsWith('--- a/') || line.startsWith('+++ b/')) this.path = line.slice(6).replace(/\t$/, '')
    else if (/^(?:---|\+\+\+) "[ab]\//.test(line)) this.path = line.slice(7, -1)
  }

  private inHunk(line: string): void {
    const [sign, text] = [line[0], line.slice(1)]
    const one = { path: this.path, line: this.line, text }
    if (sign === '\\') return
    if (sign === '-') this.removed.push(one)
    if (sign === '+') this.added.push(one)
    if (sign !== '+') this.left.old -= 1
    if (sign === '-') return
    this.left.now -= 1
    this.line += 1
  }
}
