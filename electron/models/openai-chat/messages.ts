/**
 * The conversation as Chat Completions holds it: messages of user, assistant and tool. A turn adds one message of the user
 * (what happened, what the person said, the picture) and one of the model; the history is kept in this form.
 */
import type { TurnRequest } from '../model.js'
import type { Dialect, Prompt } from '../dialects/dialect.js'
import type { NamedCall } from '../wire/closer-look.js'
import { NOTE_HEAD } from '../wire/instructions.js'
import { isItem, listOf, parseJson, partOf, textOf, type Item } from '../wire/json.js'
import { frameRef } from '../wire/pictures.js'
import { prunedCount, prunePictures, stayingOf, type PruneRule } from '../wire/prune-pictures.js'
import { doneWords, tellResult } from '../wire/results.js'
import { ASK_FOR_SUMMARY, sinceSummary } from '../wire/summary.js'

const ROLES = new Set(['user', 'assistant', 'tool'])
const PARTS = new Set(['text', 'image_url'])

function isOurs(item: Item): boolean {
  if (typeof item['role'] !== 'string' || !ROLES.has(item['role']) || 'type' in item || 'parts' in item) return false
  const { content } = item
  return !Array.isArray(content) || listOf(item, 'content').every((part) => PARTS.has(textOf(part, 'type')))
}

/** Messages of this wire format; items of another vendor are left out. */
export const messagesOf = (history: readonly unknown[]): readonly Item[] => history.filter(isItem).filter(isOurs)

export interface Live {
  /** what the conversation was cut down to: it stands where the task stood. null: it was never cut */
  readonly summary: string | null
  readonly messages: readonly Item[]
}

/** The conversation since it was last cut. It begins anew there; calls that were open then are told in words. */
export function liveMessages(history: readonly unknown[]): Live {
  const { summary, after } = sinceSummary(history)
  return { summary: summary?.text ?? null, messages: messagesOf(after) }
}

/** The same conversation, with the question for a summary at its end; an answer that is still open is left out of it. */
export function withQuestion(sent: readonly Item[]): readonly Item[] {
  const ended = nativeCalls(sent.at(-1)).length > 0 ? sent.slice(0, -1) : sent
  const last = ended.at(-1)
  if (last?.['role'] !== 'user') return [...ended, { role: 'user', content: [text(ASK_FOR_SUMMARY)] }]
  return [...ended.slice(0, -1), { role: 'user', content: [...listOf(last, 'content'), text(ASK_FOR_SUMMARY)] }]
}

const text = (value: string): Item => ({ type: 'text', text: value })
const image = (id: string): Item => ({ type: 'image_url', image_url: { url: frameRef(id) } })

/** The frame of a picture, where this is one. */
export const pictureIn = (value: object): unknown =>
  isItem(value) && value['type'] === 'image_url' && isItem(value['image_url']) ? value['image_url']['url'] : null

const nativeCalls = (message: Item | undefined): readonly Item[] =>
  message?.['role'] === 'assistant' ? listOf(message, 'tool_calls') : []

export const namedCalls = (message: Item | undefined): readonly NamedCall[] =>
  nativeCalls(message).map((call) => {
    const told = partOf(call, 'function')
    const input = parseJson(textOf(told, 'arguments'))
    return { callId: textOf(call, 'id'), name: textOf(told, 'name'), input: input.ok ? input.value : null }
  })

/** What became of calls that stand in the text: only what the model does not see for itself. */
function outcomes(request: TurnRequest, answered: ReadonlySet<string>): readonly string[] {
  return request.results
    .filter(({ callId }) => !answered.has(callId))
    .flatMap((result) => {
      const told = tellResult(result)
      if (told.text === '') return []
      return [told.isDone ? `Result: ${told.text}` : `Not carried out: ${told.text}`]
    })
}

/** A `tool` message for each call of the newest answer. Not every server takes a picture there, so pictures follow after. */
function toolMessages(calls: readonly Item[], request: TurnRequest): readonly Item[] {
  return calls.map((call) => {
    const id = textOf(call, 'id')
    const told = tellResult(request.results.find(({ callId }) => callId === id))
    return {
      role: 'tool',
      tool_call_id: id,
      content: told.isDone ? told.text || doneWords(textOf(partOf(call, 'function'), 'name')) : `Not carried out: ${told.text}`,
    }
  })
}

