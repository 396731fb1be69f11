/** May a text with secrets in it be typed here? No mode and no rule loosens this. */
import type { Problem } from '../protocol/problem.js'
import { judgeSecrets, type SecretBinding } from './secrets.js'

export interface NotTyped {
  readonly kind: 'deny' | 'refuse'
  readonly problem: Problem
}

export function judgeTyping(
  text: string,
  secrets: readonly SecretBinding[],
  activeApp: string,
  url: string | null,
): NotTyped | null {
  const verdict = judgeSecrets(text, secrets, activeApp, url)
  if (verdict.kind === 'allow') return null
  const problem = (message: string): Problem => ({ kind: 'secret', message, retryable: false })
  if (verdict.kind === 'unknown') return { kind: 'refuse', problem: problem(`There is no secret named ${verdict.name}.`) }
  const where = activeApp === '' ? 'another window' : activeApp
  const message = `The secret ${verdict.name} may only be typed into ${verdict.app}, and ${where} has the keyboard.`
  return { kind: 'deny', problem: problem(message) }
}
