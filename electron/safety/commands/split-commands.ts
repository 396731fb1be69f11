/**
 * A line for a shell as the simple commands it would run: quotes, pipes, lists, substitutions, and commands inside commands
 * (`sudo`, `bash -c`, `xargs` …). It reads what POSIX shells, and roughly what PowerShell, would read; it expands nothing.
 */
export interface SimpleCommand {
  /** last part of its path, small letters, without .exe */
  readonly program: string
  readonly args: readonly string[]
  /** files it writes by > and >> */
  readonly writes: readonly { readonly path: string; readonly isAppended: boolean }[]
  /** with all rights: behind sudo or the like */
  readonly asRoot: boolean
  /** gets another command's output */
  readonly isPiped: boolean
  /** an argument is made by another command */
  readonly hasSubstitution: boolean
}

/** Deeper nesting than this is not followed: `commandsIn` then says so by the program `…`. */
const DEEPEST = 5

export function commandsIn(line: string, depth = 0): readonly SimpleCommand[] {
  if (depth > DEEPEST) return [{ ...NOTHING, program: '…' }]
  const { parts, inner } = readParts(line)
  return [...parts.flatMap((part) => unwrap(part, depth)), ...inner.flatMap((text) => commandsIn(text, depth + 1))]
}

const NOTHING: SimpleCommand = { program: '', args: [], writes: [], asRoot: false, isPiped: false, hasSubstitution: false }

interface Part {
  readonly words: readonly string[]
  readonly writes: SimpleCommand['writes']
  readonly isPiped: boolean
  readonly hasSubstitution: boolean
}

/** What has been read of the line so far. */
class PartReader {
  readonly parts: Part[] = []
  /** texts of $( ) and ` ` */
  readonly inner: string[] = []
  private words: string[] = []
  private writes: { path: string; isAppended: boolean }[] = []
  private word: string | null = null
  private redirect: 'write' | 'append' | 'read' | null = null
  private isPiped = false
  private hasSubstitution = false

  add(text: string): void {
    this.word = (this.word ?? '') + text
  }
  substitute(text: string): void {
    this.inner.push(text)
    this.hasSubstitution = true
    this.add('$()')
  }
  startRedirect(kind: 'write' | 'append' | 'read'): void {
    // the number before it names the stream
    if (this.word !== null && /^\d$/.test(this.word)) this.word = null
    this.endWord()
    this.redirect = kind
  }
  endWord(): void {
    if (this.word === null) return
    if (this.redirect === null) this.words.push(this.word)
    else if (this.redirect !== 'read' && !/^&\d$/.test(this.word))
      this.writes.push({ path: this.word, isAppended: this.redirect === 'append' })
    this.word = null
    this.redirect = null
  }
  endPart(pipesOn = false): void {
    this.endWord()
    const { words, writes, isPiped, hasSubstitution } = this
    if (words.length > 0 || writes.length > 0) this.parts.push({ words, writes, isPiped, hasSubstitution })
    this.words = []
    this.writes = []
    this.hasSubstitution = false
    this.isPiped = pipesOn
  }
}

function readParts(line: string): { parts: readonly Part[]; inner: readonly string[] } {
  const reader = new PartReader()
  let at = 0
  while (at < line.length) at = readOne(line, at, reader)
  reader.endPart()
  return reader
}

