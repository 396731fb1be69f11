/** The policy as it stands at this moment: a profile's leave may have run out, a grant may have been taken back. */
import type { PolicyRule } from '../protocol/policy.js'
import type { ApprovalMode } from '../protocol/settings.js'
import type { PolicyInForce } from '../safety/judge.js'
import type { SessionPolicy } from './running-session.js'
import type { Workbench } from './workbench.js'

export async function policyInForce({
  options,
  grants,
  now,
}: Pick<Workbench, 'options' | 'grants' | 'now'>): Promise<PolicyInForce> {
  const policy = options.policy ?? NO_POLICY
  const { mode, rules } = atTime(policy, options.approvals, now())
  return { mode, rules, projectRules: policy.projectRules, grants: await grants.list() }
}

const NO_POLICY: SessionPolicy = { rules: [], projectRules: [] }

function atTime(
  { rules, profile }: SessionPolicy,
  approvals: ApprovalMode,
  nowMs: number,
): { readonly mode: ApprovalMode; readonly rules: readonly PolicyRule[] } {
  if (!profile) return { mode: approvals, rules }
  if (nowMs >= profile.expiresAtMs) return { mode: profile.approvalsAfter, rules }
  return { mode: approvals, rules: [...profile.rules, ...rules] }
}
