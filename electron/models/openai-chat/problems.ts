/** Every way a request to a Chat Completions server can fail → one problem. Each server has words of its own for the same thing. */
import { APIError, APIUserAbortError } from 'openai'
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
import { isItem, parseJson, textOf } from '../wire/json.js'

/** Codes of OpenAI's own API that other servers took over. */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  invalid_api_key: VERDICTS.key,
  model_not_found: VERDICTS.noModel,
  insufficient_quota: VERDICTS.quota,
  rate_limit_exceeded: VERDICTS.rate,
  context_length_exceeded: VERDICTS.tooLong,
  content_filter: VERDICTS.policy,
}

/** What servers say only in words: vLLM, Ollama, llama.cpp, LM Studio, SGLang. */
const BY_WORDS: readonly (readonly [RegExp, Verdict])[] = [
  [/context (length|size|window)|maximum context|too many tokens|exceeds? .*\btokens\b|prompt is too long/i, VERDICTS.tooLong],
  [/model\b.*\b(not found|does not exist|not loaded|no models? loaded)|no such model|unknown model/i, VERDICTS.noModel],
  [/api[- _]?key/i, VERDICTS.key],
]

const NO_EYES: Verdict = {
  kind: 'model-refused',
  retryable: false,
  say: ({ model }, words) =>
    `${model} cannot see pictures here${words}. Choose a vision model, or start the server with its image part.`,
}
const BLIND =
  /mmproj|does not support (image|vision|multimodal)|not a multimodal|image input is not supported|missing data required for image/i

const PICTURE = /\bimages?\b|image_url|multimodal/i

function inWords(words: string, status: number | undefined): Verdict | undefined {
  if (BLIND.test(words)) return NO_EYES
  if (status !== undefined && status !== 400 && status !== 404 && status !== 413 && status !== 422 && status !== 500)
    return undefined
  return (
    BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ??
    (status === 400 && PICTURE.test(words) ? VERDICTS.picture : undefined)
  )
}

function verdictOf(status: number | undefined, code: string, words: string): Verdict {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined
  // in a stream there is no status: what is not understood may pass
  return known ?? inWords(words, status) ?? (status === undefined ? VERDICTS.overloaded : verdictOfStatus(status))
}

/** `{error:"…"}`, `{error:{message}}`, FastAPI's `{detail}`, or plain text. */
function wordsIn(body: unknown): string {
  if (!isItem(body) || !('detail' in body)) return wordsOf(body)
  const { detail } = body
  if (typeof detail === 'string') return detail
  const first: unknown = Array.isArray(detail) ? detail[0] : detail
  return isItem(first) ? textOf(first, 'msg') || wordsOf(first) : ''
}

/** An error in the middle of a stream: `data: {"error":…}`. */
export function streamProblem(body: unknown, context: FailureContext): Problem {
  const error = isItem(body) && isItem(body['error']) ? body['error'] : {}
  const words = wordsIn(body)
  return problemOf(verdictOf(undefined, textOf(error, 'code'), words), words, context)
}

/** Whatever the SDK threw. `isUnderWay`: the answer had begun. */
export function thrownProblem(error: unknown, context: FailureContext, isUnderWay: boolean): Problem {
  if (error instanceof APIUserAbortError) return aborted
  if (error instanceof SyntaxError) return unreadableStream
  if (!(error instanceof APIError)) return connectionProblem(error, context, isUnderWay)
  if (error.status === undefined) {
    // an `error` in the stream is thrown by the SDK without a status; a lost connection has no body either
    return error.error === undefined
      ? connectionProblem(error, context, isUnderWay)
      : streamProblem({ error: error.error as unknown }, context)
  }
  const status = error.status as number
  const headers = error.headers as Headers | undefined
  const body: unknown = error.error
  const words = wordsIn(body) || (isItem(body) ? '' : plainWords(error.message))
  const waitMs = waitOf((name) => headers?.get(name) ?? null, context.nowMs)
  return problemOf(verdictOf(status, error.code ?? '', words), words, context, { waitMs })
}

/** The SDK puts a body without an `error` behind the status. */
function plainWords(message: string): string {
  const words = message.replace(/^\d{3}\s*/, '')
  const body = parseJson(words)
  if (body.ok) return wordsIn(body.value)
  return words.includes('<') || words === 'status code (no body)' ? '' : words
}
