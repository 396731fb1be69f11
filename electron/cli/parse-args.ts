/** Words of the command line → command, flags, the rest. Whatever is not understood is refused with the nearest known name. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem, ProblemKind } from '../protocol/problem.js'
import { nearest } from '../settings/known-settings.js'
import { COMMANDS, COMMON_FLAGS, type CommandSpec, type Flag } from './command-table.js'

export interface ParsedArgs {
  readonly command: CommandSpec
  readonly words: readonly string[]
  /** values by flag name; a flag without a value has one empty string */
  readonly flags: ReadonlyMap<string, readonly string[]>
}

export type Request =
  | { readonly kind: 'help'; readonly command: CommandSpec | null }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'command' } & ParsedArgs)

export function parseArgs(argv: readonly string[]): Outcome<Request, Problem> {
  const [first, ...rest] = argv
  if (first === undefined || first === '--help' || first === '-h') return { ok: true, value: { kind: 'help', command: null } }
  if (first === '--version' || first === '-V') return { ok: true, value: { kind: 'version' } }
  if (first === 'help') return help(rest[0])
  const command = COMMANDS.find(({ name }) => name === first)
  if (!command)
    return refuse(
      'usage',
      unknown(
        first.startsWith('-') ? 'flag' : 'command',
        first,
        COMMANDS.map(({ name }) => name),
      ),
    )
  const parsed = readWords(command, rest)
  if (!parsed.ok) return parsed
  const { flags } = parsed.value
  if (flags.has('help')) return { ok: true, value: { kind: 'help', command } }
  if (command.built === false) return refuse('not-built', `\`${command.name}\` is not built yet.`)
  return { ok: true, value: { kind: 'command', command, ...parsed.value } }
}

function help(topic: string | undefined): Outcome<Request, Problem> {
  if (topic === undefined) return { ok: true, value: { kind: 'help', command: null } }
  const command = COMMANDS.find(({ name }) => name === topic)
  if (command) return { ok: true, value: { kind: 'help', command } }
  return refuse(
    'usage',
    unknown(
      'command',
      topic,
      COMMANDS.map(({ name }) => name),
    ),
  )
}

function readWords(command: CommandSpec, rest: readonly string[]): Outcome<Omit<ParsedArgs, 'command'>, Problem> {
  const words: string[] = []
  const flags = new Map<string, string[]>()
  const queue = [...rest]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      words.push(...queue.splice(0))
    } else if (word === '-h') {
      flags.set('help', [''])
    } else if (!isFlag(word)) {
      words.push(word)
    } else {
      const read = readFlag(command, word, queue)
      if (!read.ok) return read
      const { flag, value } = read.value
      const before = flags.get(flag.name)
      if (before && !flag.repeatable && flag.value !== undefined) return refuse('usage', `--${flag.name} is given twice.`)
      flags.set(flag.name, [...(before ?? []), value])
    }
  }
  return { ok: true, value: { words, flags } }
}

/** A task may begin with a dash and a blank ("- buy milk"); `-` alone means stdin. */
function isFlag(word: string): boolean {
  return /^--?[A-Za-z]/.test(word) && !/^-[^-].*\s/.test(word)
}

function readFlag(command: CommandSpec, word: string, queue: string[]): Outcome<{ flag: Flag; value: string }, Problem> {
  const [dashedName = '', inline] = splitOnce(word)
  const known = [...command.flags, ...COMMON_FLAGS]
  const flag = known.find(({ name, short }) => `--${name}` === dashedName || `-${short}` === dashedName)
  // A command that is not built is refused by its own name, whatever flags it is given.
  if (command.built === false && !flag) return refuse('not-built', `\`${command.name}\` is not built yet.`)
  if (!flag) {
    const names = known.map(({ name }) => `--${name}`)
    return refuse('usage', unknown('flag', dashedName, names, command.name))
  }
  if (flag.built === false) return refuse('not-built', `\`--${flag.name}\` is not built yet.`)
  const value = readFlagValue(flag, inline, queue)
  return value.ok ? { ok: true, value: { flag, value: value.value } } : value
}

function readFlagValue(flag: Flag, inline: string | undefined, queue: string[]): Outcome<string, Problem> {
  if (flag.value === undefined) {
    return inline === undefined ? { ok: true, value: '' } : refuse('usage', `--${flag.name} takes no value.`)
  }
  const isMissing = inline === undefined && /^--[A-Za-z]/.test(queue[0] ?? '')
  const value = isMissing ? undefined : (inline ?? queue.shift())
  return value ? { ok: true, value } : refuse('usage', `--${flag.name} needs a value: ${flag.value}.`)
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('=')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function unknown(what: string, word: string, known: readonly string[], command?: string): string {
  const meant = nearest(word, known)
  const where = command === undefined ? '' : ` of \`${command}\``
  const hint = meant === null ? '`deskhand --help` lists what there is' : `the nearest one is \`${meant}\``
  return `There is no ${what} \`${word}\`${where}; ${hint}.`
}

export function refuse(kind: ProblemKind, message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind, message, retryable: false } }
}
