/** Says of one thing to do: allow, ask the person first, or deny. Pure; what it knows of the desktop is handed in. */
import { describeAction } from '../actions/describe-action.js'
import { isDoing } from '../actions/plan-strokes.js'
import type { Action } from '../protocol/action.js'
import type { SafetyCheck } from '../protocol/call.js'
import type { Problem } from '../protocol/problem.js'
import type { ApprovalMode } from '../protocol/settings.js'
import { ruleFor } from './rules.js'
import { judgeSecrets, type SecretBinding } from './secrets.js'

export type PolicyVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'ask'; readonly what: string; readonly why: string; readonly risk: Risk; readonly rule: string }
  | { readonly kind: 'deny' | 'refuse'; readonly problem: Problem }

type Risk = 'low' | 'medium' | 'high'

export interface Judged {
  readonly action: Action
  /** what the model said it is for */
  readonly why: string
  readonly checks: readonly SafetyCheck[]
  readonly mode: ApprovalMode
  readonly secrets: readonly SecretBinding[]
  /** program of the window that has the keyboard, '' if unknown */
  readonly activeApp: string
  /** the page that has the keyboard, where that is known */
  readonly url?: string | null
}

export function judge({ action, why, checks, mode, secrets, activeApp, url = null }: Judged): PolicyVerdict {
  const forbidden = action.kind === 'type' ? judgeTyping(action.text, secrets, activeApp, url) : null
  if (forbidden) return forbidden
  const what = describeAction(action)
  // a provider's own check is confirmed by a person whatever the mode: nobody else may
  if (checks.length > 0) {
    const messages = checks.map((check) => check.message || check.id).join(' ')
    return { kind: 'ask', what, why: messages, risk: 'high', rule: 'provider-safety-check' }
  }
  if (mode === 'never') return { kind: 'allow' }
  const rule = ruleFor(action)
  if (rule) return { kind: 'ask', what, why: rule.why, risk: rule.risk, rule: rule.id }
  if (mode === 'ask' && isDoing(action)) {
    return { kind: 'ask', what, why: why || 'Every action is asked for.', risk: 'low', rule: `every-${action.kind}` }
  }
  return { kind: 'allow' }
}

function judgeTyping(
  text: string,
  secrets: readonly SecretBinding[],
  activeApp: string,
  url: string | null,
): PolicyVerdict | null {
  const verdict = judgeSecrets(text, secrets, activeApp, url)
  if (verdict.kind === 'allow') return null
  const problem = (message: string): Problem => ({ kind: 'secret', message, retryable: false })
  if (verdict.kind === 'unknown') return { kind: 'refuse', problem: problem(`There is no secret named ${verdict.name}.`) }
  const where = activeApp === '' ? 'another window' : activeApp
  const message = `The secret ${verdict.name} may only be typed into ${verdict.app}, and ${where} has the keyboard.`
  return { kind: 'deny', problem: problem(message) }
}
