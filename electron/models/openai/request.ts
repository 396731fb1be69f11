/** The body of one request. Stateless: everything the server must know is in it, and nothing is kept there. */
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import type { TurnRequest } from '../model.js'
import type { Effort } from '../wire/effort.js'
import { instructionsFor, type Environment } from '../wire/instructions.js'
import { isItem, textOf, type Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import type { ModelFamily } from './families.js'
import { prunePictures, stayingOf, type PruneRule } from '../wire/prune-pictures.js'
import { ASK_FOR_SUMMARY, sinceSummary } from '../wire/summary.js'
import { openCalls } from './item.js'
import { toolsFor } from './tools.js'

/** The server shortens the conversation above this: every picture is sent again in every turn, and far above it all costs more. */
const COMPACT_ABOVE = 80_000
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
  return withoutIdleReasoning(sinceCompaction(sinceCut(history)))
}

/** Where the server does not shorten, we do: the summary opens what follows it, and calls that were open then stay. */
function sinceCut(history: readonly unknown[]): readonly Item[] {
  const { summary, before, after } = sinceSummary(history)
  if (!summary) return after
  const opening = { role: 'user', content: [{ type: 'input_text', text: summary.text }, ...summary.images] }
  const open = openCalls(before)[0]
  return [opening, ...(open ? before.slice(withItsReasoning(before, before.indexOf(open))) : []), ...after]
}

/**
 * In a longer conversation the screen, and in every second turn the one before: each further picture would be uploaded and paid for
 * again in each turn. What was on them the model has written down, as it was told to.
 */
const PRUNE: PruneRule = { keep: 1, lot: 2, first: 5 }
const PRUNED: Item = { type: 'input_text', text: '[An older picture of the screen stood here.]' }
/** a grey square: the answer to a computer call has to be a picture */
const GREY =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAZklEQVR4AaXBAQEAAAiDMCT5oxuC7UYjkUQSSSSRRBJJJJFEEkkkkUQSSSSRRBJJJJFEEkkkkUQSSSSRRBJJJJFEEkkkkUQSSSSRRBJJJJFEEkkkkUQSSSSRRBJJJJFEEkkkkUQSPUB0AQBZRu4IAAAAAElFTkSuQmCC'

const pictureIn = (value: object): unknown => (isItem(value) ? value['image_url'] : null)

/** Old pictures go in whole lots: between two lots the server finds all of it in its cache. */
export function withoutOldPictures(items: readonly Item[], request: TurnRequest): readonly Item[] {
  return prunePictures(items, PRUNE, stayingOf(request), pictureIn, (picture) =>
    isItem(picture) && picture['type'] === 'computer_screenshot' ? { ...picture, image_url: GREY } : PRUNED,
  )
}

/** The same conversation, with the question for a summary at its end; calls that are still open are left out of it. */
export function withQuestion(items: readonly Item[]): readonly Item[] {
  const open = openCalls(items)[0]
  const ended = open ? items.slice(0, withItsReasoning(items, items.indexOf(open))) : items
  return [...withoutIdleReasoning(ended), { role: 'user', content: [{ type: 'input_text', text: ASK_FOR_SUMMARY }] }]
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
