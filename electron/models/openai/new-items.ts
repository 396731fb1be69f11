/** What a request adds to the conversation: the task, the answers to open calls, notes, what the person said, the picture. */
import type { CallResult, TurnRequest } from '../model.js'
import { NO_FACTS } from '../../protocol/facts.js'
import { COMPUTER_FUNCTION } from '../wire/computer-function.js'
import { listOf, parseJson, isItem, textOf, type Item } from '../wire/json.js'
import { frameRef, framesIn } from '../wire/pictures.js'
import { NOT_DONE } from '../wire/results.js'
import { FACTS_HEAD, factsText } from '../wire/summary.js'
import { answerTool, image } from './answer-tool.js'
import { openCalls } from './item.js'

const text = (value: string): Item => ({ type: 'input_text', text: value })

function picture(request: TurnRequest): Item {
  return image(request.look.picture.id, request.pictureDetail)
}

function say(role: 'user' | 'developer', content: readonly Item[]): Item {
  return { role, content }
}

/** Checks are echoed as they came, and only those the person confirmed. */
function acknowledged(call: Item, result: CallResult | undefined): Item {
  const checks = listOf(call, 'pending_safety_checks').filter((check) => result?.acknowledged.includes(textOf(check, 'id')))
  return checks.length > 0 ? { acknowledged_safety_checks: checks } : {}
}

function computerOutput(call: Item, result: CallResult | undefined, request: TurnRequest): Item {
  const detail = request.pictureDetail === 'original' ? { detail: 'original' } : {}
  return {
    type: 'computer_call_output',
    call_id: call['call_id'],
    output: { type: 'computer_screenshot', image_url: frameRef(request.look.picture.id), ...detail },
    ...acknowledged(call, result),
  }
}

const isComputerFunction = (call: Item): boolean => call['type'] === 'function_call' && call['name'] === COMPUTER_FUNCTION.name

function actionNames(call: Item): readonly string[] {
  const input = isComputerFunction(call) ? parseJson(textOf(call, 'arguments')) : null
  const holder = input?.ok && isItem(input.value) ? input.value : call
  const actions = listOf(holder, 'actions')
  const all = actions.length > 0 ? actions : listOf({ all: [holder['action']] }, 'all')
  return all.map((action) => textOf(action, 'type') || 'action')
}

/** What the model must know of a batch that did not go as proposed; null when it did. */
function report(call: Item, result: CallResult | undefined): string | null {
  if (!result) return NOT_DONE
  const names = actionNames(call)
  const lines = result.steps.flatMap((step, i) => {
    const said = [step.problem?.message, step.note].filter(Boolean).join(' ')
    if (step.result === 'done' && said === '') return []
    return [`${i + 1} of ${result.steps.length}, ${names[i] ?? 'action'}: ${step.result}${said ? `. ${said}` : ''}`]
  })
  const output = result.output === undefined || result.output === '' ? [] : [result.output]
  return lines.length + output.length === 0 ? null : ['Your last actions:', ...lines, ...output].join('\n')
}

interface Answers {
  readonly items: readonly Item[]
  readonly reports: readonly string[]
  /** pictures that cannot stand with the answer to their call */
  readonly pictures: readonly string[]
  /** the newest picture stands with one of them, or is known */
  readonly isShown: boolean
}

function answers(history: readonly Item[], request: TurnRequest): Answers {
  const open = openCalls(history)
  const hasComputer = open.some((call) => call['type'] === 'computer_call')
  const { id } = request.look.picture
  const isNew = framesIn(history).at(-1) !== id
  const wantsScreen = !hasComputer && (isNew || open.some(isComputerFunction))
  const takesIt = wantsScreen ? open.findLastIndex((call) => call['type'] === 'function_call') : -1
  const reports: string[] = []
  const pictures: string[] = []
  const items = open.map((call, i): Item => {
    const result = request.results.find(({ callId }) => callId === call['call_id'])
    const screen = i === takesIt ? id : null
    if (call['type'] !== 'computer_call') {
      const told = isComputerFunction(call) ? (report(call, result) ?? 'done') : null
      const answer = told === null || !result ? result : { ...result, steps: [], output: told }
      return answerTool(call, answer, request.pictureDetail, screen)
    }
    const told = report(call, result)
    if (told !== null) reports.push(told)
    pictures.push(...(result?.pictures ?? []))
    return computerOutput(call, result, request)
  })
  return { items, reports, pictures, isShown: items.length > 0 && (!wantsScreen || takesIt >= 0) }
}

/** The pictures that belong to the task. */
export function taskPictures({ task, pictureDetail }: TurnRequest): readonly Item[] {
  return task.images.map((id) => image(id, pictureDetail))
}

function theTask(request: TurnRequest): Item {
  return say('user', [text(request.task.text), ...taskPictures(request)])
}

/** What the server's own shortening may have lost is said again after it, once. */
function factsAgain(history: readonly Item[], { facts = NO_FACTS, task }: TurnRequest): readonly Item[] {
  const at = history.findLastIndex((item) => item['type'] === 'compaction')
  if (at < 0) return []
  const isSaid = history.slice(at).some((item) => item['role'] === 'developer' && isFacts(item))
  return isSaid ? [] : [say('developer', [text(factsText(facts, task.text))])]
}

const isFacts = (item: Item): boolean => listOf(item, 'content').some((part) => textOf(part, 'text').startsWith(FACTS_HEAD))

/** `history` is what will be sent before it. */
export function newItems(history: readonly Item[], request: TurnRequest): readonly Item[] {
  const opening = request.history.length === 0 ? [theTask(request)] : []
  const { items, reports, pictures, isShown } = answers(history, request)
  const notes = [...reports, ...request.notes]
  const closer = pictures.map((id) => image(id, request.pictureDetail))
  return [
    ...opening,
    ...items,
    ...factsAgain(history, request),
    ...(notes.length > 0 ? [say('developer', [text(notes.join('\n\n'))])] : []),
    ...(closer.length > 0 ? [say('user', [text('The closer look you asked for:'), ...closer])] : []),
    ...request.steers.map((steer) => say('user', [text(steer.text)])),
    ...(isShown ? [] : [say('user', [text('The screen now:'), picture(request)])]),
  ]
}
