/** Every way a request to Gemini can fail → one problem: its kind, whether asking again may help, and what to do. */
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
import { isItem, listOf, parseJson, partOf, textOf, type Item } from '../wire/json.js'

interface Facts {
  readonly status: number | undefined
  /** `error.status`, 'RESOURCE_EXHAUSTED' for instance */
  readonly code: string
  readonly words: string
  readonly details: readonly Item[]
}

/** What the server says only in words. */
const BY_WORDS: readonly (readonly [RegExp, Verdict])[] = [
  [/api key/i, VERDICTS.key],
  [/token count .*exceeds|exceeds the maximum number of tokens|context (length|window)/i, VERDICTS.tooLong],
  [/\bimages?\b|inline_?data/i, VERDICTS.picture],
]

const BY_CODE: Readonly<Record<string, Verdict>> = {
  UNAUTHENTICATED: VERDICTS.key,
  PERMISSION_DENIED: VERDICTS.noRight,
  UNAVAILABLE: VERDICTS.overloaded,
  INTERNAL: VERDICTS.overloaded,
  DEADLINE_EXCEEDED: VERDICTS.overloaded,
}

/** Limits of a minute pass; those of a day, and a credit that is spent, do not within a run. */
function isSpent({ words, details }: Facts): boolean {
  const quotas = details.flatMap((detail) => listOf(detail, 'violations')).map((violation) => textOf(violation, 'quotaId'))
  return (
    quotas.some((id) => /PerDay/i.test(id)) || /credits? (are|is) (depleted|spent|exhausted)|billing|spend(ing)? cap/i.test(words)
  )
}

function verdictInWords({ status, code, words }: Facts): Verdict | undefined {
  if (code === 'FAILED_PRECONDITION' && /billing|location/i.test(words)) return VERDICTS.noRight
  if (code === 'NOT_FOUND' && /model/i.test(words)) return VERDICTS.noModel
  if (code !== 'INVALID_ARGUMENT' && status !== 400) return undefined
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1]
}

function verdictOf(facts: Facts): Verdict {
  const { status, code } = facts
  if (code === 'RESOURCE_EXHAUSTED' || status === 429) return isSpent(facts) ? VERDICTS.quota : VERDICTS.rate
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined
  return verdictInWords(facts) ?? known ?? verdictOfStatus(status)
}

/** The wait stands in a header, or in the body: `"retryDelay": "39s"`. */
function waitMs(details: readonly Item[], headers: Headers | null, nowMs: number): number | undefined {
  const told = waitOf((name) => headers?.get(name) ?? null, nowMs)
  if (told !== undefined) return told
  const delay = details.map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(textOf(detail, 'retryDelay'))?.[1]).find(Boolean)
  return delay === undefined ? undefined : Math.ceil(Number(delay) * 1000)
}

/** The SDK's error has the body as text in its message, after a word of its own when it came in a stream. */
function factsOf(error: Error): Facts {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  const body = parseJson(error.message.slice(Math.max(0, error.message.indexOf('{'))))
  if (!body.ok) return { status, code: '', words: error.message, details: [] }
  // an answer in the list form of an unstreamed request
  const whole = Array.isArray(body.value) ? (body.value[0] as unknown) : body.value
  const told = isItem(whole) ? partOf(whole, 'error') : {}
  return { status, code: textOf(told, 'status'), words: wordsOf(whole), details: listOf(told, 'details') }
}

/** Whatever the SDK threw. `isUnderWay`: the answer had begun; `headers`: of the answer, where there was one. */
export function thrownProblem(error: unknown, context: FailureContext, isUnderWay: boolean, headers: Headers | null): Problem {
  if (error instanceof Error && error.name === 'AbortError') return aborted
  if (error instanceof SyntaxError) return unreadableStream
  if (error instanceof Error && /^Incomplete JSON segment|^exception parsing stream chunk/.test(error.message))
    return unreadableStream
  if (!(error instanceof Error) || error.name !== 'ApiError') return connectionProblem(error, context, isUnderWay)
  const facts = factsOf(error)
  return problemOf(verdictOf(facts), facts.words, context, { waitMs: waitMs(facts.details, headers, context.nowMs) })
}
