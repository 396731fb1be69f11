/** The help texts, made from the command table. */
import { COMMANDS, COMMON_FLAGS, type CommandSpec, type Flag } from './command-table.js'

export function helpText(command: CommandSpec | null): string {
  return command === null ? overview() : details(command)
}

function overview(): string {
  const built = COMMANDS.filter((command) => command.built !== false)
  const later = COMMANDS.filter((command) => command.built === false)
  return [
    'Deskhand operates this computer for you: it looks, thinks, moves mouse and keys, and you can stop it at any time.',
    '',
    'Usage: deskhand COMMAND …',
    '',
    ...rows(built.map((command) => [command.usage, command.about])),
    '',
    `Not built yet: ${later.map((command) => command.name).join(', ')}`,
    '`deskhand COMMAND --help` shows a command’s flags, `deskhand --version` the version.',
    '',
  ].join('\n')
}

function details(command: CommandSpec): string {
  const flags = [...command.flags, ...COMMON_FLAGS]
  return [`Usage: deskhand ${command.usage}`, '', sentence(command.about), '', ...rows(flags.map(flagRow)), ''].join('\n')
}

function flagRow(flag: Flag): [string, string] {
  const value = flag.value === undefined ? '' : ` ${flag.value}`
  const notes = `${flag.repeatable ? ' (repeatable)' : ''}${flag.built === false ? ' (not built yet)' : ''}`
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  return [`${short}--${flag.name}${value}`, flag.about + notes]
}

function rows(pairs: readonly (readonly string[])[]): string[] {
  const width = Math.max(...pairs.map(([left = '']) => left.length))
  return pairs.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
