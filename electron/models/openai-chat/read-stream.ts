/** Reads one streamed answer to its end. An answer without a reason for its end did not finish, and nothing of it counts. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { ModelProgress } from '../model.js'
import { incomplete, problemOf, VERDICTS, type FailureContext } from '../wire/failures.js'
import { isItem, listOf, partOf, textOf, type Item } from '../wire/json.js'
import { streamProblem } from './problems.js'

export interface WrittenCall {
  id: string
  name: string
  arguments: string
}

export interface FinishedAnswer {
  readonly content: string
  readonly reasoning: string
  readonly toolCalls: readonly WrittenCall[]
  readonly usage: Item | null
}

interface Reading {
  content: string
  reasoning: string
  /** by the index the server gives */
  readonly calls: Map<number, WrittenCall>
  usage: Item | null
  finish: string
  problem: Problem | null
}

/** Pieces of one call come under one index; a server that gives none means the newest, unless a new id comes. */
function addCall(reading: Reading, piece: Item): void {
  const { calls } = reading
  const newest = calls.size - 1
  const id = textOf(piece, 'id')
  const isNew = newest < 0 || (id !== '' && calls.get(newest)?.id !== id)
  const index = typeof piece['index'] === 'number' ? piece['index'] : isNew ? calls.size : newest
  const call = calls.get(index) ?? { id: '', name: '', arguments: '' }
  const told = partOf(piece, 'function')
  const written = told['arguments']
  call.id ||= id
  call.name ||= textOf(told, 'name')
  call.arguments += typeof written === 'string' ? written : isItem(written) ? JSON.stringify(written) : ''
  calls.set(index, call)
}

function read(chunk: Item, reading: Reading, onProgress: ((progress: ModelProgress) => void) | undefined): void {
  if (isItem(chunk['usage'])) reading.usage = chunk['usage']
  const choice = listOf(chunk, 'choices')[0]
  if (!choice) return
  const delta = partOf(choice, 'delta')
  const reasoning = textOf(delta, 'reasoning') || textOf(delta, 'reasoning_content')
  const content = textOf(delta, 'content')
  if (reasoning !== '') onProgress?.({ kind: 'reasoning', text: reasoning })
  if (content !== '') onProgress?.({ kind: 'text', text: content })
  reading.reasoning += reasoning
  reading.content += content
  for (const piece of listOf(delta, 'tool_calls')) addCall(reading, piece)
  reading.finish = textOf(choice, 'finish_reason') || reading.finish
}

const THINK = /<think>([\s\S]*?)<\/think>/g
/** Some templates open the thought in the prompt, so that only its end is in the answer. */
const HALF_THINK = /^([\s\S]*?)<\/think>/

/** Thoughts between tags belong to the reasoning. One that was not closed is not an answer. */
export function withoutThoughts(text: string): { readonly content: string; readonly thoughts: readonly string[] } {
  const thoughts: string[] = []
  const take = (_: string, thought: string) => {
    thoughts.push(thought.trim())
    return ''
  }
  const content = text
    .replace(THINK, take)
    .replace(HALF_THINK, take)
    .replace(/<think>[\s\S]*$/, '')
  return { content: content.trim(), thoughts: thoughts.filter((thought) => thought !== '') }
}

const ENDS = new Set(['stop', 'tool_calls', 'function_call', 'eos', 'end_turn'])

function endOf(reading: Reading, context: FailureContext): Outcome<FinishedAnswer, Problem> {
  const fail = (problem: Problem) => ({ ok: false as const, problem })
  const { finish } = reading
  if (finish === 'length') return fail(incomplete('it grew too long'))
  if (finish === 'content_filter') return fail(problemOf(VERDICTS.policy, '', context))
  if (!ENDS.has(finish)) return fail(incomplete(`it stopped with "${finish}"`))
  const { content, thoughts } = withoutThoughts(reading.content)
  const reasoning = [reading.reasoning.trim(), ...thoughts].filter((text) => text !== '').join('\n')
  const toolCalls = [...reading.calls].sort(([a], [b]) => a - b).map(([, call]) => call)
  return { ok: true, value: { content, reasoning, toolCalls, usage: reading.usage } }
}

/** Resolves with null when the stream ended and said nothing of how. Rejects as the SDK's stream does. */
export async function readStream(
  chunks: AsyncIterable<unknown>,
  context: FailureContext,
  watch: { heard(): void; ended(): void },
  onProgress: ((progress: ModelProgress) => void) | undefined,
): Promise<Outcome<FinishedAnswer, Problem> | null> {
  const reading: Reading = { content: '', reasoning: '', calls: new Map(), usage: null, finish: '', problem: null }
  try {
    for await (const chunk of chunks) {
      if (!isItem(chunk)) continue
      watch.heard()
      if (chunk['error'] !== undefined && chunk['error'] !== null) return { ok: false, problem: streamProblem(chunk, context) }
      read(chunk, reading, onProgress)
      // the counts come after the end
      if (reading.finish !== '') watch.ended()
    }
  } catch (error) {
    // a connection that breaks after the last word takes nothing away
    if (reading.finish === '') throw error
  }
  return reading.finish === '' ? null : endOf(reading, context)
}
