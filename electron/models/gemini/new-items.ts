/** What a request adds to the conversation: one content with the answers to all calls, notes, what the person said, the picture. */
import type { CallResult, TurnRequest } from '../model.js'
import { NOTE_HEAD } from '../wire/instructions.js'
import { textOf, type Item } from '../wire/json.js'
import { frameRef, framesIn } from '../wire/pictures.js'
import { doneWords, SAME_SCREEN, tellResult } from '../wire/results.js'
import { contentsOf, openCalls, type CallPart } from './conversation.js'
import { isPredefined } from './parse-actions.js'

const text = (value: string): Item => ({ text: value })

function picture(id: string, mime: string): Item {
  return { inlineData: { mimeType: mime, data: frameRef(id) } }
}

function responseOf({ call, callId }: CallPart, result: CallResult | undefined): Item {
  const name = textOf(call, 'name')
  const told = tellResult(result)
  // the tool wants an address with each of its answers; a desktop has none
  const address = isPredefined(name) ? { url: '' } : {}
  const confirmed = result?.acknowledged.includes(callId) === true ? { safety_acknowledgement: 'true' } : {}
  if (!told.isDone)
    return { ...address, ...confirmed, error: told.text === 'skipped.' ? 'Not executed: the rest was given up.' : told.text }
  return { ...address, ...confirmed, output: told.text || doneWords(name) }
}

const LOOKS = new Set(['take_screenshot'])

/** An action that changed nothing is told so in words: the picture is there already. */
function withSame(response: Item, { call }: CallPart, isShown: boolean): Item {
  if (isShown || response['output'] !== 'done' || !isPredefined(textOf(call, 'name'))) return response
  return { ...response, output: `done. ${SAME_SCREEN}` }
}

/**
 * The answers to all open calls. The newest picture stands once, with the last of them: not established is whether the
 * server would rather have one with each.
 */
function answers(contents: readonly Item[], request: TurnRequest, kinds: ReadonlyMap<string, string>): readonly Item[] {
  const open = openCalls(contents, contentsOf(request.history).length)
  const { id, mime } = request.look.picture
  const isNew = framesIn(contents).at(-1) !== id
  const wantsPicture = isNew || open.some(({ call }) => LOOKS.has(textOf(call, 'name')))
  return open.map((one, i) => {
    const result = request.results.find(({ callId }) => callId === one.callId)
    const withPicture = wantsPicture && i === open.length - 1
    const own = (result?.pictures ?? []).map((frame) => picture(frame, kinds.get(frame) ?? 'image/png'))
    const shown = [...own, ...(withPicture ? [picture(id, mime)] : [])]
    const given = textOf(one.call, 'id')
    return {
      functionResponse: {
        ...(given === '' ? {} : { id: given }),
        name: textOf(one.call, 'name'),
        response: withSame(responseOf(one, result), one, wantsPicture || i < open.length - 1),
        ...(shown.length > 0 ? { parts: shown } : {}),
      },
    }
  })
}

/** The pictures that belong to the task. */
export function taskPictures({ task }: TurnRequest, kinds: ReadonlyMap<string, string>): readonly Item[] {
  return task.images.map((image) => picture(image, kinds.get(image) ?? 'image/png'))
}

/** `contents`: the conversation so far. `kinds`: what kind each picture is that is new to it. */
export function newContent(contents: readonly Item[], request: TurnRequest, kinds: ReadonlyMap<string, string>): Item {
  const { id, mime } = request.look.picture
  const hasOpen = openCalls(contents).length > 0
  const opening = contents.length === 0 ? [text(request.task.text), ...taskPictures(request, kinds)] : []
  const notes = request.notes.length > 0 ? [text([NOTE_HEAD, ...request.notes].join('\n\n'))] : []
  const said = request.steers.map((steer) => text(steer.text))
  const screen = hasOpen ? [] : [text('The screen now:'), picture(id, mime)]
  return { role: 'user', parts: [...answers(contents, request, kinds), ...opening, ...notes, ...said, ...screen] }
}
