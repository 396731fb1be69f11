/** The risks of a text that goes to a shell, from what its commands do: for what is typed into a terminal, and for tools. */
import { findingOf, type Finding } from '../finding.js'
import type { CommandSign } from './command-signs.js'
import { SIGNS_OF_CHANGE } from './signs-of-change.js'
import { SIGNS_OF_LOSS } from './signs-of-loss.js'
import { SIGNS_OF_SENDING } from './signs-of-sending.js'
import { commandsIn, type SimpleCommand } from './split-commands.js'

const COMMAND_SIGNS = [...SIGNS_OF_LOSS, ...SIGNS_OF_SENDING, ...SIGNS_OF_CHANGE]

export function commandRisks(text: string): readonly Finding[] {
  const commands = commandsIn(text)
  const found = commands.flatMap((command) => [
    ...COMMAND_SIGNS.filter((sign) => shows(sign, command)).map(toFinding),
    ...writeRisks(command),
    ...hiddenRisks(command),
  ])
  const isCommand = commands.some((command) => command.program !== '')
  return [...(isCommand ? [findingOf('runs-command', { sign: 'command' })] : []), ...found]
}

function shows({ program, args, also }: CommandSign, command: SimpleCommand): boolean {
  return program.test(command.program) && (args?.test(command.args.join(' ')) ?? true) && (also?.(command) ?? true)
}

const toFinding = ({ id, risk, level, why }: CommandSign): Finding => ({ risk, sign: id, level, why })

const STARTUP_FILE =
  /(?:^|\/)\.(?:bash|zsh|z|profile|bash_profile|bashrc|zshrc|zshenv|config\/(?:autostart|fish|systemd|deskhand)|ssh|gitconfig|npmrc|pypirc|netrc|xprofile|xinitrc|gnupg|pam_environment)\w*|(?:^|\/)\.git\/hooks\/|authorized_keys|deskhand\/(?:config|grants)\.json/
const SYSTEM_FILE = /^\/(?:etc|boot|usr|bin|sbin|lib|lib64|root|sys|proc)\//
const DEVICE = /^\/dev\/(?!null|stdout|stderr|tty|fd\/|shm\/|pts\/)/
const NETWORK_FILE = /^\/dev\/(?:tcp|udp)\//

const writes = (paths: readonly string[]): readonly Finding[] =>
  paths.flatMap((path) => {
    if (NETWORK_FILE.test(path))
      return [findingOf('sends', { sign: 'command-sends', level: 'high', why: 'The command sends data to another machine.' })]
    if (DEVICE.test(path))
      return [findingOf('deletes', { sign: 'command-overwrites-disk', level: 'high', why: 'The command overwrites a disk.' })]
    if (SYSTEM_FILE.test(path) || STARTUP_FILE.test(path))
      return [
        findingOf('changes-settings', {
          sign: 'command-changes-settings',
          level: 'high',
          why: `The command changes ${path}, which decides what runs on this machine.`,
        }),
      ]
    return []
  })

/** Files that are written by > and >>, tee, cp, mv, ln and install: what starts by itself and what the system is made of. */
function writeRisks({ program, args, writes: redirected }: SimpleCommand): readonly Finding[] {
  const named = args.filter((arg) => !arg.startsWith('-'))
  const targets = program === 'tee' ? named : /^(?:cp|mv|ln|install)$/.test(program) ? named.slice(-1) : []
  const edited = program === 'sed' && args.some((arg) => /^-\w*i/.test(arg)) ? named.slice(1) : []
  return writes([...redirected.map(({ path }) => path), ...targets, ...edited])
}

const SHELL = /^(?:ba|z|da|k|c|tc|fi)?sh$|^(?:pwsh|powershell|iex|invoke-expression)$/
const INTERPRETER = /^(?:python[\d.]*|node|nodejs|deno|bun|perl|ruby|php|lua|osascript|rscript|awk|gawk)$/
const INLINE = /^(?:-\w*[ceEr]|eval|--eval|-p|--print)$/
const REACHES_OUT =
  /os\.(?:system|remove|unlink|rmdir|popen|exec\w*)|subprocess|shutil\.|rmtree|unlink|requests|urllib|socket|http|fetch\(|child_process|fs\.|exec\s*\(|eval\s*\(|base64|system\s*\(|\bdo shell script|open\(.*['"][wa]|writefile|rimraf|ctypes|__import__|getattr/i

const UNREAD = 'The command runs code that nobody has read, straight from another command or the network.'
const INLINE_CODE = 'The command runs code in another language that reaches beyond itself.'
const TO_DESKHAND = 'The command speaks to Deskhand itself, in your place.'

/** Code that nobody has read: straight from the network or out of another command, or written in another language. */
function hiddenRisks(command: SimpleCommand): readonly Finding[] {
  if (isUnread(command)) return [findingOf('runs-unread', { sign: 'command-from-the-net', level: 'high', why: UNREAD })]
  const at = INTERPRETER.test(command.program) ? command.args.findIndex((arg) => INLINE.test(arg)) : -1
  if (at !== -1 && REACHES_OUT.test(command.args.slice(at + 1).join(' ')))
    return [findingOf('runs-unread', { sign: 'command-inline-code', why: INLINE_CODE })]
  if (command.program === 'deskhand' && !LISTENS.test(command.args[0] ?? '--help'))
    return [findingOf('changes-settings', { sign: 'command-speaks-to-deskhand', level: 'high', why: TO_DESKHAND })]
  return []
}

const LISTENS = /^(?:stop|pause|sessions|show|models|doctor|--help|--version|help)$/
const ENCODED = /^-e(?:nc|ncodedcommand)?$/i

function isUnread({ program, args, isPiped, hasSubstitution }: SimpleCommand): boolean {
  const isShell = SHELL.test(program)
  if (isShell && args.some((arg) => ENCODED.test(arg) && /^p/.test(program))) return true
  if (hasSubstitution && (isShell || /^(?:eval|source|[.])$/.test(program))) return true
  const hasScript = args.some((arg) => !arg.startsWith('-'))
  return isPiped && (isShell || (INTERPRETER.test(program) && !hasScript && !/awk/.test(program)))
}
