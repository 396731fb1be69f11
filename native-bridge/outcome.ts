/** Short ways to write an Outcome of the bridge. */
import type { BridgeProblemKind, Outcome } from './types.js'

export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export function refused(kind: BridgeProblemKind, message: string, retryable = false): Outcome<never> {
  return { ok: false, problem: { kind, message, retryable } }
}

export const aborted = (): Outcome<never> => refused('aborted', 'It was interrupted.', true)

/** The words of whatever was thrown. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
