/** What a command line would do, for the policy and for the person: from its text alone. */
import type { RiskKind } from '../../protocol/risk.js'
import { commandRisks } from '../../safety/commands/command-risks.js'
import { findingOf, type Finding } from '../../safety/finding.js'
import { wantsNetwork } from './network-commands.js'
import { readCommand, type CommandReading, type SimpleCommand } from './read-command.js'
import { isOnlyReading } from './reading-commands.js'

export interface CommandForeseen {
  readonly findings: readonly Finding[]
  readonly isReading: boolean
  readonly wantsNetwork: boolean
}

export interface CommandSurroundings {
  /** without one every command asks */
  readonly isSandboxed: boolean
  /** the person's setting allows it anyway */
  readonly hasNetwork: boolean
}

export function foreseeCommand(text: string, { isSandboxed, hasNetwork }: CommandSurroundings): CommandForeseen {
  const reading = readCommand(text)
  const network = wantsNetwork(reading.commands)
  const isReading = isSandboxed && isOnlyReading(reading) && !network
  const findings = isReading
    ? []
    : [
        ...risksOf(text, reading, isSandboxed),
        ...(reading.isClear && !reading.commands.some(isNameless) ? [] : [unclear]),
        ...(network && !hasNetwork ? [findingOf('uses-network', { why: 'The command wants the network.' })] : []),
        ...(isSandboxed ? [] : [findingOf('runs-command', { level: 'medium', why: NO_SANDBOX })]),
      ]
  return { findings: unique(findings), isReading, wantsNetwork: network }
}

const NO_SANDBOX = 'There is no sandbox here: the command may reach all that you may.'
const unclear = findingOf('runs-unread', { sign: 'command-unclear', why: 'What the command runs cannot be read from it.' })

const isNameless = ({ words }: SimpleCommand): boolean => words.length > 0 && words[0] === null

/** The signs see the line as it stands, and each command that the parser found in it. In a sandbox an ordinary command is no risk. */
function risksOf(text: string, { commands }: CommandReading, isSandboxed: boolean): readonly Finding[] {
  const lines = [text, ...commands.map(lineOf)]
  return lines.flatMap((line) => commandRisks(line)).filter(({ sign }) => !(isSandboxed && sign === 'command'))
}

function lineOf({ words, writes }: SimpleCommand): string {
  const targets = writes.map((path) => `> ${path === null ? '"$x"' : quoted(path)}`)
  return [...words.map((word) => (word === null ? '"$x"' : quoted(word))), ...targets].join(' ')
}

const quoted = (word: string): string => (/^[\w./:=@%+,~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

function unique(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>()
  for (const one of findings) if (!seen.has(`${one.risk} ${one.level}`)) seen.set(`${one.risk} ${one.level}`, one)
  return [...seen.values()]
}

export const risksIn = (findings: readonly Finding[]): readonly RiskKind[] => [...new Set(findings.map(({ risk }) => risk))]
