/**
 * Where a JSON text breaks off being JSON. `JSON.parse` says it on some engines only, and quotes the file on others.
 */

/** Line and column, from 1, of the first place that cannot be JSON; null when all of it is. */
export function brokenPlace(text: string): { line: number; column: number } | null {
  const offset = new Scanner(text).firstError()
  if (offset === null) return null
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const BLANK = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class Scanner {
  private at = 0

  constructor(private readonly text: string) {}

  firstError(): number | null {
    const isWhole = this.value() && this.skip(BLANK) && this.at === this.text.length
    return isWhole ? null : this.at
  }

  /** Reads one value; false, with `at` on the offending character, when there is none. */
  private value(): boolean {
    this.skip(BLANK)
    if (this.take('{')) return this.members('}', () => this.skip(BLANK) && this.skip(STRING) && this.colon() && this.value())
    if (this.take('[')) return this.members(']', () => this.value())
    return this.skip(STRING) || this.skip(PLAIN)
  }

  private members(end: string, member: () => boolean): boolean {
    this.skip(BLANK)
    if (this.take(end)) return true
    do {
      if (!member()) return false
      this.skip(BLANK)
    } while (this.take(','))
    return this.take(end)
  }

  private colon(): boolean {
    this.skip(BLANK)
    return this.take(':')
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at += 1
    return true
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (!match) return false
    this.at += match[0].length
    return true
  }
}
