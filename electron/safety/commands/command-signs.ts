/** What commands can do wrong, as data: each sign says which program with which arguments, what it means and how bad it may be. */
import type { RiskKind, RiskLevel } from '../../protocol/risk.js'
import type { SimpleCommand } from './split-commands.js'

export interface CommandSign {
  readonly id: string
  readonly risk: RiskKind
  readonly level: RiskLevel
  /** for the person */
  readonly why: string
  readonly program: RegExp
  /** of the arguments joined by blanks; left out: whatever they are */
  readonly args?: RegExp
  readonly also?: (command: SimpleCommand) => boolean
}
