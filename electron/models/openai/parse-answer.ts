/** Output items of a completed response → calls, texts, plan. Items are kept as they came. */
import type { PlanItem } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { ProposedCall, ProposedStep, TurnAnswer } from '../model.js'
import { COMPUTER_FUNCTION } from '../wire/computer-function.js'
import { inPixels, type Extra, type Place } from '../wire/extra-tools.js'
import { meaningOf } from '../wire/function-tools.js'
import { isItem, listOf, parseJson, partOf, shown, textOf, type Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import { parseCallActions } from '../wire/read-action.js'
import { isCall } from './item.js'

type Message = TurnAnswer['messages'][number]

export interface ParsedAnswer {
  readonly items: readonly Item[]
  readonly calls: readonly ProposedCall[]
  readonly reasoning: readonly string[]
  readonly messages: readonly Message[]
  readonly plan: readonly PlanItem[] | null
  readonly problems: readonly Problem[]
  /** the model's own words when it refused */
  readonly refusal: string | null
}

const problem = (kind: Problem['kind'], message: string): Problem => ({ kind, message, retryable: false })

/** What is read and needs no word when it comes. */
const SILENT = new Set(['reasoning', 'message', 'compaction'])

function oneStep(callId: string, step: ProposedStep): ProposedCall {
  return { kind: 'computer', callId, actions: [step], safetyChecks: [] }
}

function unreadable(callId: string, kind: Problem['kind'], message: string, item: Item): ProposedCall {
  return oneStep(callId, { ok: false, problem: problem(kind, message), shown: shown(item) })
}

function computerCall(callId: string, item: Item): ProposedCall {
  const safetyChecks = listOf(item, 'pending_safety_checks').map((check) => ({
    id: textOf(check, 'id'),
    message: textOf(check, 'message') || textOf(check, 'code') || 'The provider wants this confirmed.',
  }))
  return { kind: 'computer', callId, actions: parseCallActions(item), safetyChecks }
}

interface ReadCall {
  readonly call: ProposedCall
  readonly plan?: readonly PlanItem[]
}

function functionCall(callId: string, item: Item, { extras, closer }: Offering): ReadCall {
  const name = textOf(item, 'name')
  const input = parseJson(textOf(item, 'arguments'))
  if (!input.ok) return { call: unreadable(callId, 'model-answer', `The arguments of ${name} are no JSON.`, item) }
  if (name === COMPUTER_FUNCTION.name) {
    const actions = parseCallActions(isItem(input.value) ? input.value : { actions: input.value })
    return { call: { kind: 'computer', callId, actions, safetyChecks: [] } }
  }
  const meaning = meaningOf(name, input.value, { extras, place: inPixels, closer })
  switch (meaning.kind) {
    case 'action':
      return { call: oneStep(callId, { ok: true, action: meaning.action }) }
    case 'plan':
      // nothing to do, but the call wants its answer
      return { call: { kind: 'computer', callId, actions: [], safetyChecks: [] }, plan: meaning.items }
    case 'unreadable':
      return { call: unreadable(callId, 'model-answer', meaning.message, item) }
    case 'other':
      return { call: { kind: 'tool', callId, name, input: input.value } }
  }
}

/** What the server leaves open it sends as null. */
function given(field: string, value: unknown): object {
  return typeof value === 'number' && value > 0 ? { [field]: value } : {}
}

function shellCall(callId: string, name: string, item: Item): ProposedCall {
  const { commands, timeout_ms, max_output_length } = partOf(item, 'action')
  if (!Array.isArray(commands) || commands.some((command) => typeof command !== 'string'))
    return unreadable(callId, 'model-answer', 'The commands of this shell call cannot be read.', item)
  const input = { commands, ...given('timeoutMs', timeout_ms), ...given('maxOutputLength', max_output_length) }
  return { kind: 'tool', callId, name, input }
}

/** What the model was offered. */
export interface Offering {
  readonly offers: Offers
  readonly extras: readonly Extra[]
  /** where a place of the newest closer look lies */
  readonly closer: Place | null
}

function readCall(item: Item, offering: Offering): ReadCall {
  const { offers } = offering
  const callId = textOf(item, 'call_id')
  const status = item['status']
  if (status !== undefined && status !== 'completed')
    return { call: unreadable(callId, 'model-incomplete', 'This call was not finished, so nothing of it was done.', item) }
  if (item['type'] === 'computer_call') return { call: computerCall(callId, item) }
  if (item['type'] === 'function_call') return functionCall(callId, item, offering)
  if (item['type'] === 'shell_call') return { call: shellCall(callId, offers.typed('shell')?.name ?? '', item) }
  if (item['type'] === 'apply_patch_call') {
    const name = offers.typed('apply-patch')?.name ?? ''
    return { call: { kind: 'tool', callId, name, input: { operation: item['operation'] } } }
  }
  return { call: { kind: 'tool', callId, name: textOf(item, 'name'), input: item['input'] } }
}

function textsOf(item: Item): { readonly text: string; readonly refusal: string } {
  const parts = listOf(item, 'content')
  const join = (field: string) => parts.map((part) => textOf(part, field)).join('')
  return { text: join('text'), refusal: join('refusal') }
}

/** Without a phase, what is said beside a call is commentary, and what is said alone ends the task. */
function phaseOf(item: Item, hasCalls: boolean): Message['phase'] {
  if (item['phase'] === 'commentary' || item['phase'] === 'final_answer') return item['phase']
  return hasCalls ? 'commentary' : 'final_answer'
}

/** A call of a tool that was never offered: nothing here can answer it, and the server insists on an answer. */
function isUnanswerable(item: Item, offers: Offers): boolean {
  const type = textOf(item, 'type')
  if (type === 'shell_call' && !offers.typed('shell')) return true
  if (type === 'apply_patch_call' && !offers.typed('apply-patch')) return true
  if (isCall(item)) return typeof item['call_id'] !== 'string' || item['call_id'] === ''
  return type === 'mcp_approval_request' || (type.endsWith('_call') && typeof item['call_id'] === 'string')
}

/** Leaves out what cannot be answered, and a call whose id was there before: it would be done twice. */
function withoutStrays(output: readonly Item[], known: ReadonlySet<unknown>, offers: Offers) {
  const seen = new Set(known)
  const problems: Problem[] = []
  const items = output.filter((item) => {
    if (isUnanswerable(item, offers)) {
      problems.push(problem('model-answer', `The model made a ${textOf(item, 'type')} that nothing can answer; it was left out.`))
      return false
    }
    if (!isCall(item)) return true
    const callId = item['call_id']
    if (!seen.has(callId)) return seen.add(callId)
    problems.push(problem('model-answer', `The model repeated the call ${String(callId)}; it was not done again.`))
    return false
  })
  return { items, problems }
}

function unknownItems(items: readonly Item[]): readonly Problem[] {
  const types = items.map((item) => textOf(item, 'type')).filter((type, i) => !SILENT.has(type) && !isCall(items[i]!))
  return [...new Set(types)].map((type) =>
    problem('model-answer', `The answer held "${type}", which means nothing here; it was kept.`),
  )
}

/** What the model says of its calls goes with each action, for the person who is asked to allow it. */
function withReason(call: ProposedCall, why: string): ProposedCall {
  if (call.kind === 'tool' || why === '') return call
  return { ...call, actions: call.actions.map((step) => (step.ok ? { ...step, why } : step)) }
}

/** `known`: ids of the calls of the conversation so far. */
export function parseAnswer(output: readonly Item[], known: ReadonlySet<unknown>, offering: Offering): ParsedAnswer {
  const { items, problems } = withoutStrays(output, known, offering.offers)
  const read = items.filter(isCall).map((item) => readCall(item, offering))
  const said = items.filter((item) => item['type'] === 'message').map((item) => ({ item, ...textsOf(item) }))
  const reasoning = items
    .filter((item) => item['type'] === 'reasoning')
    .flatMap((item) => listOf(item, 'summary').map((part) => textOf(part, 'text')))
    .filter(Boolean)
  const messages = said
    .map(({ item, text, refusal }) => ({ text: text + refusal, phase: phaseOf(item, read.length > 0) }))
    .filter(({ text }) => text !== '')
  const why = messages.at(-1)?.text ?? reasoning.at(-1) ?? ''
  return {
    items,
    calls: read.map(({ call }) => withReason(call, why)),
    reasoning,
    messages,
    plan: read.findLast(({ plan }) => plan !== undefined)?.plan ?? null,
    problems: [...problems, ...unknownItems(items)],
    refusal: said.map(({ refusal }) => refusal).join('') || null,
  }
}
