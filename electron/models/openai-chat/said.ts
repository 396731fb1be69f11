/** What the model said in words, for notes of a conversation that is cut. */
import type { Dialect, ReplyContext } from '../dialects/dialect.js'
import { listOf, partOf, textOf, type Item } from '../wire/json.js'
import type { FinishedAnswer } from './read-stream.js'

const callsIn = (message: Item) =>
  listOf(message, 'tool_calls').map((call) => {
    const told = partOf(call, 'function')
    return { id: textOf(call, 'id'), name: textOf(told, 'name'), arguments: textOf(told, 'arguments') }
  })

/** The thoughts and answers of earlier turns. */
export function saidIn(messages: readonly Item[], dialect: Dialect, context: ReplyContext): readonly string[] {
  return messages
    .filter((message) => message['role'] === 'assistant')
    .map((message) => dialect.read({ content: textOf(message, 'content'), toolCalls: callsIn(message) }, context))
    .map(({ thought, answer }) => answer ?? thought)
    .filter((text) => text.trim() !== '')
}

/** '' where the model went on acting instead: many know nothing else. */
export function notesOf({ content, toolCalls }: FinishedAnswer, dialect: Dialect, context: ReplyContext): string {
  const { heard } = dialect.read({ content, toolCalls }, context)
  const first = heard.find((one) => one.kind !== 'step' || one.step.ok)
  if (!first) return content.trim()
  const ends = first.kind === 'step' && first.step.ok && first.step.action.kind === 'done'
  return ends ? first.step.action.text.trim() : ''
}
