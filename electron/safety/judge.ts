/**
 * Says of one thing to do: allow, ask the person first, or deny. Pure, and the same for actions and tools.
 *
 * Each risk is looked at by itself: the first rule that fits it answers, and of all answers the strictest counts. So leave to run
 * commands is no leave to delete by one. Rules of a project stand beside the person's and can only tighten.
 */
import type { ActionKind } from '../protocol/action.js'
import type { SafetyCheck } from '../protocol/call.js'
import type { GrantScope, PolicyAnswer, PolicyRule } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'
import type { Decided, RiskKind, RiskLevel } from '../protocol/risk.js'
import type { ApprovalMode } from '../protocol/settings.js'
import { BUILT_IN_RULES } from './built-in-rules.js'
import { isWorse, type Finding } from './finding.js'
import { covers, scopeOf } from './grants.js'
import { fitOf, type Subject } from './match-rule.js'
import type { Place } from './place.js'

export interface Doing {
  /** in a person's words */
  readonly what: string
  /** what the model said it is for */
  readonly why: string
  /** null for a tool */
  readonly action: ActionKind | null
  /** null for an action */
  readonly tool: string | null
  /** false: it only looks, waits or points */
  readonly isDoing: boolean
  readonly findings: readonly Finding[]
  readonly place: Place
  /** the provider's own, which only a person may confirm */
  readonly checks: readonly SafetyCheck[]
}

export interface PolicyInForce {
  readonly mode: ApprovalMode
  /** the profile's, then the person's */
  readonly rules: readonly PolicyRule[]
  /** the project's: only ask and deny count */
  readonly projectRules: readonly PolicyRule[]
  readonly grants: readonly GrantScope[]
}

export type PolicyVerdict =
  | { readonly kind: 'allow'; readonly decided?: Decided }
  | {
      readonly kind: 'ask'
      readonly what: string
      readonly why: string
      readonly risk: RiskLevel
      readonly rule: string
      readonly risks: readonly RiskKind[]
      /** what allow-session would cover */
      readonly scope: GrantScope
    }
  | { readonly kind: 'deny'; readonly problem: Problem }

export const SAFETY_CHECK = 'provider-safety-check'

export function judge(doing: Doing, policy: PolicyInForce): PolicyVerdict {
  const said = strictest(doing, policy)
  if (said.answer === 'deny') return { kind: 'deny', problem: forbidden(doing, said) }
  if (doing.checks.length > 0) return askFor(doing, SAFETY_CHECK, checksInWords(doing.checks), 'high')
  if (said.answer === 'ask') return askOrAllow(doing, policy, said)
  if (policy.mode === 'ask' && doing.isDoing) return askForEvery(doing, policy)
  return said.rule === null ? { kind: 'allow' } : { kind: 'allow', decided: decided('policy', said.rule.id, doing) }
}

interface Said {
  readonly answer: PolicyAnswer
  readonly rule: PolicyRule | null
  readonly finding: Finding | null
  /** the rule names a web site, and which one this is cannot be told */
  readonly isUnsure: boolean
}

const STRICTNESS: { readonly [K in PolicyAnswer]: number } = { allow: 0, ask: 1, deny: 2 }

function strictest(doing: Doing, policy: PolicyInForce): Said {
  const findings: readonly (Finding | null)[] = doing.findings.length > 0 ? doing.findings : [null]
  const all = findings.flatMap((finding) => answersFor(doing, finding, policy))
  return all.reduce((best, one) => (isStricter(one, best) ? one : best))
}

/** Of two that ask, the one about the worse risk is shown. */
function isStricter(one: Said, best: Said): boolean {
  if (one.answer !== best.answer) return STRICTNESS[one.answer] > STRICTNESS[best.answer]
  return isWorse(levelOf(one), levelOf(best))
}

const levelOf = ({ finding }: Said): RiskLevel => finding?.level ?? 'low'

function answersFor({ place, action, tool, isDoing }: Doing, finding: Finding | null, policy: PolicyInForce): readonly Said[] {
  const nothing: Said = { answer: 'allow', rule: null, finding, isUnsure: false }
  // looking is never asked for; a tool may still be forbidden
  if (!isDoing && tool === null) return [nothing]
  const subject: Subject = { risk: finding?.risk ?? null, place, action, tool }
  const own = firstAnswer([...policy.rules, ...BUILT_IN_RULES], subject, finding)
  const project = policy.projectRules
    .filter((rule) => rule.then !== 'allow')
    .flatMap((rule) => firstAnswer([rule], subject, finding) ?? [])
  const all = [own ?? nothing, ...project]
  return isDoing ? all : [nothing, ...all.filter(({ answer }) => answer === 'deny')]
}

function firstAnswer(rules: readonly PolicyRule[], subject: Subject, finding: Finding | null): Said | null {
  for (const rule of rules) {
    const fit = fitOf(rule, subject)
    if (fit === 'yes') return { answer: rule.then, rule, finding, isUnsure: false }
    if (fit === 'maybe' && rule.then !== 'allow') return { answer: 'ask', rule, finding, isUnsure: true }
  }
  return null
}

function askOrAllow(doing: Doing, policy: PolicyInForce, said: Said): PolicyVerdict {
  const id = said.rule?.id ?? 'policy'
  if (policy.mode === 'never') return { kind: 'allow', decided: decided('mode', id, doing) }
  return granted(askFor(doing, id, whyAsked(said), said.finding?.level ?? 'medium'), doing, policy)
}

function whyAsked({ rule, finding, isUnsure }: Said): string {
  const told = [finding?.why, rule?.why].filter((why) => why !== undefined)
  if (isUnsure) told.push('Which web site this is cannot be told.')
  return told.length > 0 ? told.join(' ') : 'A rule of the policy asks for it.'
}

const askForEvery = (doing: Doing, policy: PolicyInForce): PolicyVerdict =>
  granted(
    askFor(doing, `every-${doing.tool ?? doing.action ?? 'action'}`, doing.why || 'Every action is asked for.', 'low'),
    doing,
    policy,
  )

function granted(asked: Extract<PolicyVerdict, { kind: 'ask' }>, doing: Doing, { grants }: PolicyInForce): PolicyVerdict {
  if (asked.risk === 'high' || !grants.some((grant) => covers(grant, asked.scope))) return asked
  return { kind: 'allow', decided: decided('grant', asked.rule, doing) }
}

const askFor = (doing: Doing, rule: string, why: string, risk: RiskLevel): Extract<PolicyVerdict, { kind: 'ask' }> => ({
  kind: 'ask',
  what: doing.what,
  why,
  risk,
  rule,
  risks: risksOf(doing),
  scope: scopeOf(rule, doing.place, doing.tool),
})

const risksOf = ({ findings }: Doing): RiskKind[] => [...new Set(findings.map((finding) => finding.risk))]

const decided = (by: Decided['by'], rule: string, doing: Doing): Decided => ({ by, rule, risks: risksOf(doing) })

const checksInWords = (checks: readonly SafetyCheck[]): string => checks.map((check) => check.message || check.id).join(' ')

function forbidden({ what }: Doing, { rule, finding }: Said): Problem {
  const why = rule?.why ?? finding?.why
  const message = `The policy forbids this (rule “${rule?.id ?? ''}”): ${what}.${why === undefined ? '' : ` ${why}`}`
  return { kind: 'denied', message, retryable: false }
}
