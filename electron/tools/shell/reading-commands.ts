/** Which commands only look, as data. Unknown programs and unknown options never do. */
import type { CommandReading, SimpleCommand } from './read-command.js'

type Check = (args: readonly string[]) => boolean

const any: Check = () => true
const without =
  (...patterns: readonly RegExp[]): Check =>
  (args) =>
    !args.some((arg) => patterns.some((pattern) => pattern.test(arg)))
const positional = (args: readonly string[]): readonly string[] => args.filter((arg) => !arg.startsWith('-'))

const PLAIN =
  'ls cat head tail wc grep egrep fgrep pwd echo printf true false : test [ which stat du df cut tr cmp diff basename dirname realpath readlink nl od md5sum sha1sum sha256sum sha512sum column comm paste fold rev tac seq sleep uname whoami id nproc type cd'

/** Long options may be shortened, so their beginnings are refused. */
const CHECKS: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(PLAIN.split(' ').map((name) => [name, any])),
  command: (args) => args[0] === '-v',
  date: (args) => without(/^-\w*s/, /^--s/)(args) && positional(args).every((arg) => arg.startsWith('+')),
  file: without(/^-\w*C/, /^--c/),
  find: without(/^-(?:exec|execdir|ok|okdir|delete|fprint|fprint0|fprintf|fls)$/),
  git: onlyReads,
  jq: without(/^-\w*f/, /^--from/, /^-L/),
  rg: without(/^--pre/, /^--hostname/),
  sed: (args) => args[0] === '-n' && /^\d+(?:,(?:\d+|\$))?p$/.test(args[1] ?? '') && without(/^-/)(args.slice(2)),
  sort: without(/^-[a-zA-Z]*[oT]/, /^--o/, /^--co/, /^--t/),
  tree: without(/^-\w*[oR]/, /^--o/),
  uniq: (args) => positional(args).length <= 1,
}

const READS = new Set(
  'status log show diff blame rev-parse ls-files ls-tree describe shortlog cat-file name-rev merge-base rev-list for-each-ref show-ref whatchanged grep'.split(
    ' ',
  ),
)
const GIT_WRITES = [/^--ou/, /^--ext/, /^--textc/, /^-O/, /^--open/, /^--upload-pack/, /^--exec/]

function onlyReads(given: readonly string[]): boolean {
  const args = given[0] === '--no-pager' ? given.slice(1) : given
  const [name = '', ...rest] = args
  if (!without(...GIT_WRITES)(rest)) return false
  if (READS.has(name)) return true
  return Object.hasOwn(READS_WITH, name) && (READS_WITH[name]?.test(rest.join(' ')) ?? false)
}

/** Of these only some arguments look. */
const READS_WITH: Readonly<Record<string, RegExp>> = {
  branch: /^(?:(?:-[arv]+|--all|--remotes|--list|--show-current|--verbose)(?: |$))*$/,
  remote: /^(?:-v)?$/,
  tag: /^$|^(?:-l|--list)(?: |$)/,
  stash: /^list$/,
  worktree: /^list$/,
  config: /^(?:--get|--list|-l|get|list)(?: |$)/,
}

/** Variables that cannot make a program do something else. */
const HARMLESS = /^(?:LANG|LC_[A-Z]+|TZ|NO_COLOR|COLUMNS|CI)$/

export const isOnlyReading = ({ commands, isClear, hasFunctions }: CommandReading): boolean =>
  isClear && !hasFunctions && commands.length > 0 && commands.every(reads)

function reads({ words, assigned, writes }: SimpleCommand): boolean {
  if (writes.length > 0 || !assigned.every((name) => HARMLESS.test(name))) return false
  if (words.length === 0) return assigned.length === 0 || assigned.every((name) => HARMLESS.test(name))
  const [name, ...args] = words
  if (typeof name !== 'string' || args.includes(null)) return false
  return Object.hasOwn(CHECKS, name) && (CHECKS[name]?.(args as string[]) ?? false)
}
