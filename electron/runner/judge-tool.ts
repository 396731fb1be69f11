/** Judges one tool call: what it would do is told by the tool from its input alone, the policy says whether it may. */
import type { Verdict } from '../agent/events.js'
import type { ToolItem } from '../agent/plan.js'
import type { Problem } from '../protocol/problem.js'
import { findingOf, type Finding } from '../safety/finding.js'
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
  const findings = [...findingsOf(foreseen.value), ...named.map(() => findingOf('types-secret'))]
  const verdict = judge(doingOf(item, foreseen.value, findings), await policyInForce(bench))
  return verdict.kind === 'ask' ? { ...verdict, where: foreseen.value.where } : verdict
}

/** The tool's own words for a risk, the usual ones where it has none. */
const findingsOf = ({ risks, findings = [] }: Foreseen): readonly Finding[] => [
  ...findings,
  ...risks.filter((risk) => !findings.some((one) => one.risk === risk)).map((risk) => findingOf(risk)),
]

const refuse = (problem: Problem): Verdict => ({ kind: 'refuse', problem })

/** Reading is never asked for, unless it takes a secret along. */
function doingOf(item: ToolItem, { what, where, isReading }: Foreseen, findings: readonly Finding[]): Doing {
  return {
    what,
    why: '',
    action: null,
    tool: item.name,
    isDoing: !isReading || findings.length > 0,
    findings,
    place: { ...NOWHERE, title: where },
    checks: [],
  }
}
