/** The short words the tools' answers are written in. */
import type { Problem, ProblemKind } from '../protocol/problem.js'
import type { ToolOutcome } from './tool.js'

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (message: string, kind: ProblemKind = 'usage'): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})

export const done = (output: string): ToolOutcome => ({ result: 'done', output })

/** The model reads the sentence as the tool's output too. */
export const failed = (problem: Problem): ToolOutcome => ({ result: 'failed', output: problem.message, problem })

export const interrupted: ToolOutcome = { result: 'interrupted', output: 'It was stopped.' }

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
