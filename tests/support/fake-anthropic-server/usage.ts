/** Token counts of a request, and what its breakpoints find in the cache and leave there. */
import { createHash } from 'node:crypto'
import { blocksOf, type CheckedRequest } from './check-request.js'
import { tokensOf } from './pictures.js'
import type { Message } from './body-schema.js'
import type { Json } from './turn.js'

const SHORTEST_PREFIX = 1024
/** how many blocks before a breakpoint are looked at */
const LOOKBACK = 20

interface Segment {
  readonly key: string
  readonly tokens: number
  readonly isBreakpoint: boolean
}

function plain(block: Json): Json {
  const { cache_control: _, ...rest } = block
  return rest
}

/** What stands before the newest compaction counts for nothing. */
function sinceCompaction(messages: readonly Message[]) {
  const all = messages.map((message) => ({ message, blocks: blocksOf(message) }))
  const isCompaction = (block: Json) => block['type'] === 'compaction' && block['content'] !== null
  const newest = all.findLastIndex(({ blocks }) => blocks.some(isCompaction))
  if (newest < 0) return all
  const [first, ...rest] = all.slice(newest)
  return [{ message: first!.message, blocks: first!.blocks.slice(first!.blocks.findLastIndex(isCompaction)) }, ...rest]
}

/** Tokens of a request as it stands. */
export const inputTokens = (request: CheckedRequest): number => segmentsOf(request).reduce((sum, { tokens }) => sum + tokens, 0)

function segmentsOf({ body, model }: CheckedRequest): readonly Segment[] {
  const system = Array.isArray(body.system) ? (body.system as Json[]) : []
  const head = JSON.stringify([body.model, body.tools, system.map(plain)])
  const isMarked = system.some((block) => block['cache_control'] !== undefined)
  return [
    { key: head, tokens: Math.ceil(head.length / 4) + 1500, isBreakpoint: isMarked },
    ...sinceCompaction(body.messages).flatMap(({ message, blocks }) =>
      blocks.map((block) => ({
        key: message.role + JSON.stringify(plain(block)),
        tokens: tokensOf(block, model),
        isBreakpoint: block['cache_control'] !== undefined,
      })),
    ),
  ]
}

/** One for each prefix: of all keys up to there. */
function prefixKeys(segments: readonly Segment[]): readonly string[] {
  const hash = createHash('sha1')
  return segments.map(({ key }) => hash.update(`${key.length} ${key}`).copy().digest('hex'))
}

/** `cache` holds the prefixes written so far, and gets those of this request. */
export function usageOf(request: CheckedRequest, cache: Set<string>, output: readonly Json[]): Json {
  const segments = segmentsOf(request)
  const upTo = (end: number) => segments.slice(0, end + 1).reduce((sum, { tokens }) => sum + tokens, 0)
  const keys = prefixKeys(segments)
  const keyOf = (end: number) => keys[end]!
  const breakpoints = segments.flatMap(({ isBreakpoint }, i) => (isBreakpoint && upTo(i) >= SHORTEST_PREFIX ? [i] : []))
  const looked = breakpoints.flatMap((at) => Array.from({ length: Math.min(LOOKBACK, at + 1) }, (_, back) => at - back))
  const read = Math.max(0, ...looked.filter((end) => cache.has(keyOf(end))).map(upTo))
  const last = breakpoints.at(-1)
  const written = last === undefined ? 0 : Math.max(0, upTo(last) - read)
  for (const at of breakpoints) cache.add(keyOf(at))
  const compacted = output.some((block) => block['type'] === 'compaction')
  const iteration = {
    input_tokens: upTo(segments.length - 1),
    output_tokens: 400,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
  }
  const thinking = output.filter((block) => block['type'] === 'thinking').length * 64
  return {
    input_tokens: upTo(segments.length - 1) - read - written,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: Math.ceil(JSON.stringify(output).length / 4) + thinking,
    output_tokens_details: { thinking_tokens: thinking },
    service_tier: 'standard',
    ...(compacted ? { iterations: [{ type: 'compaction', ...iteration, cache_creation: null }] } : {}),
  }
}
