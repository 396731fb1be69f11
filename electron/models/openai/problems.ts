/** Every way a request to OpenAI can fail → one problem: its kind, whether asking again may help, and what to do. */
import { APIConnectionError, APIError, APIUserAbortError } from 'openai/core/error'
import type { Problem } from '../../protocol/problem.js'
import {
  aborted,
  connectionProblem,
  incomplete,
  problemOf,
  unreadableStream,
  verdictOfStatus,
  VERDICTS,
  waitOf,
  wordsOf,
  type FailureContext,
  type Verdict,
} from '../wire/failures.js'

const BY_CODE: Readonly<Record<string, Verdict>> = {
  invalid_api_key: VERDICTS.key,
  model_not_found: VERDICTS.noModel,
  credit_balance_exhausted: VERDICTS.quota,
  organization_spend_limit_exceeded: VERDICTS.quota,
  project_spend_limit_exceeded: VERDICTS.quota,
  organization_usage_limit_exceeded: VERDICTS.quota,
  insufficient_quota: VERDICTS.quota,
  billing_hard_limit_reached: VERDICTS.quota,
  rate_limit_exceeded: VERDICTS.rate,
  server_error: VERDICTS.overloaded,
  overloaded: VERDICTS.overloaded,
  server_overloaded: VERDICTS.overloaded,
  server_is_overloaded: VERDICTS.overloaded,
  slow_down: VERDICTS.overloaded,
  vector_store_timeout: VERDICTS.overloaded,
  context_length_exceeded: VERDICTS.tooLong,
  invalid_prompt: VERDICTS.policy,
  bio_policy: VERDICTS.policy,
  data_residency_mismatch: VERDICTS.policy,
  misalignment_policy_violation: VERDICTS.policy,
  image_content_policy_violation: VERDICTS.policy,
  content_filter: VERDICTS.policy,
}

function verdictOf(status: number | undefined, code: string): Verdict {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined
  return known ?? (/image/.test(code) ? VERDICTS.picture : verdictOfStatus(status))
}

const codeOf = (code: unknown): string => (typeof code === 'string' ? code : '')

/** A `response.failed`, or an error event of the stream: the same codes without a status. */
export function streamFailure(error: { code?: unknown; message?: unknown } | null, context: FailureContext): Problem {
  const words = typeof error?.message === 'string' ? error.message : ''
  return problemOf(verdictOf(undefined, codeOf(error?.code) || 'server_error'), words, context)
}

export function incompleteProblem(reason: string, context: FailureContext): Problem {
  if (reason === 'content_filter') return streamFailure({ code: reason }, context)
  return incomplete(reason === 'max_output_tokens' ? 'it grew too long' : reason || 'no reason was given')
}

/** Whatever the SDK threw. `isUnderWay`: the answer had begun. */
export function thrownProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
  if (error instanceof APIUserAbortError) return aborted
  if (error instanceof SyntaxError) return unreadableStream
  if (error instanceof APIConnectionError || !(error instanceof APIError)) return connectionProblem(error, context, isUnderWay)
  const words = wordsOf(error.error)
  if (error.status === undefined) return streamFailure({ code: error.code, message: words }, context)
  const headers = error.headers as Headers | undefined
  const header = (name: string) => headers?.get(name) ?? null
  return problemOf(verdictOf(error.status as number, codeOf(error.code)), words, context, {
    waitMs: waitOf(header, context.nowMs),
    mayRetry: header('x-should-retry') !== 'false',
  })
}

/** Requests go over HTTP from now on. `why`: what became of the socket. */
export const socketProblem = (why: string): Problem => ({
  kind: 'model-connection',
  message: `The WebSocket to the server does not hold: ${why}. Nothing was done; it is asked again over HTTP.`,
  retryable: true,
  waitMs: 0,
})

/** This account may not see summaries of the model's reasoning: asked without them it would answer. */
export function isSummaryRefused(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.param === 'reasoning.summary'
}
