/** Parts of a finished answer → calls, texts, plan. Parts are kept as they came. */
import type { PlanItem } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { ProposedCall, ProposedStep, TurnAnswer } from '../model.js'
import type { Place } from '../wire/extra-tools.js'
import { isFunctionTool, meaningOf } from '../wire/function-tools.js'
import { partOf, shown, textOf, type Item } from '../wire/json.js'
import { callsOf, isCallPart, type CallPart } from './conversation.js'
import type { ModelFamily } from './families.js'
import { isPredefined, parseFunction, placeInFrame, type Frame } from './parse-actions.js'

export interface ParsedAnswer {
  readonly parts: readonly Item[]
  readonly calls: readonly ProposedCall[]
  readonly reasoning: readonly string[]
  readonly messages: TurnAnswer['messages']
  readonly plan: readonly PlanItem[] | null
  readonly problems: readonly Problem[]
}

interface ReadCall {
  readonly call: ProposedCall
  readonly plan?: readonly PlanItem[]
}

type SafetyChecks = Extract<ProposedCall, { kind: 'computer' }>['safetyChecks']

const problem = (kind: Problem['kind'], message: string): Problem => ({ kind, message, retryable: false })

const KNOWN = ['text', 'functionCall', 'thoughtSignature']

/** The provider's own word on a call. Only one that plainly allows it lets it pass; what is not known is asked. */
function decisionOf(call: Item): { readonly decision: string; readonly explanation: string } | null {
  const args = partOf(call, 'args')
  if (args['safety_decision'] === undefined || args['safety_decision'] === null) return null
  const told = partOf(args, 'safety_decision')
  return { decision: textOf(told, 'decision').toLowerCase(), explanation: textOf(told, 'explanation') }
}

const ALLOWED = new Set(['regular', 'allowed', 'allow'])
const BLOCKED = new Set(['block', 'blocked', 'deny', 'denied'])

function refusedStep(kind: Problem['kind'], message: string, call: Item): ProposedStep {
  return { ok: false, problem: problem(kind, message), shown: shown(call) }
}

function computer(callId: string, actions: readonly ProposedStep[], safetyChecks: SafetyChecks = []): ReadCall {
  return { call: { kind: 'computer', callId, actions, safetyChecks } }
}

/** `intent`: why, in the model's words. */
function predefined({ callId, call }: CallPart, frame: Frame): ReadCall {
  const said = decisionOf(call)
  if (said && BLOCKED.has(said.decision))
    return computer(callId, [
      refusedStep('model-refused', `The provider blocked this: ${said.explanation || 'no reason was given'}`, call),
    ])
  const args = partOf(call, 'args')
  const why = textOf(args, 'intent')
  const steps = parseFunction(textOf(call, 'name'), args, frame)
  const actions = why === '' ? steps : steps.map((step) => (step.ok ? { ...step, why } : step))
  const mustAsk = said !== null && !ALLOWED.has(said.decision)
  const message = said?.explanation || 'The provider wants this confirmed.'
  return computer(callId, actions, mustAsk ? [{ id: callId, message }] : [])
}

/** Where points lie, and which extras were offered. */
export interface Asked extends Frame {
  readonly extras: ModelFamily['extras']
  /** where a place of the newest closer look lies */
  readonly closer: Place | null
}

function ownFunction({ callId, call }: CallPart, asked: Asked): ReadCall {
  const name = textOf(call, 'name')
  const meaning = meaningOf(name, call['args'] ?? {}, { extras: asked.extras, place: placeInFrame(asked), closer: asked.closer })
  switch (meaning.kind) {
    case 'action':
      return computer(callId, [{ ok: true, action: meaning.action }])
    case 'plan':
      // nothing to do, but the call wants its answer
      return { ...computer(callId, []), plan: meaning.items }
    case 'unreadable':
      return computer(callId, [refusedStep('model-answer', meaning.message, call)])
    case 'other':
      return { call: { kind: 'tool', callId, name, input: call['args'] ?? {} } }
  }
}

function readCall(part: CallPart, asked: Asked): ReadCall {
  const name = textOf(part.call, 'name')
  if (isFunctionTool(name) || asked.extras.some((extra) => extra === name)) return ownFunction(part, asked)
  if (isPredefined(name) || decisionOf(part.call)) return predefined(part, asked)
  return ownFunction(part, asked)
}

/** Leaves out a call without a name, and one whose id was there before: it would be done twice. */
function withoutStrays(parts: readonly Item[], known: ReadonlySet<string>) {
  const seen = new Set(known)
  const problems: Problem[] = []
  const kept = parts.filter((part) => {
    if (!isCallPart(part)) return true
    const call = partOf(part, 'functionCall')
    const id = textOf(call, 'id')
    if (textOf(call, 'name') === '') {
      problems.push(problem('model-answer', 'The model made a call without a name; it was left out.'))
      return false
    }
    if (id === '') return true
    if (!seen.has(id)) return seen.add(id)
    problems.push(problem('model-answer', `The model repeated the call ${id}; it was not done again.`))
    return false
  })
  return { kept, problems }
}

function unknownParts(parts: readonly Item[]): readonly Problem[] {
  const strange = parts.filter((part) => !KNOWN.some((field) => part[field] !== undefined))
  const names = strange.map((part) => Object.keys(part)[0] ?? 'nothing')
  return [...new Set(names)].map((name) =>
    problem('model-answer', `The answer held "${name}", which means nothing here; it was kept.`),
  )
}

function joined(parts: readonly Item[], isThought: boolean): readonly string[] {
  const text = parts
    .filter((part) => (part['thought'] === true) === isThought)
    .map((part) => textOf(part, 'text'))
    .join('')
    .trim()
  return text === '' ? [] : [text]
}

/** What the model says of its calls goes with each action that has no reason of its own. */
function withReason(call: ProposedCall, why: string): ProposedCall {
  if (call.kind === 'tool' || why === '') return call
  return { ...call, actions: call.actions.map((step) => (step.ok && step.why === undefined ? { ...step, why } : step)) }
}

/** `at`: how many contents stand before the answer; `known`: ids of the calls in them. */
export function parseAnswer(parts: readonly Item[], at: number, known: ReadonlySet<string>, asked: Asked): ParsedAnswer {
  const { kept, problems } = withoutStrays(parts, known)
  const read = callsOf(kept, at).map((part) => readCall(part, asked))
  const reasoning = joined(kept, true)
  const texts = joined(kept, false)
  const phase = read.length > 0 ? 'commentary' : 'final_answer'
  const why = texts.at(-1) ?? reasoning.at(-1) ?? ''
  return {
    parts: kept,
    calls: read.map(({ call }) => withReason(call, why)),
    reasoning,
    messages: texts.map((text) => ({ text, phase })),
    plan: read.findLast(({ plan }) => plan !== undefined)?.plan ?? null,
    problems: [...problems, ...unknownParts(kept)],
  }
}
