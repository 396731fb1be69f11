/**
 * The server shortens a conversation itself: its answer then holds a `compaction` block, which stands for all before it and goes
 * back as it came.
 */
import { listOf, textOf, type Item } from '../wire/json.js'

export const COMPACTION_BETA = 'compact-2026-01-12'

/** As where we shorten ourselves: every picture is sent again in every turn, and far above it all costs more. */
const COMPACT_ABOVE = 60_000

/** Short conversations are sent as ever: servers in between may not know the beta. By our own count, which is rather too high. */
export const ASK_TO_COMPACT_ABOVE = 40_000

export const COMPACTION = {
  context_management: {
    edits: [{ type: 'compact_20260112', trigger: { type: 'input_tokens', value: COMPACT_ABOVE } }],
  },
}

/** One without content failed and stands for nothing; the server passes it over. */
export const isCompaction = (block: Item): boolean => block['type'] === 'compaction' && textOf(block, 'content') !== ''

const holds = (message: Item): boolean => message['role'] === 'assistant' && listOf(message, 'content').some(isCompaction)

/** Messages before the newest such block are in it already. A message of ours has to open: its texts, which the server passes over. */
export function sinceCompaction(messages: readonly Item[]): readonly Item[] {
  const newest = messages.findLastIndex(holds)
  if (newest < 0) return messages
  const opening = listOf(messages[0] ?? {}, 'content').filter((block) => block['type'] === 'text')
  return [{ role: 'user', content: opening }, ...messages.slice(newest)]
}

/** The messages after the newest such block; null: there is none. */
export function afterCompaction(messages: readonly Item[]): readonly Item[] | null {
  const newest = messages.findLastIndex(holds)
  return newest < 0 ? null : messages.slice(newest + 1)
}

/** What another model's server made of the conversation is told as a text; nothing, where it failed. */
export function inWords(block: Item): Item {
  if (block['type'] !== 'compaction') return block
  return { type: 'text', text: isCompaction(block) ? `What was so far, in short:\n${textOf(block, 'content')}` : '' }
}
