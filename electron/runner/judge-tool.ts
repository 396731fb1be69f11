/** Judges one tool call: what it would do is told by the tool from its input alone, the policy says whether it may. */
import type { Verdict } from '../agent/events.js'
import type { ToolItem } from '../agent/plan.js'
import type { Problem } from '../protocol/problem.js'
import type { RiskKind } from '../protocol/risk.js'
import { findingOf } from '../safety/finding.js'
import { judge, type Doing } from '../safety/judge.js'
import { NOWHERE } from '../safety/place.js'
import { secretsIn } from '../safety/secrets.js'
import type { Foreseen } from '../tools/tool.js'
import { policyInForce } from './policy-in-force.js'
import type { Workbench } from './workbench.js'

export async function judgeTool(bench: Workbench, item: ToolItem): Promise<Verdict> {
  const { tools, secrets } = bench.options
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
  const verdict = judge(doingOf(item, foreseen.value, risks), await policyInForce(bench))
  return verdict.kind === 'ask' ? { ...verdict, where: foreseen.value.where } : verdict
}

const refuse = (problem: Problem): Verdict => ({ kind: 'refuse', problem })

/** Reading is never asked for, unless it takes a secret along. */
function doingOf(item: ToolItem, { what, where, isReading }: Foreseen, risks: readonly RiskKind[]): Doing {
  return {
    what,
    why: '',
    action: null,
    tool: item.name,
    isDoing: !isReading || risks.length > 0,
    findings: risks.map((risk) => findingOf(risk)),
    place: { ...NOWHERE, title: where },
    checks: [],
  }
}
