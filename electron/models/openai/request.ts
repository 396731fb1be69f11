/** The body of one request. Stateless: everything the server must know is in it, and nothing is kept there. */
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import type { TurnRequest } from '../model.js'
import type { Effort } from '../wire/effort.js'
import { instructionsFor, type Environment } from '../wire/instructions.js'
import { isItem, textOf, type Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import type { ModelFamily } from './families.js'
import { openCalls } from './item.js'
import { toolsFor } from './tools.js'

/** The server shortens the conversation above this: every picture is sent again in every turn, and far above it all costs more. */
const COMPACT_ABOVE = 120_000
const LONGEST_CACHE_KEY = 64

export interface RequestParts {
  readonly model: string
  readonly family: ModelFamily
  readonly effort: Effort | undefined
  readonly environment: Environment
  readonly offers: Offers
  /** false: this account may not see summaries */
  readonly withSummary: boolean
}

const ANSWER = /_(output|response)$/

/** Made by the model: what a reasoning item may stand before. */
function isModels(item: Item | undefined): boolean {
  if (!item) return false
  return item['role'] === undefined ? !ANSWER.test(textOf(item, 'type')) : item['role'] === 'assistant'
}

/** Reasoning that led to nothing is refused by the server: of an empty answer, or of a call that was left out. */
function withoutIdleReasoning(items: readonly Item[]): readonly Item[] {
  return items.reduceRight<readonly Item[]>(
    (kept, item) => (textOf(item, 'type') === 'reasoning' && !isModels(kept[0]) ? kept : [item, ...kept]),
    [],
  )
}

/** The conversation so far as it is sent. */
export function sentHistory(history: readonly unknown[]): readonly Item[] {
  return withoutIdleReasoning(sinceCompaction(history.filter(isItem)))
}

/** Items before the newest compaction are in it already; calls that are still open must stay. */
function sinceCompaction(items: readonly Item[]): readonly Item[] {
  const newest = items.findLastIndex((item) => textOf(item, 'type') === 'compaction')
  if (newest <= 0) return items
  const after = items.slice(newest)
  const made = new Set(after.map((item) => item['call_id']))
  const answeredLater = new Set(after.filter((item) => textOf(item, 'type').endsWith('_output')).map((item) => item['call_id']))
  const open = new Set(openCalls(items).map((item) => item['call_id']))
  const isNeeded = (item: Item) => {
    const callId = item['call_id']
    return typeof callId === 'string' && !made.has(callId) && (answeredLater.has(callId) || open.has(callId))
  }
  const first = items.slice(0, newest).findIndex(isNeeded)
  return first < 0 ? after : items.slice(withItsReasoning(items, first))
}

/** A call is refused without the reasoning it came from. */
function withItsReasoning(items: readonly Item[], call: number): number {
  let first = call
  while (first > 0 && textOf(items[first - 1]!, 'type') === 'reasoning') first -= 1
  return first
}

function reasoningOf(parts: RequestParts): object {
  const effort = parts.effort === undefined ? {} : { effort: parts.effort }
  const summary = parts.family.computer === 'computer_use_preview' ? 'concise' : 'auto'
  return { reasoning: { ...effort, ...(parts.withSummary ? { summary } : {}) } }
}

const COORDINATES = 'Coordinates are pixels of that picture.'

export function requestBody(parts: RequestParts, request: TurnRequest, input: unknown): ResponseCreateParamsStreaming {
  const { family } = parts
  const body = {
    model: parts.model,
    instructions: instructionsFor(parts.environment, COORDINATES),
    input,
    tools: toolsFor(family, request.look.picture, parts.environment, parts.offers),
    parallel_tool_calls: false,
    ...reasoningOf(parts),
    include: ['reasoning.encrypted_content'],
    store: false,
    stream: true,
    prompt_cache_key: request.session.slice(0, LONGEST_CACHE_KEY),
    ...(family.computer === 'computer_use_preview' ? { truncation: 'auto' } : {}),
    ...(family.compacts ? { context_management: [{ type: 'compaction', compact_threshold: COMPACT_ABOVE }] } : {}),
  }
  // items are replayed as they came, so they have no type of ours
  return body as unknown as ResponseCreateParamsStreaming
}
