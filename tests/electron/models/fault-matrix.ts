/** Every way an answer can go wrong, for every vendor in its own words, and what must come of it. The rows are docs/models.md. */
import type { ProblemKind } from '../../../electron/protocol/problem.js'
import type { VENDORS } from './vendors.js'

type Json = Record<string, unknown>
export type VendorName = keyof typeof VENDORS

export interface FaultRow {
  readonly what: string
  /** what the person is told, or that the turn is simply asked again */
  readonly kind: ProblemKind
  readonly then: 'asked again' | 'asked again after the wait the server names' | 'ends at once'
  /** a vendor that has no such thing is left out */
  readonly turns: Partial<Record<VendorName, Json>>
  readonly waitMs?: number
}

const http = (status: number, more: Json = {}): Json => ({ fault: { kind: 'http', status, message: 'Words.', ...more } })
const fault = (kind: string, more: Json = {}): Json => ({ fault: { kind, ...more } })
const all = (turn: Json): Record<VendorName, Json> => ({ openai: turn, anthropic: turn, gemini: turn, openModels: turn })
const quota = (id: string) => ({ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: id }] })
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '120s' }

const AGAIN = 'asked again'
const WAITS = 'asked again after the wait the server names'
const ENDS = 'ends at once'

export const FAULTS: readonly FaultRow[] = [
  {
    what: 'the connection is cut in the middle',
    kind: 'model-connection',
    then: AGAIN,
    turns: { ...all(fault('cut')), gemini: { ...fault('cut'), thought: 'I look for it in the list.' } },
  },
  { what: 'the stream ends and says nothing of how', kind: 'model-stream', then: AGAIN, turns: all(fault('end')) },
  { what: 'the stream falls silent', kind: 'model-stream', then: AGAIN, turns: all(fault('stall')) },
  { what: 'something that is no JSON', kind: 'model-stream', then: AGAIN, turns: all(fault('garbage')) },
  {
    what: 'half a call at the end',
    kind: 'model-stream',
    then: AGAIN,
    turns: { anthropic: fault('half-block'), gemini: fault('half-chunk'), openModels: fault('garbage') },
  },
  {
    what: 'an error event, nested as the server sends it',
    kind: 'model-overloaded',
    then: AGAIN,
    turns: {
      openai: fault('error-event', { shape: 'nested', code: 'server_error' }),
      anthropic: fault('error-event', { type: 'overloaded_error' }),
      gemini: fault('error-chunk', { status: 503, code: 'UNAVAILABLE' }),
      openModels: fault('error-chunk', { error: { message: 'CUDA out of memory', code: 500 } }),
    },
  },
  {
    what: 'an error event, flat as its type says',
    kind: 'model-rate-limit',
    then: AGAIN,
    turns: { openai: fault('error-event', { shape: 'flat', code: 'rate_limit_exceeded' }) },
  },
  {
    what: 'a failed response without an error event',
    kind: 'model-overloaded',
    then: AGAIN,
    turns: { openai: fault('failed', { code: 'server_error' }) },
  },
  {
    what: 'an answer that grew too long',
    kind: 'model-incomplete',
    then: AGAIN,
    turns: {
      openai: fault('incomplete', { reason: 'max_output_tokens' }),
      anthropic: { stop: 'max_tokens' },
      gemini: { finish: 'MAX_TOKENS' },
      openModels: { finish: 'length' },
    },
  },
  {
    what: 'a call that cannot be read by the server itself',
    kind: 'model-answer',
    then: AGAIN,
    turns: { gemini: { finish: 'MALFORMED_FUNCTION_CALL', calls: [] } },
  },
  {
    what: 'a last event of another status',
    kind: 'model-incomplete',
    then: AGAIN,
    turns: { openai: fault('status', { status: 'cancelled' }) },
  },
  {
    what: 'too many requests, a short wait',
    kind: 'model-rate-limit',
    then: WAITS,
    waitMs: 2000,
    turns: all(http(429, { headers: { 'retry-after': '2' } })),
  },
  {
    what: 'too many requests, a wait of two minutes',
    kind: 'model-rate-limit',
    then: WAITS,
    waitMs: 120_000,
    turns: {
      openai: http(429, { code: 'rate_limit_exceeded', headers: { 'retry-after': '120' } }),
      anthropic: http(429, { headers: { 'retry-after': '120' } }),
      gemini: http(429, { details: [retryInfo] }),
      openModels: http(429, { headers: { 'retry-after': '120' } }),
    },
  },
  {
    what: 'a quota or credit that is spent',
    kind: 'model-quota',
    then: ENDS,
    turns: {
      openai: http(429, { code: 'insufficient_quota' }),
      anthropic: http(400, { message: 'Your credit balance is too low to access the API.' }),
      gemini: http(429, { details: [quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier')] }),
      openModels: http(429, { body: { error: { message: 'Spent.', code: 'insufficient_quota' } } }),
    },
  },
  { what: 'the server is overloaded (503)', kind: 'model-overloaded', then: AGAIN, turns: all(http(503)) },
  { what: 'an error of the server (500)', kind: 'model-overloaded', then: AGAIN, turns: all(http(500)) },
  {
    what: 'a gateway that answers in HTML',
    kind: 'model-overloaded',
    then: AGAIN,
    turns: all(http(502, { body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } })),
  },
  {
    what: 'a server that forbids to ask again',
    kind: 'model-overloaded',
    then: ENDS,
    turns: {
      openai: http(503, { headers: { 'x-should-retry': 'false' } }),
      anthropic: http(503, { headers: { 'x-should-retry': 'false' } }),
    },
  },
  { what: 'a key that is refused', kind: 'model-auth', then: ENDS, turns: all(http(401)) },
  { what: 'a key without the right', kind: 'model-auth', then: ENDS, turns: all(http(403)) },
  {
    what: 'a model nobody knows',
    kind: 'model-refused',
    then: ENDS,
    turns: {
      openai: http(404, { code: 'model_not_found' }),
      anthropic: http(404, { message: 'model: claude-9' }),
      gemini: http(404, { message: 'models/gemini-9 is not found for API version v1beta' }),
      openModels: http(404, { body: { error: 'model "x" not found, try pulling it first' } }),
    },
  },
  {
    what: 'a picture that is too large or cannot be read',
    kind: 'model-request',
    then: ENDS,
    turns: {
      openai: http(400, { code: 'image_too_large' }),
      anthropic: http(400, { code: 'image_dimensions_too_large' }),
      gemini: http(400, { message: 'Unable to process input image.' }),
      openModels: http(400, { body: { error: { message: 'Failed to load image: cannot identify image file' } } }),
    },
  },
  {
    what: 'too many pictures',
    kind: 'model-request',
    then: ENDS,
    turns: {
      openai: http(400, { code: 'too_many_images' }),
      anthropic: http(400, { message: 'Too many images: 700 > 600' }),
      openModels: http(400, { body: { error: { message: 'At most 1 image(s) may be provided in one prompt.' } } }),
    },
  },
  {
    what: 'a conversation that is too long',
    kind: 'model-request',
    then: ENDS,
    turns: {
      openai: http(400, { code: 'context_length_exceeded' }),
      anthropic: http(400, { message: 'prompt is too long: 250000 tokens > 200000 maximum' }),
      gemini: http(400, { message: 'The input token count exceeds the maximum number of tokens allowed.' }),
      openModels: http(400, { body: { error: { message: "This model's maximum context length is 4096 tokens." } } }),
    },
  },
  {
    what: 'an answer that the provider refused',
    kind: 'model-refused',
    then: ENDS,
    turns: {
      openai: fault('incomplete', { reason: 'content_filter' }),
      anthropic: { stop: 'refusal' },
      gemini: { finish: 'SAFETY' },
      openModels: { finish: 'content_filter' },
    },
  },
  { what: 'any other bad request', kind: 'model-request', then: ENDS, turns: all(http(400)) },
]

/** As it stands in docs/models.md. */
export function faultTable(): string {
  const mark = (row: FaultRow, vendor: VendorName) => (row.turns[vendor] ? 'yes' : '–')
  return [
    '| what happens | what it is | then | OpenAI | Anthropic | Gemini | open models |',
    '|---|---|---|---|---|---|---|',
    ...FAULTS.map(
      (row) =>
        `| ${row.what} | \`${row.kind}\` | ${row.then} | ${mark(row, 'openai')} | ${mark(row, 'anthropic')} | ${mark(row, 'gemini')} | ${mark(row, 'openModels')} |`,
    ),
  ].join('\n')
}
