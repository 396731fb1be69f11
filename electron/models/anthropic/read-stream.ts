/**
 * Reads one streamed answer to its end. A block counts when it has stopped, the answer when the message has: whatever comes
 * before is for showing only.
 */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { ModelProgress } from '../model.js'
import { incomplete, VERDICTS, problemOf, type FailureContext } from '../wire/failures.js'
import { isItem, parseJson, partOf, textOf, type Item } from '../wire/json.js'
import type { AnswerBlocks } from './parse-answer.js'

export interface FinishedAnswer extends AnswerBlocks {
  /** the message as it came, without its content */
  readonly message: Item
  readonly usage: Item
}

interface OpenBlock {
  readonly index: number
  readonly start: Item
  text: string
  json: string
  signature: string
  citations: unknown[]
  /** of a compaction */
  compacted: Item | null
}

interface Reading {
  message: Item
  usage: Item
  stop: Item
  isEnded: boolean
  readonly open: Map<number, OpenBlock>
  readonly done: Map<number, Item>
  readonly broken: Set<string>
}

const indexOf = (event: Item): number => (typeof event['index'] === 'number' ? event['index'] : -1)

function closeToolUse(block: OpenBlock, reading: Reading): Item {
  if (block.json === '') return isItem(block.start['input']) ? block.start : { ...block.start, input: {} }
  const input = parseJson(block.json)
  if (input.ok && isItem(input.value)) return { ...block.start, input: input.value }
  reading.broken.add(textOf(block.start, 'id'))
  // the server takes nothing but an object back
  return { ...block.start, input: {} }
}

/** The block as it would stand in an answer that is not streamed. */
function close(block: OpenBlock, reading: Reading): Item {
  const { start } = block
  switch (start['type']) {
    case 'text':
      return {
        ...start,
        text: textOf(start, 'text') + block.text,
        ...(block.citations.length > 0 ? { citations: block.citations } : {}),
      }
    case 'thinking':
      return {
        ...start,
        thinking: textOf(start, 'thinking') + block.text,
        signature: textOf(start, 'signature') + block.signature,
      }
    case 'tool_use':
      return closeToolUse(block, reading)
    case 'compaction':
      return { ...start, ...block.compacted }
    default:
      return start
  }
}

/** It comes whole, in one piece. */
function compactedBy({ content, encrypted_content }: Item): Item {
  return { content, ...(encrypted_content === undefined ? {} : { encrypted_content }) }
}

function extend(block: OpenBlock, delta: Item): void {
  switch (delta['type']) {
    case 'text_delta':
      block.text += textOf(delta, 'text')
      return
    case 'thinking_delta':
      block.text += textOf(delta, 'thinking')
      return
    case 'input_json_delta':
      block.json += textOf(delta, 'partial_json')
      return
    case 'signature_delta':
      block.signature += textOf(delta, 'signature')
      return
    case 'citations_delta':
      block.citations.push(delta['citation'])
      return
    case 'compaction_delta':
      block.compacted = compactedBy(delta)
      return
    default:
    // deltas that are new to us mean nothing here
  }
}

/** Later counts are of the whole answer, and leave out what has not changed. */
function withUsage(reading: Reading, usage: unknown): void {
  if (!isItem(usage)) return
  const told = Object.entries(usage).filter(([, value]) => value !== null)
  reading.usage = { ...reading.usage, ...Object.fromEntries(told) }
}

function read(event: Item, reading: Reading): void {
  const index = indexOf(event)
  switch (event['type']) {
    case 'message_start':
      reading.message = partOf(event, 'message')
      withUsage(reading, reading.message['usage'])
      return
    case 'content_block_start':
      reading.open.set(index, {
        index,
        start: partOf(event, 'content_block'),
        text: '',
        json: '',
        signature: '',
        citations: [],
        compacted: null,
      })
      return
    case 'content_block_delta': {
      const block = reading.open.get(index)
      if (block) extend(block, partOf(event, 'delta'))
      return
    }
    case 'content_block_stop': {
      const block = reading.open.get(index)
      if (block) reading.done.set(index, close(block, reading))
      reading.open.delete(index)
      return
    }
    case 'message_delta':
      reading.stop = { ...reading.stop, ...partOf(event, 'delta') }
      withUsage(reading, event['usage'])
      return
    case 'message_stop':
      reading.isEnded = true
      return
    default:
    // events that are new to us mean nothing here
  }
}

const FINISHED = new Set(['end_turn', 'tool_use', 'stop_sequence'])

function refusal(reading: Reading): Problem {
  const details = partOf(reading.stop, 'stop_details')
  const said = [...reading.done.values()].map((block) => textOf(block, 'text')).join('')
  const why = textOf(details, 'explanation') || said || textOf(details, 'category') || 'no reason was given'
  return { kind: 'model-refused', message: `The model refused: ${why.trim().slice(0, 500)}`, retryable: false }
}

function endOf(reading: Reading, context: FailureContext): Outcome<FinishedAnswer, Problem> | null {
  const fail = (problem: Problem) => ({ ok: false as const, problem })
  const reason = textOf(reading.stop, 'stop_reason')
  if (reason === 'refusal') return fail(refusal(reading))
  if (reason === 'model_context_window_exceeded') return fail(problemOf(VERDICTS.tooLong, '', context))
  if (reason === 'max_tokens') return fail(incomplete('it grew too long'))
  if (!FINISHED.has(reason)) return fail(incomplete(reason === '' ? 'no reason was given' : `it stopped with "${reason}"`))
  // a block that never stopped is half a block
  if (reading.open.size > 0) return null
  const content = [...reading.done].sort(([a], [b]) => a - b).map(([, block]) => block)
  const { content: _, usage: __, ...message } = reading.message
  return {
    ok: true,
    value: { content, broken: reading.broken, message: { ...message, ...reading.stop }, usage: reading.usage },
  }
}

function progressOf(event: Item): ModelProgress | null {
  if (event['type'] !== 'content_block_delta') return null
  const delta = partOf(event, 'delta')
  if (delta['type'] === 'thinking_delta') return { kind: 'reasoning', text: textOf(delta, 'thinking') }
  return delta['type'] === 'text_delta' ? { kind: 'text', text: textOf(delta, 'text') } : null
}

/** Resolves with null when the stream ended and said nothing of how. Rejects as the SDK's stream does. */
export async function readStream(
  events: AsyncIterable<unknown>,
  context: FailureContext,
  watch: { heard(): void; ended(): void },
  onProgress: ((progress: ModelProgress) => void) | undefined,
): Promise<Outcome<FinishedAnswer, Problem> | null> {
  const reading: Reading = {
    message: {},
    usage: {},
    stop: {},
    isEnded: false,
    open: new Map(),
    done: new Map(),
    broken: new Set(),
  }
  try {
    for await (const event of events) {
      if (reading.isEnded || !isItem(event)) continue
      watch.heard()
      const progress = onProgress && progressOf(event)
      if (progress && progress.text !== '') onProgress(progress)
      read(event, reading)
      if (reading.isEnded) watch.ended()
    }
  } catch (error) {
    // a connection that breaks after the last event takes nothing away
    if (!reading.isEnded) throw error
  }
  return reading.isEnded ? endOf(reading, context) : null
}
