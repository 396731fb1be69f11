/** Judges one tool call: what it would do is told by the tool from its input alone, the policy says whether it may. */
import type { Verdict } from '../agent/events.js'
import type { ToolItem } from '../agent/plan.js'
import type { Problem } from '../protocol/problem.js'
import type { RiskKind } from '../protocol/risk.js'
import type { ApprovalMode } from '../protocol/settings.js'
import { secretsIn } from '../safety/secrets.js'
import type { Foreseen } from '../tools/tool.js'
import type { Workbench } from './workbench.js'

export function judgeTool(bench: Workbench, item: ToolItem): Verdict {
  const { tools, approvals, secrets } = bench.options
  const tool = tools?.tools.find((one) => one.name === item.name)
  if (!tool) return refuse({ kind: 'unknown-action', message: `There is no tool named ${item.name}.`, retryable: false })
  const named = secretsIn(JSON.stringify(item.input ?? null))
  const missing = named.find((name) => !secrets.some((one) => one.name === name && one.isForTools === true))
  if (missing !== undefined) {
    return refuse({ kind: 'secret', message: `There is no secret named ${missing} for tools.`, retryable: false })
  }
  const foreseen = tool.foresee(item.input)
  if (!foreseen.ok) return refuse(foreseen.problem)
  const risks: readonly RiskKind[] = named.length === 0 ? foreseen.value.risks : [...foreseen.value.risks, 'types-secret']
  return verdictOn(item.name, { ...foreseen.value, risks }, approvals)
}

const refuse = (problem: Problem): Verdict => ({ kind: 'refuse', problem })

/** Reading is never asked for, unless it takes a secret along. */
function verdictOn(name: string, { what, where, risks, isReading }: Foreseen, mode: ApprovalMode): Verdict {
  if (mode === 'never') return { kind: 'allow' }
  const worst = [...risks].sort((one, other) => WEIGHT[other][1] - WEIGHT[one][1])[0]
  if (worst !== undefined) {
    const [risk, , why] = WEIGHT[worst]
    return { kind: 'ask', what, where, why, risk, rule: `tool-${worst}` }
  }
  if (mode === 'ask' && !isReading)
    return { kind: 'ask', what, where, why: 'Every action is asked for.', risk: 'low', rule: `every-${name}` }
  return { kind: 'allow' }
}

type Weight = readonly ['low' | 'medium' | 'high', number, string]

const WEIGHT: Readonly<Record<RiskKind, Weight>> = {
  pays: ['high', 9, 'It pays, orders or books.'],
  'ends-session': ['high', 8, 'It can end the desktop session or the machine.'],
  'types-secret': ['medium', 7, 'It uses a secret.'],
  sends: ['medium', 6, 'It sends something to somebody else.'],
  deletes: ['medium', 5, 'It deletes something.'],
  installs: ['medium', 4, 'It installs a program.'],
  'changes-settings': ['medium', 3, 'It changes settings of this machine or of an account.'],
  'leaves-workspace': ['medium', 2, 'It reads or writes outside the workspace.'],
  'uses-network': ['low', 1, 'It uses the network.'],
  'runs-command': ['low', 0, 'It runs a command.'],
}
