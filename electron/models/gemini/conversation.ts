/**
 * The conversation as Gemini holds it: contents of parts. A call may come without an id; then its place in the conversation
 * is its name, which stays the same for as long as contents are only added.
 */
import { isItem, listOf, partOf, textOf, type Item } from '../wire/json.js'

export interface CallPart {
  readonly callId: string
  readonly part: Item
  /** the `functionCall` itself */
  readonly call: Item
}

export function isCallPart(part: Item): boolean {
  return isItem(part['functionCall'])
}

const isOurs = (item: Item): boolean => (item['role'] === 'user' || item['role'] === 'model') && Array.isArray(item['parts'])

/** Contents of this vendor; those of another are left out. */
export function contentsOf(history: readonly unknown[]): readonly Item[] {
  return history.filter(isItem).filter(isOurs)
}

/** Fields of a part that the client passes on; one that has none of them would become an empty part, which is refused. */
const SENT = [
  'text',
  'functionCall',
  'functionResponse',
  'inlineData',
  'thoughtSignature',
  'fileData',
  'executableCode',
  'codeExecutionResult',
]

/** What is sent of a content; null: there is nothing to send. */
export function sentContent(content: Item): Item | null {
  const parts = listOf(content, 'parts').filter((part) => SENT.some((field) => part[field] !== undefined))
  return parts.length === 0 ? null : { role: content['role'], parts }
}

/** The calls of one answer. `at`: how many contents stand before it. */
export function callsOf(parts: readonly Item[], at: number): readonly CallPart[] {
  return parts.filter(isCallPart).map((part, i) => {
    const call = partOf(part, 'functionCall')
    return { callId: textOf(call, 'id') || `gemini-${at}-${i + 1}`, part, call }
  })
}

/** Calls of the newest answer that nothing answers yet, in order. */
export function openCalls(contents: readonly Item[]): readonly CallPart[] {
  const newest = contents.at(-1)
  return newest?.['role'] === 'model' ? callsOf(listOf(newest, 'parts'), contents.length - 1) : []
}

/** Ids that the server gave to calls so far. */
export function callIds(contents: readonly Item[]): ReadonlySet<string> {
  const calls = contents
    .filter((content) => content['role'] === 'model')
    .flatMap((content) => listOf(content, 'parts').filter(isCallPart))
  return new Set(calls.map((part) => textOf(partOf(part, 'functionCall'), 'id')).filter(Boolean))
}

/** A picture's frame, where this is one. */
export function pictureIn(value: object): unknown {
  return isItem(value) && isItem(value['inlineData']) ? value['inlineData']['data'] : null
}
