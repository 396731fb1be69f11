/** Every way a request can fail → one problem: its kind, whether asking again may help, and what to do. */
import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import type { Problem, ProblemKind } from '../../protocol/problem.js'

export interface FailureFacts {
  readonly status: number | undefined
  readonly code: string | undefined
  /** the server's words */
  readonly message: string
  readonly param: string | undefined
  readonly header: (name: string) => string | null
}

export interface FailureContext {
  readonly model: string
  readonly baseUrl: string
  /** never to be seen in a message */
  readonly apiKey: string
  readonly nowMs: number
}

interface Verdict {
  readonly kind: ProblemKind
  readonly retryable: boolean
  readonly say: (context: FailureContext, words: string) => string
}

const verdict = (kind: ProblemKind, retryable: boolean, say: Verdict['say']): Verdict => ({ kind, retryable, say })

const QUOTA = verdict(
  'model-quota',
  false,
  () => "The account's quota or credit is spent. Add credit with the provider, or use another key.",
)
const RATE = verdict('model-rate-limit', true, () => 'The server takes no more requests for the moment.')
const OVERLOADED = verdict('model-overloaded', true, () => 'The server is overloaded or had an error of its own.')
const POLICY = verdict(
  'model-refused',
  false,
  (_, words) => `The provider refused this task by its policy${words}. Change the task.`,
)
const PICTURE = verdict('model-request', false, (_, words) => `The server refused a picture${words}.`)
const TOO_LONG = verdict(
  'model-request',
  false,
  (context) => `The conversation has become too long for ${context.model}. Start a new task for what is left.`,
)
const KEY = verdict('model-auth', false, () => 'The key was refused. Check it, or enter another one.')
const NO_RIGHT = verdict(
  'model-auth',
  false,
  (context, words) => `The key has no right to use ${context.model}${words}. Use another key or model.`,
)
const NO_MODEL = verdict(
  'model-refused',
  false,
  (context) => `The server does not know the model ${context.model}, or this key may not use it. Choose another model.`,
)
const NO_ADDRESS = verdict(
  'model-request',
  false,
  (context) => `Nothing answers model requests at ${context.baseUrl}. Check the base URL.`,
)
const BAD_REQUEST = verdict('model-request', false, (_, words) => `The server refused the request${words}.`)

const BY_CODE: Readonly<Record<string, Verdict>> = {
  invalid_api_key: KEY,
  model_not_found: NO_MODEL,
  credit_balance_exhausted: QUOTA,
  organization_spend_limit_exceeded: QUOTA,
  project_spend_limit_exceeded: QUOTA,
  organization_usage_limit_exceeded: QUOTA,
  insufficient_quota: QUOTA,
  billing_hard_limit_reached: QUOTA,
  rate_limit_exceeded: RATE,
  server_error: OVERLOADED,
  overloaded: OVERLOADED,
  server_overloaded: OVERLOADED,
  server_is_overloaded: OVERLOADED,
  slow_down: OVERLOADED,
  vector_store_timeout: OVERLOADED,
  context_length_exceeded: TOO_LONG,
  invalid_prompt: POLICY,
  bio_policy: POLICY,
  data_residency_mismatch: POLICY,
  misalignment_policy_violation: POLICY,
  image_content_policy_violation: POLICY,
  content_filter: POLICY,
}
const PICTURE_CODE = /image/

function byStatus(status: number | undefined): Verdict {
  if (status === 401) return KEY
  if (status === 402) return QUOTA
  if (status === 403) return NO_RIGHT
  if (status === 404 || status === 405) return NO_ADDRESS
  if (status === 429) return RATE
  if (status === 408 || status === 409 || (status !== undefined && status >= 500)) return OVERLOADED
  return BAD_REQUEST
}

function verdictOf(facts: FailureFacts): Verdict {
  const known = facts.code !== undefined && Object.hasOwn(BY_CODE, facts.code) ? BY_CODE[facts.code] : undefined
  if (known) return known
  if (facts.code !== undefined && PICTURE_CODE.test(facts.code)) return PICTURE
  return byStatus(facts.status)
}

