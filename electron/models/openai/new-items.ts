/** What a request adds to the conversation: the task, the answers to open calls, notes, what the person said, the picture. */
import type { CallResult, TurnRequest } from '../model.js'
import { listOf, openCalls, textOf, type Item } from './item.js'

const NOT_DONE = 'This was not carried out.'

const text = (value: string): Item => ({ type: 'input_text', text: value })

function picture(request: TurnRequest): Item {
  return image(request.look.picture.id, request.pictureDetail)
}

function image(id: string, detail: string): Item {
  return { type: 'input_image', detail, image_url: { $frame: id } }
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
    output: { type: 'computer_screenshot', image_url: { $frame: request.look.picture.id }, ...detail },
    ...acknowledged(call, result),
  }
}

function functionText(call: Item, result: CallResult | undefined): string {
  if (!result) return NOT_DONE
  if (result.output !== undefined) return result.output
  const said = result.steps.map((step) => [step.problem?.message, step.note].filter(Boolean).join(' ') || step.result)
  if (said.length > 0) return said.join('\n')
  return call['name'] === 'update_plan' ? 'The person sees the plan.' : 'done'
}

function actionNames(call: Item): readonly string[] {
  const single = call['action']
  const actions = listOf(call, 'actions')
  const all = actions.length > 0 ? actions : listOf({ all: [single] }, 'all')
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

/** The picture is new, or the conversation that is sent does not hold it. */
function newestFrame(history: readonly Item[]): string | null {
  const ids = [...JSON.stringify(history).matchAll(/\{"\$frame":"([^"]+)"\}/g)]
  return ids.at(-1)?.[1] ?? null
}

function answers(history: readonly Item[], request: TurnRequest): { readonly items: Item[]; readonly reports: string[] } {
  const open = openCalls(history)
  const hasComputer = open.some((call) => call['type'] === 'computer_call')
  const showsPicture = !hasComputer && newestFrame(history) !== request.look.picture.id
  const reports: string[] = []
  const items = open.map((call, i): Item => {
    const result = request.results.find(({ callId }) => callId === call['call_id'])
    if (call['type'] === 'computer_call') {
      const told = report(call, result)
      if (told !== null) reports.push(told)
      return computerOutput(call, result, request)
    }
    const said = functionText(call, result)
    const type = call['type'] === 'function_call' ? 'function_call_output' : 'custom_tool_call_output'
    const withPicture = showsPicture && i === open.length - 1 && type === 'function_call_output'
    return { type, call_id: call['call_id'], output: withPicture ? [text(said), picture(request)] : said }
  })
  return { items, reports }
}

function theTask(request: TurnRequest): Item {
  const images = request.task.images.map((id) => image(id, request.pictureDetail))
  return say('user', [text(request.task.text), ...images])
}

/** `history` is what will be sent before it. */
export function newItems(history: readonly Item[], request: TurnRequest): readonly Item[] {
  const opening = request.history.length === 0 ? [theTask(request)] : []
  const { items, reports } = answers(history, request)
  const notes = [...reports, ...request.notes]
  const isShown = items.length > 0
  return [
    ...opening,
    ...items,
    ...(notes.length > 0 ? [say('developer', [text(notes.join('\n\n'))])] : []),
    ...request.steers.map((steer) => say('user', [text(steer.text)])),
    ...(isShown ? [] : [say('user', [text('The screen now:'), picture(request)])]),
  ]
}