export interface NewMessages {
  readonly history: readonly Item[]
  readonly request: TurnRequest
  readonly dialect: Dialect
  readonly prompt: Prompt
}

/** What this turn adds. */
export function newMessages({ history, request, dialect, prompt }: NewMessages): readonly Item[] {
  const isFirst = history.length === 0
  const calls = nativeCalls(history.at(-1))
  const answered = new Set(calls.map((call) => textOf(call, 'id')))
  const said = [
    ...outcomes(request, answered),
    ...request.notes.map((note) => `${NOTE_HEAD} ${note}`),
    ...request.steers.map((steer) => `The person says: ${steer.text}`),
  ]
  const { before, after } = dialect.around
  const pictures = request.results.flatMap((result) => result.pictures ?? [])
  const content = [
    ...(isFirst ? [text(dialect.opening(prompt)), ...request.task.images.map(image)] : []),
    ...said.map(text),
    ...pictures.map(image),
    ...(before === '' ? [] : [text(before)]),
    image(request.look.picture.id),
    ...(after === '' ? [] : [text(after)]),
  ]
  return [...toolMessages(calls, request), { role: 'user', content }]
}

/** Between half and all of the pictures the family was trained with, so that the beginning stays the same for some turns. */
const ruleFor = (pictures: number): PruneRule => {
  const keep = Math.ceil(pictures / 2)
  return { keep, lot: pictures - keep + 1 }
}

/** The conversation as it is sent. */
export function sentMessages(messages: readonly Item[], request: TurnRequest, dialect: Dialect, prompt: Prompt): readonly Item[] {
  const { history } = dialect
  const system = dialect.system(prompt)
  const rule = ruleFor(history.pictures)
  const sent =
    history.kind === 'turns'
      ? prunePictures(messages, rule, stayingOf(request), pictureIn, () => text(history.evicted))
      : asSteps(messages, rule, history.line, dialect, prompt)
  return [...(system === null ? [] : [{ role: 'system', content: system }]), ...sent]
}

/** Old turns become lines of text in the first message; what the person said and what went wrong stays with them. */
function asSteps(
  messages: readonly Item[],
  rule: PruneRule,
  line: (content: string, step: number) => string,
  dialect: Dialect,
  prompt: Prompt,
): readonly Item[] {
  const turns = turnsOf(messages)
  const gone = prunedCount(turns.length, rule)
  if (gone === 0) return messages
  const opening = dialect.opening(prompt)
  const lines = turns.slice(0, gone).flatMap((turn, at) => {
    const words = wordsOf(turn, [opening, dialect.around.before, dialect.around.after])
    const answer = turn.find((message) => message['role'] === 'assistant')
    return [...words, ...(answer ? [line(textOf(answer, 'content'), at + 1)] : [])]
  })
  const [first = [], ...rest] = turns.slice(gone)
  const pinned = listOf(messages[0] ?? {}, 'content')
    .filter((part) => part['type'] === 'image_url')
    .slice(0, -1)
  const [head, ...after] = first
  const beginning = [text(`${opening}\n\nPrevious actions:\n${lines.join('\n')}`), ...pinned]
  return [{ role: 'user', content: [...beginning, ...listOf(head ?? {}, 'content')] }, ...after, ...rest.flat()]
}

/** Each turn begins with the message of the user. */
export function turnsOf(messages: readonly Item[]): readonly (readonly Item[])[] {
  const turns: Item[][] = []
  for (const message of messages) {
    if (message['role'] === 'user' || turns.length === 0) turns.push([message])
    else turns.at(-1)!.push(message)
  }
  return turns
}

function wordsOf(turn: readonly Item[], known: readonly string[]): readonly string[] {
  const user = turn.find((message) => message['role'] === 'user')
  return listOf(user ?? {}, 'content')
    .filter((part) => part['type'] === 'text')
    .map((part) => textOf(part, 'text'))
    .filter((words) => words !== '' && !known.includes(words))
}
