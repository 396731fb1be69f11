/** Further forms in which each vendor says what the rows of fault-matrix.ts say once, and what must come of them. */
import type { ProblemKind } from '../../../electron/protocol/problem.js'
import type { VendorName } from './fault-matrix.js'

type Json = Record<string, unknown>

export interface FaultForm {
  readonly what: string
  readonly raw: Json
  readonly kind: ProblemKind
  /** false: asked again it would not help */
  readonly retryable: boolean
  /** in the sentence for the person */
  readonly words?: string
  readonly waitMs?: number
}

type Ending = readonly [what: string, raw: Json, kind: ProblemKind, words: string]
type Passing = readonly [what: string, raw: Json, kind: ProblemKind, waitMs?: number]

const ends = ([what, raw, kind, words]: Ending): FaultForm => ({ what, raw, kind, words, retryable: false })
const passes = ([what, raw, kind, waitMs]: Passing): FaultForm => ({
  what,
  raw,
  kind,
  retryable: true,
  ...(waitMs === undefined ? {} : { waitMs }),
})

const fault = (kind: string, more: Json = {}): Json => ({ fault: { kind, ...more } })
const http = (status: number, more: Json = {}): Json => fault('http', { status, message: 'The words of the server.', ...more })
const said = (status: number, message: string, more: Json = {}): Json => http(status, { message, ...more })
const wait = (value: string, name = 'retry-after'): Json => ({ headers: { [name]: value } })
const ONLY_WORDS = { body: '{"error":"no such tool"}' }

const QUOTA = 'type.googleapis.com/google.rpc.QuotaFailure'
const PER_MINUTE = { '@type': QUOTA, violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }] }
const RETRY = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '39.5s' }

const chat = (status: number, body?: unknown, headers?: Json): Json =>
  fault('http', { status, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) })