/** The server's words as an addition to ours: one line, not long, without the key. */
function quoted(words: string, apiKey: string): string {
  const plain = (apiKey === '' ? words : words.replaceAll(apiKey, '…')).replace(/\s+/g, ' ').trim()
  const short = plain.length > 200 ? `${plain.slice(0, 200)}…` : plain.replace(/[.]$/, '')
  return short === '' ? '' : `: ${short}`
}

/** How long the server asks to wait; however long that is. */
export function waitOf(header: FailureFacts['header'], nowMs: number): number | undefined {
  const ms = Number(header('retry-after-ms') ?? Number.NaN)
  if (ms >= 0) return Math.ceil(ms)
  const after = header('retry-after')
  if (after === null || after.trim() === '') return undefined
  const seconds = Number(after)
  if (seconds >= 0) return Math.ceil(seconds * 1000)
  const at = Date.parse(after)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

export function problemOf(facts: FailureFacts, context: FailureContext): Problem {
  const { kind, retryable, say } = verdictOf(facts)
  const told = facts.header('x-should-retry')
  const wait = waitOf(facts.header, context.nowMs)
  const mayRetry = retryable && told !== 'false'
  return {
    kind,
    message: say(context, quoted(facts.message, context.apiKey)),
    retryable: mayRetry,
    ...(mayRetry && wait !== undefined ? { waitMs: wait } : {}),
  }
}

/** A `response.failed`, or an error event of the stream: the same codes without a status. */
export function streamFailure(error: { code?: unknown; message?: unknown } | null, context: FailureContext): Problem {
  const code = typeof error?.code === 'string' ? error.code : undefined
  const message = typeof error?.message === 'string' ? error.message : ''
  const facts = { status: undefined, code: code ?? 'server_error', message, param: undefined, header: () => null }
  return problemOf(facts, context)
}

export function incompleteProblem(reason: string, context: FailureContext): Problem {
  if (reason === 'content_filter') return streamFailure({ code: reason }, context)
  const why = reason === 'max_output_tokens' ? 'it grew too long' : reason || 'no reason was given'
  return { kind: 'model-incomplete', message: `The answer broke off: ${why}. Nothing of it was done.`, retryable: true }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER/

function causeCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (at instanceof AggregateError && at.errors.length > 0) return causeCode(at.errors[0])
  }
  return ''
}

function connectionProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
  const code = causeCode(error)
  if (CERTIFICATE.test(code)) {
    const message = `The certificate of ${context.baseUrl} is not trusted (${code}). Name its authority in NODE_EXTRA_CA_CERTS.`
    return { kind: 'model-connection', message, retryable: false }
  }
  const what = isUnderWay
    ? 'The connection to the server broke in the middle of its answer'
    : `${context.baseUrl} cannot be reached`
  const why = code === '' ? '' : ` (${code})`
  const advice = isUnderWay ? '' : ' Check the network, the base URL and the proxy.'
  return { kind: 'model-connection', message: `${what}${why}.${advice}`, retryable: true }
}

export const aborted: Problem = { kind: 'aborted', message: 'The request was given up.', retryable: false }

/** Other servers answer `{"error":"…"}`. */
function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body
  return typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : ''
}

/** Whatever the SDK threw. `isUnderWay`: the answer had begun. */
export function thrownProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
  if (error instanceof APIUserAbortError) return aborted
  if (error instanceof APIConnectionError) return connectionProblem(error, context, isUnderWay)
  if (error instanceof SyntaxError)
    return { kind: 'model-stream', message: 'The server sent something that cannot be read.', retryable: true }
  if (!(error instanceof APIError)) return connectionProblem(error, context, isUnderWay)
  const words = wordsOf(error.error)
  const headers = error.headers as Headers | undefined
  if (error.status === undefined) return streamFailure({ code: error.code ?? undefined, message: words }, context)
  const facts: FailureFacts = {
    status: error.status as number,
    code: error.code ?? undefined,
    message: words,
    param: error.param ?? undefined,
    header: (name) => headers?.get(name) ?? null,
  }
  return problemOf(facts, context)
}

/** This account may not see summaries of the model's reasoning: asked without them it would answer. */
export function isSummaryRefused(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.param === 'reasoning.summary'
}
