/** Output items of a completed response → calls, texts, plan. Items are kept as they came. */
import type { PlanItem } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { ProposedCall, ProposedStep, TurnAnswer } from '../model.js'
import { isCall, listOf, textOf, type Item } from './item.js'
import { parseCallActions } from './parse-actions.js'
import { meaningOf } from './tools.js'

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
  return oneStep(callId, { ok: false, problem: problem(kind, message), shown: JSON.stringify(item).slice(0, 300) })
}

function computerCall(callId: string, item: Item): ProposedCall {
  const safetyChecks = listOf(item, 'pending_safety_checks').map((check) => ({
    id: textOf(check, 'id'),
    message: textOf(check, 'message') || textOf(check, 'code') || 'The provider wants this confirmed.',
  }))
  return { kind: 'computer', callId, actions: parseCallActions(item), safetyChecks }
}

function functionCall(callId: string, item: Item): { readonly call: ProposedCall; readonly plan?: readonly PlanItem[] } {
  const name = textOf(item, 'name')
  const meaning = meaningOf(name, textOf(item, 'arguments'))
  switch (meaning.kind) {
    case 'action':
      return { call: oneStep(callId, { ok: true, action: meaning.action }) }
    case 'plan':
      // nothing to do, but the call wants its answer
      return { call: { kind: 'computer', callId, actions: [], safetyChecks: [] }, plan: meaning.items }
    case 'unreadable':
      return { call: unreadable(callId, 'model-answer', meaning.message, item) }
    case 'other':
      return { call: { kind: 'tool', callId, name, input: meaning.input } }
  }
}

function readCall(item: Item): { readonly call: ProposedCall; readonly plan?: readonly PlanItem[] } {
  const callId = textOf(item, 'call_id')
  const status = item['status']
  if (status !== undefined && status !== 'completed')
    return { call: unreadable(callId, 'model-incomplete', 'This call was not finished, so nothing of it was done.', item) }
  if (item['type'] === 'computer_call') return { call: computerCall(callId, item) }
  if (item['type'] === 'function_call') return functionCall(callId, item)
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
function isUnanswerable(item: Item): boolean {
  const type = textOf(item, 'type')
  if (isCall(item)) return typeof item['call_id'] !== 'string' || item['call_id'] === ''
  return type === 'mcp_approval_request' || (type.endsWith('_call') && typeof item['call_id'] === 'string')
}

/** Leaves out what cannot be answered, and a call whose id was there before: it would be done twice. */
function withoutStrays(output: readonly Item[], known: ReadonlySet<unknown>) {
  const seen = new Set(known)
  const problems: Problem[] = []
  const items = output.filter((item) => {
    if (isUnanswerable(item)) {
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
export function parseAnswer(output: readonly Item[], known: ReadonlySet<unknown>): ParsedAnswer {
  const { items, problems } = withoutStrays(output, known)
  const read = items.filter(isCall).map(readCall)
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
