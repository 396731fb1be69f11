/** Reads one streamed answer to its end. An answer without a reason for its end did not finish. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { ModelProgress } from '../model.js'
import { incomplete, problemOf, VERDICTS, type FailureContext } from '../wire/failures.js'
import { isItem, listOf, partOf, textOf, type Item } from '../wire/json.js'

export interface FinishedAnswer {
  readonly parts: readonly Item[]
  readonly usage: Item | null
}

interface Reading {
  readonly parts: Item[]
  usage: Item | null
  finish: string
  blocked: string
}

const isPlainText = (part: Item): boolean =>
  typeof part['text'] === 'string' && Object.keys(part).every((key) => key === 'text' || key === 'thought')

/** Pieces of one text are one part again. A part with a signature stays as it came: it is checked against it. */
function addPart(parts: Item[], part: Item): void {
  const last = parts.at(-1)
  const joins = last && isPlainText(last) && isPlainText(part) && (last['thought'] === true) === (part['thought'] === true)
  if (joins) parts[parts.length - 1] = { ...last, text: textOf(last, 'text') + textOf(part, 'text') }
  else parts.push(part)
}

/** Answers that were broken off for what they say. */
const REFUSED = new Set(['SAFETY', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT'])
/** The model wrote a call that is none; asked again it mostly does better. */
const MALFORMED = new Set(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'])

function endOf(reading: Reading, context: FailureContext): Outcome<FinishedAnswer, Problem> {
  const fail = (problem: Problem) => ({ ok: false as const, problem })
  const { finish, blocked } = reading
  if (blocked !== '') return fail(problemOf(VERDICTS.policy, blocked, context))
  if (finish === 'STOP') return { ok: true, value: { parts: reading.parts, usage: reading.usage } }
  if (REFUSED.has(finish)) return fail(problemOf(VERDICTS.policy, finish, context))
  if (finish === 'MAX_TOKENS') return fail(incomplete('it grew too long'))
  if (MALFORMED.has(finish)) {
    const message = `The model wrote a call that cannot be read (${finish}). Nothing of its answer was done.`
    return fail({ kind: 'model-answer', message, retryable: true })
  }
  return fail(incomplete(`it stopped with "${finish}"`))
}

function read(chunk: Item, reading: Reading, onProgress: ((progress: ModelProgress) => void) | undefined): void {
  const candidate = listOf(chunk, 'candidates')[0] ?? {}
  for (const part of listOf(partOf(candidate, 'content'), 'parts')) {
    const text = textOf(part, 'text')
    if (text !== '') onProgress?.({ kind: part['thought'] === true ? 'reasoning' : 'text', text })
    addPart(reading.parts, part)
  }
  reading.finish = textOf(candidate, 'finishReason') || reading.finish
  const feedback = partOf(chunk, 'promptFeedback')
  reading.blocked = textOf(feedback, 'blockReasonMessage') || textOf(feedback, 'blockReason') || reading.blocked
  // later counts are of the whole answer
  if (isItem(chunk['usageMetadata'])) reading.usage = { ...reading.usage, ...chunk['usageMetadata'] }
}

/** Resolves with null when the stream ended and said nothing of how. Rejects as the SDK's stream does. */
export async function readStream(
  chunks: AsyncIterable<unknown>,
  context: FailureContext,
  watch: { heard(): void; ended(): void },
  onProgress: ((progress: ModelProgress) => void) | undefined,
): Promise<Outcome<FinishedAnswer, Problem> | null> {
  const reading: Reading = { parts: [], usage: null, finish: '', blocked: '' }
  const isEnded = () => reading.finish !== '' || reading.blocked !== ''
  try {
    for await (const chunk of chunks) {
      if (!isItem(chunk)) continue
      watch.heard()
      read(chunk, reading, onProgress)
      // the counts may come after the end
      if (isEnded()) watch.ended()
    }
  } catch (error) {
    // a connection that breaks after the last word takes nothing away
    if (!isEnded()) throw error
  }
  return isEnded() ? endOf(reading, context) : null
}
