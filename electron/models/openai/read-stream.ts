/**
 * Reads one streamed answer to its end. Only `output_item.done` and the finished response count: what `added` shows is
 * not what the item becomes. An answer without a terminal event did not finish.
 */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { ModelProgress } from '../model.js'
import type { FailureContext } from '../wire/failures.js'
import { isItem, textOf, type Item } from '../wire/json.js'
import { incompleteProblem, streamFailure } from './problems.js'

export interface FinishedAnswer {
  readonly output: readonly Item[]
  readonly usage: unknown
}

interface Reading {
  /** by place in the answer: an item that comes twice counts once */
  readonly done: Map<number, Item>
  end: Outcome<FinishedAnswer, Problem> | null
}

function finished(response: Item, done: ReadonlyMap<number, Item>): FinishedAnswer {
  const streamed = [...done].sort(([a], [b]) => a - b).map(([, item]) => item)
  const whole = Array.isArray(response['output']) ? response['output'].filter(isItem) : []
  return { output: whole.length >= streamed.length ? whole : streamed, usage: response['usage'] }
}

/** The status inside decides, not the name of the event. */
function endOf(response: Item, reading: Reading, context: FailureContext): Outcome<FinishedAnswer, Problem> {
  const status = textOf(response, 'status')
  if (status === 'completed') return { ok: true, value: finished(response, reading.done) }
  const error = isItem(response['error']) ? response['error'] : null
  if (status === 'failed' || error) return { ok: false, problem: streamFailure(error, context) }
  const details = isItem(response['incomplete_details']) ? response['incomplete_details'] : {}
  const reason = textOf(details, 'reason') || (status === 'incomplete' ? '' : `it is "${status}"`)
  return { ok: false, problem: incompleteProblem(reason, context) }
}

function progressOf(event: Item): ModelProgress | null {
  const text = textOf(event, 'delta')
  if (text === '') return null
  if (event['type'] === 'response.reasoning_summary_text.delta') return { kind: 'reasoning', text }
  return event['type'] === 'response.output_text.delta' ? { kind: 'text', text } : null
}

function read(event: Item, reading: Reading, context: FailureContext): void {
  switch (event['type']) {
    case 'response.output_item.done':
      if (isItem(event['item']) && typeof event['output_index'] === 'number')
        reading.done.set(event['output_index'], event['item'])
      return
    case 'response.completed':
    case 'response.incomplete':
    case 'response.failed':
      reading.end = endOf(isItem(event['response']) ? event['response'] : {}, reading, context)
      return
    case 'error':
      reading.end = { ok: false, problem: streamFailure(event, context) }
      return
    default:
    // events that are new to us mean nothing here
  }
}

export interface StreamWatch {
  /** an event came */
  heard(): void
  /** the last event came */
  ended(): void
}

/** Resolves with null when the stream ended and said nothing of how. Rejects as the SDK's stream does. */
export async function readStream(
  events: AsyncIterable<unknown>,
  context: FailureContext,
  watch: StreamWatch,
  onProgress: ((progress: ModelProgress) => void) | undefined,
): Promise<Outcome<FinishedAnswer, Problem> | null> {
  const reading: Reading = { done: new Map(), end: null }
  try {
    for await (const event of events) {
      if (reading.end || !isItem(event)) continue
      watch.heard()
      const progress = onProgress && progressOf(event)
      if (progress) onProgress(progress)
      read(event, reading, context)
      if (reading.end) watch.ended()
    }
  } catch (error) {
    // a connection that breaks after the last event takes nothing away
    if (!reading.end) throw error
  }
  return reading.end
}
