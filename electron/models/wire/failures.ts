/** What failures of every server have in common: verdicts in the same words, waits, broken connections. */
import type { Problem, ProblemKind } from '../../protocol/problem.js'
import { isItem } from './json.js'

export interface FailureContext {
  readonly model: string
  readonly baseUrl: string
  /** never to be seen in a message */
  readonly apiKey: string
  readonly nowMs: number
}

export interface Verdict {
  readonly kind: ProblemKind
  readonly retryable: boolean
  readonly say: (context: FailureContext, words: string) => string
}

const verdict = (kind: ProblemKind, retryable: boolean, say: Verdict['say']): Verdict => ({ kind, retryable, say })

export const VERDICTS = {
  quota: verdict(
    'model-quota',
    false,
    () => "The account's quota or credit is spent. Add credit with the provider, or use another key.",
  ),
  rate: verdict('model-rate-limit', true, () => 'The server takes no more requests for the moment.'),
  overloaded: verdict('model-overloaded', true, () => 'The server is overloaded or had an error of its own.'),
  policy: verdict('model-refused', false, (_, words) => `The provider refused this task by its policy${words}. Change the task.`),
  picture: verdict('model-request', false, (_, words) => `The server refused a picture${words}.`),
  tooLong: verdict(
    'model-request',
    false,
    (context) => `The conversation has become too long for ${context.model}. Start a new task for what is left.`,
  ),
  key: verdict('model-auth', false, () => 'The key was refused. Check it, or enter another one.'),
  noRight: verdict(
    'model-auth',
    false,
    (context, words) => `The key has no right to use ${context.model}${words}. Use another key or model.`,
  ),
  noModel: verdict(
    'model-refused',
    false,
    (context) => `The server does not know the model ${context.model}, or this key may not use it. Choose another model.`,
  ),
  noAddress: verdict(
    'model-request',
    false,
    (context) => `Nothing answers model requests at ${context.baseUrl}. Check the base URL.`,
  ),
  badRequest: verdict('model-request', false, (_, words) => `The server refused the request${words}.`),
} as const satisfies Record<string, Verdict>

export function verdictOfStatus(status: number | undefined): Verdict {
  if (status === 401) return VERDICTS.key
  if (status === 402) return VERDICTS.quota
  if (status === 403) return VERDICTS.noRight
  if (status === 404 || status === 405) return VERDICTS.noAddress
  if (status === 429) return VERDICTS.rate
  if (status === 408 || status === 409 || (status !== undefined && status >= 500)) return VERDICTS.overloaded
  return VERDICTS.badRequest
}

/** The server's words as an addition to ours: one line, not long, without the key. */
function quoted(words: string, apiKey: string): string {
  const plain = (apiKey === '' ? words : words.replaceAll(apiKey, '…')).replace(/\s+/g, ' ').trim()
  const short = plain.length > 200 ? `${plain.slice(0, 200)}…` : plain.replace(/[.]$/, '')
  return short === '' ? '' : `: ${short}`
}

/** How long the server asks to wait; however long that is. */
export function waitOf(header: (name: string) => string | null, nowMs: number): number | undefined {
  const ms = Number(header('retry-after-ms') ?? Number.NaN)
  if (ms >= 0) return Math.ceil(ms)
  const after = header('retry-after')
  if (after === null || after.trim() === '') return undefined
  const seconds = Number(after)
  if (seconds >= 0) return Math.ceil(seconds * 1000)
  const at = Date.parse(after)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

export function problemOf(
  { kind, retryable, say }: Verdict,
  words: string,
  context: FailureContext,
  more: { readonly waitMs?: number | undefined; readonly mayRetry?: boolean } = {},
): Problem {
  const mayRetry = retryable && more.mayRetry !== false
  return {
    kind,
    message: say(context, quoted(words, context.apiKey)),
    retryable: mayRetry,
    ...(mayRetry && more.waitMs !== undefined ? { waitMs: more.waitMs } : {}),
  }
}

export const isTooLong = (problem: Problem, context: FailureContext): boolean =>
  problem.message === problemOf(VERDICTS.tooLong, '', context).message

export const aborted: Problem = { kind: 'aborted', message: 'The request was given up.', retryable: false }

export const unreadableStream: Problem = {
  kind: 'model-stream',
  message: 'The server sent something that cannot be read.',
  retryable: true,
}

export function incomplete(why: string): Problem {
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

/** Whatever is neither an answer of the server nor ours to have caused. */
export function connectionProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
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

/** The server's own words in an error body; servers in between answer `{"error":"…"}` or plain text. */
export function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body.startsWith('<') ? '' : body
  if (!isItem(body)) return ''
  if (typeof body['message'] === 'string') return body['message']
  return 'error' in body ? wordsOf(body['error']) : ''
}
