/**
 * Reads calls written as in Python: `click(start_box='(10,20)')`, `pyautogui.hotkey('ctrl', 'c')`.
 *
 *   call   := name { '.' name } '(' [ arg { ',' arg } [ ',' ] ] ')'
 *   arg    := name '=' value | value
 *   value  := string | number | list | tuple | True | False | None | name
 *   string := [ r | u | b | f ] quote … quote, where quote is ' or " once or three times
 *
 * A quote inside a string that nobody escaped is taken for text where no string can end: before a letter, for instance.
 */

export type CallValue = string | number | boolean | null | readonly CallValue[]

export interface WrittenCall {
  /** with its dots: `pyautogui.click` */
  readonly name: string
  readonly args: readonly CallValue[]
  readonly named: ReadonlyMap<string, CallValue>
}

export type ReadCall =
  { readonly ok: true; readonly call: WrittenCall; readonly end: number } | { readonly ok: false; readonly why: string }

class Unreadable extends Error {}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const SPACE = /\s*/y
const PREFIX = /[rRuUbBfF]{0,2}(?=["'])/y
/** Deeper nesting is no call that anybody means. */
const DEEPEST = 8

/** Reads one call that begins at `from`. */
export function readCall(text: string, from = 0): ReadCall {
  const reader = new Reader(text, from)
  try {
    const call = reader.call()
    return { ok: true, call, end: reader.at }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message }
    throw error
  }
}

class Reader {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  call(): WrittenCall {
    this.space()
    let name = this.need(NAME, 'the name of an action')
    while (this.eat('.')) name += `.${this.need(NAME, 'a name after the dot')}`
    this.space()
    if (!this.eat('(')) throw new Unreadable(`"(" is missing after ${name}`)
    const args: CallValue[] = []
    const named = new Map<string, CallValue>()
    for (this.space(); !this.eat(')'); this.space()) {
      const key = this.argumentName()
      const value = this.value(0)
      if (key === null) args.push(value)
      else named.set(key, value)
      this.space()
      if (this.eat(',')) continue
      if (this.eat(')')) break
      throw new Unreadable(`"," or ")" is missing in ${name}`)
    }
    return { name, args, named }
  }

  private argumentName(): string | null {
    const start = this.at
    const name = this.match(NAME)
    if (name === null) return null
    this.space()
    if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
      this.at += 1
      return name
    }
    this.at = start
    return null
  }

  private value(depth: number): CallValue {
    if (depth > DEEPEST) throw new Unreadable('it is nested too deeply')
    this.space()
    const prefix = this.match(PREFIX) ?? ''
    const next = this.text[this.at]
    if (next === '"' || next === "'") return this.string(next, /r/i.test(prefix))
    if (next === '[') return this.list(']', depth)
    if (next === '(') return this.list(')', depth)
    const number = this.match(NUMBER)
    if (number !== null) return Number(number)
    const name = this.need(NAME, 'a value')
    return WORDS.has(name) ? WORDS.get(name)! : name
  }

  private list(close: string, depth: number): readonly CallValue[] {
    this.at += 1
    const values: CallValue[] = []
    for (this.space(); !this.eat(close); this.space()) {
      values.push(this.value(depth + 1))
      this.space()
      if (this.eat(',')) continue
      if (this.eat(close)) break
      throw new Unreadable(`"${close}" is missing`)
    }
    return values
  }

  private string(quote: string, isRaw: boolean): string {
    const close = this.text.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : quote
    this.at += close.length
    let value = ''
    while (this.at < this.text.length) {
      if (this.text.startsWith(close, this.at) && (close.length === 3 || this.endsHere())) {
        this.at += close.length
        return value
      }
      value += this.character(isRaw)
    }
    throw new Unreadable('a text has no closing quote')
  }

  /** What may follow a string: the next argument, the end of the list or the call, or nothing any more. */
  private endsHere(): boolean {
    SPACE.lastIndex = this.at + 1
    SPACE.exec(this.text)
    const after = this.text[SPACE.lastIndex]
    return after === undefined || after === ',' || after === ')' || after === ']'
  }

  private character(isRaw: boolean): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    this.at += char.length
    if (char !== '\\' || this.at >= this.text.length) return char
    const escaped = this.text[this.at] ?? ''
    if (isRaw) return char
    this.at += 1
    if (escaped === 'u' || escaped === 'x') return this.byNumber(escaped === 'u' ? 4 : 2, escaped)
    return ESCAPES.get(escaped) ?? `\\${escaped}`
  }

  private byNumber(digits: number, letter: string): string {
    const hex = this.text.slice(this.at, this.at + digits)
    if (!new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex)) return `\\${letter}`
    this.at += digits
    return String.fromCharCode(Number.parseInt(hex, 16))
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found === undefined) return null
    this.at += found.length
    return found
  }

  private need(pattern: RegExp, what: string): string {
    const found = this.match(pattern)
    if (found === null) throw new Unreadable(`${what} is missing`)
    return found
  }

  private eat(char: string): boolean {
    if (this.text[this.at] !== char) return false
    this.at += 1
    return true
  }

  private space(): void {
    this.match(SPACE)
  }
}

const WORDS: ReadonlyMap<string, CallValue> = new Map<string, CallValue>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
])

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['\n', ''],
])
