/**
 * The conversation as Anthropic holds it. What we say is kept as the message that was sent; what the model says is kept as
 * the whole message that came (`type: "message"`, with its model), and goes back as role and content.
 */
import { afterCompaction, inWords, sinceCompaction } from './compaction.js'
import { isItem, listOf, textOf, type Item } from '../wire/json.js'
import { ASK_FOR_SUMMARY, sinceSummary } from '../wire/summary.js'

export function isToolUse(block: Item): boolean {
  return block['type'] === 'tool_use'
}

const isOurs = (item: Item): boolean =>
  (item['role'] === 'user' || (item['role'] === 'assistant' && item['type'] === 'message')) && Array.isArray(item['content'])

/** Messages of this vendor; those of another are left out. */
export function messagesOf(history: readonly unknown[]): readonly Item[] {
  return history.filter(isItem).filter(isOurs)
}

const isThinking = (block: Item): boolean => block['type'] === 'thinking' || block['type'] === 'redacted_thinking'

/** The server refuses texts without a sign in them. */
const isEmptyText = (block: Item): boolean => block['type'] === 'text' && textOf(block, 'text').trim() === ''

export interface SentAs {
  readonly model: string
  /** false: the server did not know its thinking again */
  readonly withThinking: boolean
  /** false: the server is not asked to shorten the conversation */
  readonly withCompaction: boolean
}

/** Thinking belongs to the model that thought it. */
function sentBlocks(message: Item, { model, withThinking, withCompaction }: SentAs): readonly Item[] {
  const isOwnModel = textOf(message, 'model') === '' || textOf(message, 'model') === model
  const isOwn = withThinking && isOwnModel
  const blocks = listOf(message, 'content').map((block) => (isOwnModel && withCompaction ? block : inWords(block)))
  const kept = blocks.filter((block) => !isEmptyText(block) && (isOwn || !isThinking(block)))
  // thinking that led to nothing is no message
  return kept.some((block) => !isThinking(block)) ? kept : []
}

/**
 * The conversation since it was last cut: the summary opens it, and an answer whose calls were open then stays. Whole where it
 * was never cut. What the server shortened itself begins with its block.
 */
export function liveMessages(history: readonly unknown[]): readonly Item[] {
  const { summary, before, after } = sinceSummary(history)
  const messages = sinceCompaction(messagesOf(after))
  if (!summary || afterCompaction(messages)) return messages
  const last = messagesOf(before).slice(-1)
  const opening = { role: 'user', content: [{ type: 'text', text: summary.text }, ...summary.images] }
  return [opening, ...(openCalls(last).length > 0 ? last : []), ...messages]
}

/** The same conversation, with the question for a summary at its end; an answer that is still open is left out of it. */
export function withQuestion(sent: readonly Item[]): readonly Item[] {
  const ended = sent.at(-1)?.['role'] === 'assistant' && openCalls(sent).length > 0 ? sent.slice(0, -1) : sent
  return joinOurs([...ended, { role: 'user', content: [{ type: 'text', text: ASK_FOR_SUMMARY }] }])
}

/** The texts of what the model said. */
export function saidIn(messages: readonly Item[]): readonly string[] {
  const blocks = messages.filter((message) => message['role'] === 'assistant').flatMap((message) => listOf(message, 'content'))
  return blocks.map((block) => (block['type'] === 'text' ? textOf(block, 'text') : '')).filter((text) => text.trim() !== '')
}

/** Two messages of ours in a row are one. */
export function joinOurs(messages: readonly Item[]): readonly Item[] {
  return messages.reduce<readonly Item[]>((joined, message) => {
    const last = joined.at(-1)
    if (last?.['role'] !== 'user' || message['role'] !== 'user') return [...joined, message]
    const content = [...listOf(last, 'content'), ...listOf(message, 'content')]
    return [...joined.slice(0, -1), { role: 'user', content }]
  }, [])
}

/** What is sent of a message; null: there is nothing to send. */
export function sentMessage(message: Item, as: SentAs): Item | null {
  if (message['role'] === 'user') return message
  const content = sentBlocks(message, as)
  return content.length === 0 ? null : { role: 'assistant', content }
}

/** Calls of the newest answer that nothing answers yet, in order. */
export function openCalls(messages: readonly Item[]): readonly Item[] {
  const newest = messages.at(-1)
  return newest?.['role'] === 'assistant' ? listOf(newest, 'content').filter(isToolUse) : []
}

/** Ids of all calls so far. */
export function callIds(messages: readonly Item[]): ReadonlySet<string> {
  const blocks = messages.filter((message) => message['role'] === 'assistant').flatMap((message) => listOf(message, 'content'))
  return new Set(blocks.filter(isToolUse).map((block) => textOf(block, 'id')))
}

/** A picture's frame, where this is a picture. */
export function pictureIn(value: object): unknown {
  if (!isItem(value) || value['type'] !== 'image' || !isItem(value['source'])) return null
  return value['source']['data']
}
