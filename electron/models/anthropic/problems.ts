/** Every way a request to Anthropic can fail → one problem: its kind, whether asking again may help, and what to do. */
import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk/core/error'
import type { Problem } from '../../protocol/problem.js'
import {
  aborted,
  connectionProblem,
  problemOf,
  unreadableStream,
  verdictOfStatus,
  VERDICTS,
  waitOf,
  wordsOf,
  type FailureContext,
  type Verdict,
} from '../wire/failures.js'
import { isItem, partOf, textOf, type Item } from '../wire/json.js'

interface Facts {
  readonly status: number | undefined
  /** `error.type` */
  readonly type: string
  /** `error.details.error_code` */
  readonly code: string
  readonly words: string
}

/** What the server says only in words. */
const BY_WORDS: readonly (readonly [RegExp, Verdict])[] = [
  [/credit balance|usage limits?\b|spend(ing)? limit/i, VERDICTS.quota],
  [/prompt is too long|context (window|limit)|exceeds? the (maximum|model).*context/i, VERDICTS.tooLong],
  [/^model:|model .*not (exist|found|available)/i, VERDICTS.noModel],
  [/\bimages?\b/i, VERDICTS.picture],
]

const BY_TYPE: Readonly<Record<string, Verdict>> = {
  authentication_error: VERDICTS.key,
  billing_error: VERDICTS.quota,
  permission_error: VERDICTS.noRight,
  rate_limit_error: VERDICTS.rate,
  overloaded_error: VERDICTS.overloaded,
  api_error: VERDICTS.overloaded,
  timeout_error: VERDICTS.overloaded,
}

const TELLS_IN_WORDS = new Set(['invalid_request_error', 'not_found_error', ''])

function verdictInWords({ status, type, words }: Facts): Verdict | undefined {
  if (!TELLS_IN_WORDS.has(type) || (status ?? 400) >= 500) return undefined
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1]
}

function verdictOf(facts: Facts): Verdict {
  const { status, type, code } = facts
  if (/spend_limit/.test(code)) return VERDICTS.quota
  if (/image/.test(code)) return VERDICTS.picture
  if (status === 413 || type === 'request_too_large') return VERDICTS.tooLong
  const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined
  // an error within the stream has no status
  return verdictInWords(facts) ?? known ?? verdictOfStatus(status ?? (type === '' ? 500 : 400))
}

function errorOf(body: unknown): Item {
  return isItem(body) ? partOf(body, 'error') : {}
}

/** Whatever the SDK threw. `isUnderWay`: the answer had begun. */
export function thrownProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
  if (error instanceof APIUserAbortError) return aborted
  if (error instanceof SyntaxError) return unreadableStream
  if (error instanceof APIConnectionError || !(error instanceof APIError)) return connectionProblem(error, context, isUnderWay)
  const told = errorOf(error.error)
  const facts: Facts = {
    status: error.status as number | undefined,
    type: error.type ?? textOf(told, 'type'),
    code: error.errorCode ?? textOf(partOf(told, 'details'), 'error_code'),
    words: wordsOf(error.error),
  }
  const headers = error.headers as Headers | undefined
  const header = (name: string) => (error.status === undefined ? null : (headers?.get(name) ?? null))
  return problemOf(verdictOf(facts), facts.words, context, {
    waitMs: waitOf(header, context.nowMs),
    mayRetry: header('x-should-retry') !== 'false',
  })
}

/** The server does not know its own thinking again: of another model, or of a conversation that was changed. */
export function isThinkingRefused(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && /thinking|signature/i.test(wordsOf(error.error))
}

/** The server does not know the beta, or not for this model. */
export function isCompactionRefused(error: unknown): boolean {
  return (
    error instanceof APIError && error.status === 400 && /compact|context_management|anthropic-beta/i.test(wordsOf(error.error))
  )
}
