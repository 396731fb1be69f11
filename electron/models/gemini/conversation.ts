/**
 * The conversation as Gemini holds it: contents of parts. A call may come without an id; then its place in the conversation
 * is its name, which stays the same for as long as contents are only added.
 */
import { isItem, listOf, partOf, textOf, type Item } from '../wire/json.js'
import { ASK_FOR_SUMMARY, sinceSummary } from '../wire/summary.js'

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

/** Calls of the newest answer that nothing answers yet, in order. `count`: of all contents, also those that were cut off. */
export function openCalls(contents: readonly Item[], count = contents.length): readonly CallPart[] {
  const newest = contents.at(-1)
  return newest?.['role'] === 'model' ? callsOf(listOf(newest, 'parts'), count - 1) : []
}

/**
 * The conversation since it was last cut: the summary opens it, and an answer whose calls were open then stays. Whole where it
 * was never cut.
 */
export function liveContents(history: readonly unknown[]): readonly Item[] {
  const { summary, before, after } = sinceSummary(history)
  const contents = contentsOf(after)
  if (!summary) return contents
  const last = contentsOf(before).slice(-1)
  const opening = { role: 'user', parts: [{ text: summary.text }, ...summary.images] }
  return [opening, ...(openCalls(last).length > 0 ? last : []), ...contents]
}

/** Two contents of ours in a row are one. */
export function joinOurs(contents: readonly Item[]): readonly Item[] {
  return contents.reduce<readonly Item[]>((joined, content) => {
    const last = joined.at(-1)
    if (last?.['role'] !== 'user' || content['role'] !== 'user') return [...joined, content]
    return [...joined.slice(0, -1), { role: 'user', parts: [...listOf(last, 'parts'), ...listOf(content, 'parts')] }]
  }, [])
}

/** The same conversation, with the question for a summary at its end; an answer that is still open is left out of it. */
export function withQuestion(sent: readonly Item[]): readonly Item[] {
  const ended = openCalls(sent).length > 0 ? sent.slice(0, -1) : sent
  return joinOurs([...ended, { role: 'user', parts: [{ text: ASK_FOR_SUMMARY }] }])
}

/** The texts of what the model said. */
export function saidIn(contents: readonly Item[]): readonly string[] {
  const parts = contents.filter((content) => content['role'] === 'model').flatMap((content) => listOf(content, 'parts'))
  return parts.flatMap((part) => (part['thought'] === true || textOf(part, 'text').trim() === '' ? [] : [textOf(part, 'text')]))
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
