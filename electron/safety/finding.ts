/** One thing that may go wrong with what is to be done, and how that is known: what the policy's rules are asked about. */
import type { RiskKind, RiskLevel } from '../protocol/risk.js'

export interface Finding {
  readonly risk: RiskKind
  /** what told it: the id of a sign in the tables of this folder, or the risk itself for a tool */
  readonly sign: string
  readonly level: RiskLevel
  /** for the person */
  readonly why: string
}

const USUAL: { readonly [K in RiskKind]: readonly [RiskLevel, string] } = {
  sends: ['medium', 'It sends something to somebody else.'],
  pays: ['high', 'It pays, orders or books.'],
  deletes: ['medium', 'It deletes something.'],
  installs: ['medium', 'It installs a program.'],
  'changes-settings': ['medium', 'It changes settings of this machine or of an account.'],
  'runs-command': ['low', 'It runs a command.'],
  'leaves-workspace': ['medium', 'It reads or writes outside the workspace.'],
  'types-secret': ['medium', 'It uses a secret.'],
  'uses-network': ['low', 'It uses the network.'],
  'runs-unread': ['medium', 'It runs something that nobody has read.'],
  'ends-session': ['high', 'It can end the desktop session or the machine.'],
}

export const findingOf = (risk: RiskKind, more: Partial<Omit<Finding, 'risk'>> = {}): Finding => {
  const [level, why] = USUAL[risk]
  return { risk, sign: risk, level, why, ...more }
}

const LEVELS: readonly RiskLevel[] = ['low', 'medium', 'high']
export const isWorse = (one: RiskLevel, other: RiskLevel): boolean => LEVELS.indexOf(one) > LEVELS.indexOf(other)

/** The first of the worst. */
export const worstOf = (findings: readonly Finding[]): Finding | null =>
  findings.reduce<Finding | null>((worst, one) => (worst === null || isWorse(one.level, worst.level) ? one : worst), null)
