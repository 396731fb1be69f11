/** The body of one request. Stateless: everything the server must know is in it, and nothing is kept there. */
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages'
import type { TurnRequest } from '../model.js'
import type { Effort } from '../wire/effort.js'
import { instructionsFor, type Environment } from '../wire/instructions.js'
import { listOf, type Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import { prunePictures, stayingOf, type PruneRule } from '../wire/prune-pictures.js'
import { COMPACTION } from './compaction.js'
import { joinOurs, pictureIn, sentMessage, type SentAs } from './conversation.js'
import type { ModelFamily } from './families.js'
import { toolsFor } from './tools.js'

/** As the vendor advises: between two lots the prefix stays the same to the byte. */
const PRUNE: PruneRule = { keep: 3, lot: 25 }
const PRUNED: Item = { type: 'text', text: '[An older picture of the screen stood here.]' }

/** One of four is on the instructions. */
const BREAKPOINTS_IN_MESSAGES = 3
const CACHED = { cache_control: { type: 'ephemeral' } }

/** Thinking by a budget, where the model does not decide by itself. */
const BUDGETS: Partial<Record<Effort, number>> = { low: 2048, medium: 6144, high: 16_384 }

export interface RequestParts extends SentAs {
  readonly family: ModelFamily
  readonly effort: Effort | undefined
  readonly environment: Environment
  readonly offers: Offers
}

/** The conversation as it is sent. */
export function sentMessages(messages: readonly Item[], request: TurnRequest, as: SentAs): readonly Item[] {
  const sent = messages.map((message) => sentMessage(message, as)).filter((message) => message !== null)
  return prunePictures(joinOurs(sent), PRUNE, stayingOf(request), pictureIn, () => PRUNED)
}

/** On the last block of each of the newest messages of ours: where the next request will begin to differ. */
function withBreakpoints(messages: readonly Item[]): readonly Item[] {
  const ours = messages.flatMap((message, i) => (message['role'] === 'user' ? [i] : []))
  const marked = new Set(ours.slice(-BREAKPOINTS_IN_MESSAGES))
  return messages.map((message, i) => {
    if (!marked.has(i)) return message
    const content = listOf(message, 'content')
    return { ...message, content: content.map((block, at) => (at === content.length - 1 ? { ...block, ...CACHED } : block)) }
  })
}

function thinkingOf({ family, effort }: RequestParts): object {
  if (family.thinking === 'adaptive') return { thinking: { type: 'adaptive', display: 'summarized' } }
  const budget = effort === undefined ? undefined : BUDGETS[effort]
  return budget === undefined ? {} : { thinking: { type: 'enabled', budget_tokens: budget } }
}

const COORDINATES = 'Coordinates are pixels of that picture.'

/** `messages`: what sentMessages() made, with the pictures in their places. */
export function requestBody(parts: RequestParts, request: TurnRequest, messages: readonly Item[]): MessageCreateParamsStreaming {
  const { family, effort } = parts
  const leads = family.thinking === 'adaptive' && effort !== undefined
  const body = {
    model: parts.model,
    max_tokens: family.maxTokens,
    stream: true,
    system: [{ type: 'text', text: instructionsFor(parts.environment, COORDINATES), ...CACHED }],
    tools: toolsFor(family, request.look.picture, parts.offers),
    messages: withBreakpoints(messages),
    ...thinkingOf(parts),
    ...(parts.withCompaction ? COMPACTION : {}),
    ...(leads ? { output_config: { effort } } : {}),
  }
  // messages are replayed as they came, so they have no type of ours
  return body as unknown as MessageCreateParamsStreaming
}