/** Reads what begins at `at`, says where the next thing begins. */
function readOne(line: string, at: number, reader: PartReader): number {
  const char = line[at] ?? ''
  const readMarked = MARKS[char]
  if (readMarked) return readMarked(line, at, reader)
  if (/^[$<>]\($/.test(line.slice(at, at + 2))) return readParens(line, at + 2, reader)
  if (/[;\n|&(){}]/.test(char)) return readOperator(line, at, reader)
  if (char === '>' || char === '<') return readRedirect(line, at, reader)
  if (/\s/.test(char)) return (reader.endWord(), at + 1)
  return (reader.add(char), at + 1)
}

type Read = (line: string, at: number, reader: PartReader) => number

const MARKS: Readonly<Record<string, Read>> = {
  "'": readQuoted,
  '"': readDoubleQuoted,
  '\\': (line, at, reader) => (reader.add(line[at + 1] ?? ''), at + 2),
  '`': readBackticks,
}

function readQuoted(line: string, at: number, reader: PartReader): number {
  const end = line.indexOf("'", at + 1)
  const to = end === -1 ? line.length : end
  reader.add(line.slice(at + 1, to))
  return to + 1
}

function readDoubleQuoted(line: string, at: number, reader: PartReader): number {
  reader.add('')
  let to = at + 1
  while (to < line.length && line[to] !== '"') {
    if (line[to] === '\\') {
      reader.add(line[to + 1] ?? '')
      to += 2
    } else if (line.startsWith('$(', to)) to = readParens(line, to + 2, reader)
    else if (line[to] === '`') to = readBackticks(line, to, reader)
    else {
      reader.add(line[to] ?? '')
      to += 1
    }
  }
  return to + 1
}

function readBackticks(line: string, at: number, reader: PartReader): number {
  const end = line.indexOf('`', at + 1)
  const to = end === -1 ? line.length : end
  reader.substitute(line.slice(at + 1, to))
  return to + 1
}

function readParens(line: string, from: number, reader: PartReader): number {
  let depth = 1
  let to = from
  for (; to < line.length && depth > 0; to += 1) depth += line[to] === '(' ? 1 : line[to] === ')' ? -1 : 0
  reader.substitute(line.slice(from, depth === 0 ? to - 1 : to))
  return to
}

function readOperator(line: string, at: number, reader: PartReader): number {
  const char = line[at] ?? ''
  // `{}` is find's word for what it found, and ${NAME} a name
  if (line.startsWith('{}', at)) return (reader.add('{}'), at + 2)
  if ((char === '{' && line[at - 1] === '$') || (char === '}' && !/[\s;]/.test(line[at - 1] ?? '')))
    return (reader.add(char), at + 1)
  if (line.startsWith('&>', at)) return (reader.startRedirect('write'), at + 2)
  const isPipe = char === '|' && line[at + 1] !== '|'
  reader.endPart(isPipe)
  return at + (line.startsWith('|&', at) ? 2 : 1)
}

function readRedirect(line: string, at: number, reader: PartReader): number {
  if (line[at] === '<') return (reader.startRedirect('read'), at + (/^<+/.exec(line.slice(at))?.[0].length ?? 1))
  const isAppended = line[at + 1] === '>'
  reader.startRedirect(isAppended ? 'append' : 'write')
  const after = at + (isAppended ? 2 : 1)
  if (line[after] === '&' && /\d/.test(line[after + 1] ?? '')) return (reader.add(`&${line[after + 1] ?? ''}`), after + 2)
  return line[after] === '|' || line[after] === '&' ? after + 1 : after
}

/** Programs whose arguments are another command, and how many words of their own come first. */
const PREFIXES: Readonly<Record<string, RegExp>> = {
  sudo: /^-/, doas: /^-/, pkexec: /^-/, runuser: /^-/, env: /^(?:-|[A-Za-z_]\w*=)/, nohup: /^-/, time: /^-/, nice: /^(?:-|\d)/,
  ionice: /^(?:-|\d)/, exec: /^-/, command: /^-/, builtin: /^-/, stdbuf: /^-/, setsid: /^-/, timeout: /^(?:-|\d)/, watch: /^(?:-|\d)/,
  xargs: /^(?:-|\d|\{\})/, chrt: /^(?:-|\d)/, unbuffer: /^-/, busybox: /^-/, then: /^$/, do: /^$/, else: /^$/, '!': /^$/, if: /^$/,
  while: /^$/, until: /^$/, 'dbus-run-session': /^-/, 'systemd-run': /^-/, flatpak_spawn: /^-/, 'xvfb-run': /^-/, proot: /^-/,
} // prettier-ignore
const AS_ROOT = new Set(['sudo', 'doas', 'pkexec', 'runuser', 'su'])
/** flags of those that take a word of their own */
const TAKES_WORD = new Set(['-u', '--user', '-g', '-n', '-I', '-L', '-P', '-S', '-C', '-s', '-k', '-d'])
const SHELLS = /^(?:ba|z|da|k|c|tc|fi)?sh$|^(?:pwsh|powershell|cmd)$/

export const programName = (word: string): string =>
  (word.split(/[\\/]/).pop() ?? word).toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '')

function unwrap({ words, writes, isPiped, hasSubstitution }: Part, depth: number): readonly SimpleCommand[] {
  let rest = [...words]
  let asRoot = false
  for (;;) {
    while (/^[A-Za-z_]\w*\+?=/.test(rest[0] ?? '')) rest = rest.slice(1)
    const name = programName(rest[0] ?? '')
    const own = PREFIXES[name]
    if (!own || rest.length < 2) break
    asRoot ||= AS_ROOT.has(name)
    rest = withoutOwn(rest.slice(1), own)
  }
  const [first = '', ...args] = rest
  const program = programName(first)
  const isRoot = asRoot || AS_ROOT.has(program)
  const command: SimpleCommand = { program, args, writes, asRoot: isRoot, isPiped, hasSubstitution }
  return [command, ...innerOf(program, args, depth).map((one) => ({ ...one, asRoot: one.asRoot || isRoot }))]
}

function withoutOwn(words: readonly string[], own: RegExp): string[] {
  let at = 0
  while (at < words.length && own.test(words[at] ?? '')) at += TAKES_WORD.has(words[at] ?? '') ? 2 : 1
  return words.slice(at)
}

/** The text a program is told to run: `bash -c "…"`, `eval …`, `find -exec … ;`, `ssh host …` is another machine's. */
function innerOf(program: string, args: readonly string[], depth: number): readonly SimpleCommand[] {
  if (SHELLS.test(program) || program === 'su') {
    const at = args.findIndex((arg) => /^(?:-\w*c|-Command|\/c|-EncodedCommand)$/i.test(arg))
    return at === -1 ? [] : commandsIn(args.slice(at + 1).join(' '), depth + 1)
  }
  if (program === 'eval') return commandsIn(args.join(' '), depth + 1)
  if (program === 'find' || program === 'fd') {
    const at = args.findIndex((arg) => /^(?:-exec|-execdir|-ok|-okdir|-x|-X|--exec)$/.test(arg))
    return at === -1
      ? []
      : commandsIn(
          args
            .slice(at + 1)
            .map(quote)
            .join(' '),
          depth + 1,
        )
  }
  return []
}

const quote = (word: string): string => (/^[\w./{}+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
