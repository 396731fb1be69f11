/** What a request adds to the conversation: one message with the answers to all calls, notes, what the person said, the picture. */
import type { CallResult, TurnRequest } from '../model.js'
import { NO_FACTS } from '../../protocol/facts.js'
import { NOTE_HEAD } from '../wire/instructions.js'
import { isItem, listOf, textOf, type Item } from '../wire/json.js'
import { frameRef, framesIn } from '../wire/pictures.js'
import { doneWords, SAME_SCREEN, tellResult, type Told } from '../wire/results.js'
import { FACTS_HEAD, factsText } from '../wire/summary.js'
import { afterCompaction } from './compaction.js'
import { openCalls } from './conversation.js'
import { TOOLSET } from './tools.js'

/** The vendor's own words, to the letter: models are trained on them. */
const NOT_EXECUTED = 'Not executed: an earlier computer action in this turn failed.'
const SKIPPED = 'Not executed: the rest was given up before it began.'
const SEE_LAST = 'The picture was taken after all actions; see the end of this message.'

const text = (value: string): Item => ({ type: 'text', text: value })

export function image(id: string, mime: string): Item {
  return { type: 'image', source: { type: 'base64', media_type: mime, data: frameRef(id) } }
}

/** what kind each picture is that is new to the conversation, by its id */
export type Kinds = ReadonlyMap<string, string>

interface Answered {
  readonly call: Item
  readonly told: Told
  /** a closer look, an image file */
  readonly pictures: readonly string[]
  readonly isComputer: boolean
  readonly isScreenshot: boolean
  /** an action of this turn failed before it */
  readonly isAfterFailure: boolean
}

function memberOf(call: Item): string | null {
  if (textOf(call, 'toolset_name') === TOOLSET) return textOf(call, 'name')
  const input = call['input']
  return textOf(call, 'name') === TOOLSET && isItem(input) ? textOf(input, 'action') : null
}

function answered(open: readonly Item[], results: readonly CallResult[]): readonly Answered[] {
  let hasFailed = false
  return open.map((call) => {
    const result = results.find(({ callId }) => callId === call['id'])
    const told = tellResult(result)
    const member = memberOf(call)
    const isAfterFailure = hasFailed
    if (!told.isDone && !told.isSkipped) hasFailed = true
    return {
      call,
      told,
      pictures: result?.pictures ?? [],
      isAfterFailure,
      isComputer: member !== null,
      isScreenshot: member === 'screenshot',
    }
  })
}

/** "The pointer is at (512, 384)." as this vendor writes it. */
function position(words: string): string {
  const found = /\((-?\d+), (-?\d+)\)/.exec(words)
  return found ? `X=${found[1]}, Y=${found[2]}` : words
}

function failureText({ told, isAfterFailure, isComputer }: Answered): string {
  if (!told.isSkipped) return told.text
  if (isAfterFailure && isComputer) return NOT_EXECUTED
  return told.text === 'skipped.' ? SKIPPED : told.text
}

function doneText({ call, told, isComputer, isScreenshot }: Answered): string {
  if (memberOf(call) === 'cursor_position') return position(told.text)
  if (told.text !== '') return told.text
  if (isScreenshot) return SEE_LAST
  if (isComputer) return 'OK'
  return doneWords(textOf(call, 'name'))
}

/** A result that is an error holds text alone. `picture`: of the whole screen. */
function toolResult(one: Answered, kinds: Kinds, picture: Item | null): Item {
  const { call, told } = one
  const toolset = call['toolset_name'] === undefined ? {} : { toolset_name: call['toolset_name'] }
  const head = { type: 'tool_result', tool_use_id: call['id'], ...toolset }
  if (!told.isDone) return { ...head, is_error: true, content: failureText(one) }
  const own = one.pictures.map((id) => image(id, kinds.get(id) ?? 'image/png'))
  const isOurZoom = !one.isComputer && call['name'] === 'zoom'
  const isPictureAlone = told.text === '' && !isOurZoom && (one.isScreenshot ? picture !== null : own.length > 0)
  const words = isPictureAlone ? [] : [text(doneText(one))]
  return { ...head, content: [...words, ...own, ...(picture ? [picture] : [])] }
}

/** The answers to all open calls, the newest picture with the last of them that takes one, else after them. */
function results(messages: readonly Item[], request: TurnRequest, kinds: Kinds): readonly Item[] {
  const all = answered(openCalls(messages), request.results)
  const { id, mime } = request.look.picture
  const isNew = framesIn(messages).at(-1) !== id
  const wantsPicture = isNew || all.some(({ isScreenshot }) => isScreenshot)
  const last = all.at(-1)
  const withLast = wantsPicture && last?.told.isDone === true
  const blocks = all.map((one) => toolResult(one, kinds, withLast && one === last ? image(id, mime) : null))
  if (!wantsPicture && all.some(({ isComputer }) => isComputer)) return [...blocks, text(SAME_SCREEN)]
  return wantsPicture && !withLast ? [...blocks, text('The screen now:'), image(id, mime)] : blocks
}

/** The pictures that belong to the task. */
export function taskPictures({ task }: TurnRequest, kinds: Kinds): readonly Item[] {
  return task.images.map((id) => image(id, kinds.get(id) ?? 'image/png'))
}

function theTask(request: TurnRequest, kinds: Kinds): readonly Item[] {
  return [text(request.task.text), ...taskPictures(request, kinds)]
}

/** What the server's own shortening may have lost is said again after it, once. */
function factsAgain(messages: readonly Item[], { facts = NO_FACTS, task }: TurnRequest): readonly Item[] {
  const after = afterCompaction(messages)
  const isFacts = (block: Item) => textOf(block, 'text').startsWith(FACTS_HEAD)
  const isSaid = after?.some((message) => listOf(message, 'content').some(isFacts)) ?? true
  return isSaid ? [] : [text(factsText(facts, task.text))]
}

/** `messages`: the conversation so far. */
export function newMessage(messages: readonly Item[], request: TurnRequest, kinds: Kinds): Item {
  const { id, mime } = request.look.picture
  const hasOpen = openCalls(messages).length > 0
  const opening = messages.length === 0 ? theTask(request, kinds) : []
  const notes = request.notes.length > 0 ? [text([NOTE_HEAD, ...request.notes].join('\n\n'))] : []
  const said = [...factsAgain(messages, request), ...request.steers.map((steer) => text(steer.text))]
  const screen = hasOpen ? [] : [text('The screen now:'), image(id, mime)]
  return {
    role: 'user',
    content: [...(hasOpen ? results(messages, request, kinds) : []), ...opening, ...notes, ...said, ...screen],
  }
}
