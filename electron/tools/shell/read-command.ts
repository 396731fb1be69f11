/**
 * What a command line would run, read by a parser of the whole shell grammar: every simple command in it, also inside lists,
 * pipes, loops, functions, substitutions, here-documents and `bash -c`. Nothing is expanded and nothing is run.
 */
import { forEachChild, parse, type Command, type Redirection, type SyntaxNode, type Word, type WordPart } from 'unbash'

export interface SimpleCommand {
  /** null: only known when it runs */
  readonly words: readonly (string | null)[]
  /** variables set for it alone */
  readonly assigned: readonly string[]
  /** files it may write by > and the like; null: only known when it runs */
  readonly writes: readonly (string | null)[]
}

export interface CommandReading {
  readonly commands: readonly SimpleCommand[]
  /** false: the line is no complete shell text, or hides what it runs */
  readonly isClear: boolean
  /** it defines functions, so names may mean something else */
  readonly hasFunctions: boolean
}

const DEEPEST = 8
const LONGEST = 100_000
const UNCLEAR: CommandReading = { commands: [], isClear: false, hasFunctions: false }

export function readCommand(text: string, depth = 0): CommandReading {
  if (depth > DEEPEST || text.length > LONGEST) return UNCLEAR
  const script = parse(text)
  if (script.errors && script.errors.length > 0) return UNCLEAR
  const found = new Finder(depth)
  found.visit(script)
  return found
}

class Finder implements CommandReading {
  readonly commands: SimpleCommand[] = []
  isClear = true
  hasFunctions = false

  constructor(private readonly depth: number) {}

  visit(node: SyntaxNode): void {
    if (node.type === 'Function') this.hasFunctions = true
    if (node.type === 'Coproc') this.isClear = false
    if (node.type === 'Command') this.take(node)
    // the redirections of a loop or a group belong to no command of their own
    if (node.type === 'Redirected') this.commands.push({ words: [], assigned: [], writes: writesOf(node.redirects) })
    forEachChild(node, (child) => this.visit(child))
  }

  private take(command: Command): void {
    const words = wordsOf(command)
    const assigned = command.prefix.flatMap((one) => (one.type === 'Assignment' ? [one.name] : []))
    this.commands.push({ words, assigned, writes: writesOf(command.redirects) })
    for (const inner of innerTexts(words, command.redirects)) this.merge(inner)
  }

  private merge(inner: string | null): void {
    const read = inner === null ? UNCLEAR : readCommand(inner, this.depth + 1)
    this.commands.push(...read.commands)
    this.isClear &&= read.isClear
    this.hasFunctions ||= read.hasFunctions
  }
}

function wordsOf(command: Command): readonly (string | null)[] {
  const args = command.args.map((arg) => (arg.type === 'Word' ? valueOf(arg) : arg.text))
  return command.name ? [valueOf(command.name), ...args] : args
}

/** null where an expansion decides. */
function valueOf(word: Word): string | null {
  return (word.parts ?? []).every(isPlain) ? word.value : null
}

function isPlain(part: WordPart): boolean {
  if (part.type === 'DoubleQuoted') return part.parts.every((inner) => inner.type === 'Literal')
  return ['Literal', 'SingleQuoted', 'AnsiCQuoted', 'Glob'].includes(part.type)
}

function writesOf(redirects: readonly Redirection[]): readonly (string | null)[] {
  return redirects.flatMap((one) => {
    if (one.type !== 'Redirect' || one.operator === '<' || one.operator === '<&') return []
    const target = one.target ? valueOf(one.target) : null
    const isCopy = one.operator === '>&' && target !== null && /^(?:\d+|-)$/.test(target)
    return isCopy || target === '/dev/null' ? [] : [target]
  })
}

const SHELLS = /^(?:ba|da|k|mk|z|a)?sh$/

/** Texts that the command hands to a shell: `bash -c TEXT`, `eval TEXT`, a here-document. null: made when it runs. */
function innerTexts(words: readonly (string | null)[], redirects: readonly Redirection[]): readonly (string | null)[] {
  const names = words.map((word) => (word === null ? null : (word.split('/').pop() ?? word)))
  const evalAt = names.indexOf('eval')
  if (evalAt === 0) return [joined(words.slice(1))]
  const at = names.findIndex((name) => name !== null && SHELLS.test(name))
  if (at === -1) return []
  const option = words.findIndex((word, index) => index > at && word !== null && /^-\w*c$/.test(word))
  const script = option === -1 ? [] : [words[option + 1] ?? null]
  return [...script, ...redirects.flatMap(inputTexts)]
}

function inputTexts(redirect: Redirection): readonly (string | null)[] {
  if (redirect.type === 'HereDoc') return [redirect.body.parts?.every(isPlain) === false ? null : redirect.body.text]
  if (redirect.type === 'HereString') return [redirect.target ? valueOf(redirect.target) : null]
  return []
}

const joined = (words: readonly (string | null)[]): string | null => (words.includes(null) ? null : words.join(' '))