export const FORMS: Readonly<Record<VendorName, readonly FaultForm[]>> = {
  openai: [
    ...(
      [
        ['a key without rights', http(403), 'model-auth', 'no right to use gpt-6.1-sol'],
        ['a spent credit', http(429, { code: 'credit_balance_exhausted' }), 'model-quota', 'Add credit'],
        ['a limit of the organization', http(429, { code: 'organization_spend_limit_exceeded' }), 'model-quota', 'spent'],
        ['a limit of the project', http(429, { code: 'project_spend_limit_exceeded' }), 'model-quota', 'spent'],
        ['a usage limit', http(429, { code: 'organization_usage_limit_exceeded' }), 'model-quota', 'spent'],
        ['a model nobody knows, told as 400', http(400, { code: 'model_not_found' }), 'model-refused', 'Choose another model'],
        ['a wrong address', http(404), 'model-request', 'Check the base URL'],
        ['a bad request', http(400, { code: 'invalid_value' }), 'model-request', 'The words of the server'],
        ['an error that is only words', http(400, ONLY_WORDS), 'model-request', 'no such tool'],
        ['fields that cannot be processed', http(422), 'model-request', 'The words of the server'],
        ['a conversation that is too long', http(400, { code: 'context_length_exceeded' }), 'model-request', 'Start a new task'],
        ['a picture it cannot read', http(400, { code: 'invalid_image' }), 'model-request', 'refused a picture'],
        ['a policy about pictures', http(400, { code: 'image_content_policy_violation' }), 'model-refused', 'policy'],
        ['a policy', fault('failed', { code: 'bio_policy' }), 'model-refused', 'policy'],
        ['a prompt it will not take', fault('failed', { code: 'invalid_prompt' }), 'model-refused', 'policy'],
        ['an answer that was filtered', fault('incomplete', { reason: 'content_filter' }), 'model-refused', 'policy'],
      ] as const
    ).map(ends),
    ...(
      [
        ['a wait in ms', http(429, wait('25', 'retry-after-ms')), 'model-rate-limit', 25],
        ['an overloaded server that names a wait', http(503, wait('2')), 'model-overloaded', 2000],
        ['a time-out of the server', http(408), 'model-overloaded'],
        ['a failed response over the limit', fault('failed', { code: 'rate_limit_exceeded' }), 'model-rate-limit'],
        ['an answer still under way', fault('status', { status: 'in_progress' }), 'model-incomplete'],
        ['an end right after the start', fault('end', { after: 1 }), 'model-stream'],
      ] as const
    ).map(passes),
  ],
  anthropic: [
    ...(
      [
        ['a key without rights', http(403), 'model-auth', 'no right to use claude-sonnet-5-5'],
        ['a bill that is not paid', http(402), 'model-quota', 'quota or credit is spent'],
        ['a credit that is spent', said(400, 'Your credit balance is too low to access the API.'), 'model-quota', 'Add credit'],
        ['a limit the organization set', said(400, 'You have reached your specified API usage limits.'), 'model-quota', 'spent'],
        ['a spend limit by its code', http(429, { code: 'enforced_spend_limit_reached' }), 'model-quota', 'spent'],
        ['a wrong address', said(404, 'Not Found'), 'model-request', 'Check the base URL'],
        ['a bad request', http(400), 'model-request', 'The words of the server'],
        ['an error that is only words', http(400, ONLY_WORDS), 'model-request', 'no such tool'],
        ['a conversation that is too long', said(400, 'prompt is too long: 250000 tokens'), 'model-request', 'Start a new task'],
        ['a request that is too large', said(413, 'Request exceeds the maximum size'), 'model-request', 'Start a new task'],
        ['a picture it cannot read', said(400, 'Could not process image'), 'model-request', 'refused a picture'],
        ['a refusal', { stop: 'refusal' }, 'model-refused', 'The model refused'],
        [
          'a refusal that says why',
          { stop: 'refusal', stopDetails: { category: 'cyber', explanation: 'This looks like an attack.' } },
          'model-refused',
          'This looks like an attack.',
        ],
        ['a window that is full', { stop: 'model_context_window_exceeded' }, 'model-request', 'Start a new task'],
      ] as const
    ).map(ends),
    ...(
      [
        ['a wait in ms', http(429, wait('25', 'retry-after-ms')), 'model-rate-limit', 25],
        ['an overloaded server', http(529), 'model-overloaded'],
        ['a time-out of the server', http(504), 'model-overloaded'],
        ['an error in the middle of the stream', fault('error-event', { type: 'api_error' }), 'model-overloaded'],
        ['a limit in the middle of the stream', fault('error-event', { type: 'rate_limit_error' }), 'model-rate-limit'],
        ['an answer that paused', { stop: 'pause_turn' }, 'model-incomplete'],
        ['an answer that stopped for a reason nobody knows', { stop: 'siesta' }, 'model-incomplete'],
        ['an answer without a reason', { stop: null }, 'model-incomplete'],
        ['an end right after the start', fault('end', { after: 1 }), 'model-stream'],
        ['an answer without a word', fault('end', { after: 0 }), 'model-stream'],
      ] as const
    ).map(passes),
  ],
  gemini: [
    ...(
      [
        ['a key without rights', http(403), 'model-auth', 'no right to use gemini-3.8-flash'],
        ['a key that is no longer valid', http(401), 'model-auth', 'The key was refused'],
        [
          'a place that is not served',
          said(400, 'User location is not supported.', { code: 'FAILED_PRECONDITION' }),
          'model-auth',
          'no right',
        ],
        ['a credit that is spent', said(429, 'Your prepayment credits are depleted.'), 'model-quota', 'Add credit'],
        [
          'a wrong address',
          http(404, { body: 'Not here.', headers: { 'content-type': 'text/plain' } }),
          'model-request',
          'Check the base URL',
        ],
        ['a bad request', http(400), 'model-request', 'The words of the server'],
        ['an error that is only words', http(400, ONLY_WORDS), 'model-request', 'no such tool'],
        [
          'a conversation that is too long',
          said(400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
          'model-request',
          'Start a new task',
        ],
        ['a picture it cannot read', said(400, 'Unable to process input image.'), 'model-request', 'refused a picture'],
        ['a task that is blocked', { blocked: 'PROHIBITED_CONTENT' }, 'model-refused', 'policy: PROHIBITED_CONTENT'],
      ] as const
    ).map(ends),
    ...(
      [
        ['a wait in its body', http(429, { details: [PER_MINUTE, RETRY] }), 'model-rate-limit', 39_500],
        ['a time-out of the server', http(504), 'model-overloaded'],
        ['a limit in the middle', fault('error-chunk', { status: 429, code: 'RESOURCE_EXHAUSTED' }), 'model-rate-limit'],
        ['a call of a tool that is none', { finish: 'UNEXPECTED_TOOL_CALL' }, 'model-answer'],
        ['too many calls', { finish: 'TOO_MANY_TOOL_CALLS' }, 'model-answer'],
        ['an answer that recited', { finish: 'RECITATION' }, 'model-incomplete'],
        ['an answer that stopped for a reason nobody knows', { finish: 'SIESTA' }, 'model-incomplete'],
        ['an answer without a word', fault('end', { after: 0 }), 'model-stream'],
      ] as const
    ).map(passes),
  ],
  openModels: [
    ...(
      [
        [
          'a model vLLM has not',
          chat(404, { error: { message: 'The model `x` does not exist.', code: 404 } }),
          'model-refused',
          'Choose',
        ],
        ['a wrong address', chat(404, { detail: 'Not Found' }), 'model-request', 'Check the base URL'],
        ['an address of plain text', chat(404, '404 page not found'), 'model-request', 'Check the base URL'],
        ['no right', chat(403, { error: 'forbidden' }), 'model-auth', 'no right'],
        [
          'a body FastAPI cannot read',
          chat(422, { detail: [{ loc: ['body'], msg: 'Field required' }] }),
          'model-request',
          'Field required',
        ],
        ['a bad request', chat(400, { error: { message: 'Bad sampling.' } }), 'model-request', 'Bad sampling'],
        ['an error that is only words', chat(400, { error: 'no such thing' }), 'model-request', 'no such thing'],
        [
          'a conversation that is too long for llama.cpp',
          chat(400, { error: { message: 'the request exceeds the available context size' } }),
          'model-request',
          'too long',
        ],
        [
          'a model without eyes',
          chat(500, { error: 'image input is not supported - mmproj missing' }),
          'model-refused',
          'cannot see',
        ],
        ['spent credit', chat(402, { error: { message: 'Pay.' } }), 'model-quota', 'credit'],
      ] as const
    ).map(ends),
    ...(
      [
        ['a server that is starting', chat(503, { error: { message: 'Loading model' } }), 'model-overloaded'],
        ['an error of the server in words', chat(500, { error: 'cuda' }), 'model-overloaded'],
        ['an error in the stream, in words', fault('error-chunk', { error: 'boom' }), 'model-overloaded'],
        ['an answer that stopped strangely', { finish: 'error' }, 'model-incomplete'],
      ] as const
    ).map(passes),
  ],
}
