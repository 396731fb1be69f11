/** Blocks of a finished answer → calls, texts, plan. Blocks are kept as they came. */
import type { PlanItem } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { Point } from '../../../native-bridge/types.js'
import type { ProposedCall, ProposedStep, TurnAnswer } from '../model.js'
import { inPixels, type Extra, type Place } from '../wire/extra-tools.js'
import { meaningOf } from '../wire/function-tools.js'
import { isItem, shown, textOf, type Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import { isToolUse } from './conversation.js'
import { parseMember, pointerAfter } from './parse-actions.js'
import { editorInput, shellInput } from './parse-tool.js'
import { BASH, EDITOR, TOOLSET } from './tools.js'

export interface ParsedAnswer {
  readonly content: readonly Item[]
  readonly calls: readonly ProposedCall[]
  readonly reasoning: readonly string[]
  readonly messages: TurnAnswer['messages']
  readonly plan: readonly PlanItem[] | null
  readonly problems: readonly Problem[]
}

export interface AnswerBlocks {
  readonly content: readonly Item[]
  /** ids of calls whose input was no JSON */
  readonly broken: ReadonlySet<string>
}

interface ReadCall {
  readonly call: ProposedCall
  readonly plan?: readonly PlanItem[]
}

const problem = (kind: Problem['kind'], message: string): Problem => ({ kind, message, retryable: false })

const KNOWN = new Set(['text', 'thinking', 'redacted_thinking', 'tool_use', 'compaction'])

function computer(callId: string, actions: readonly ProposedStep[]): ReadCall {
  return { call: { kind: 'computer', callId, actions, safetyChecks: [] } }
}

function unreadable(callId: string, kind: Problem['kind'], message: string, block: Item): ReadCall {
  return computer(callId, [{ ok: false, problem: problem(kind, message), shown: shown(block) }])
}

/** What the model was offered. */
export interface Offering {
  readonly offers: Offers
  readonly extras: readonly Extra[]
  /** where a place of the newest closer look lies */
  readonly closer: Place | null
}

/** A call of a tool the API has a type for; null: it is none, or was not offered. */
function typedCall(callId: string, name: string, block: Item, { offers }: Offering): ReadCall | null {
  const input = isItem(block['input']) ? block['input'] : {}
  const shell = name === BASH ? offers.typed('shell') : undefined
  if (shell) return { call: { kind: 'tool', callId, name: shell.name, input: shellInput(input) } }
  const editor = name === EDITOR ? offers.typed('text-editor') : undefined
  return editor ? { call: { kind: 'tool', callId, name: editor.name, input: editorInput(input) } } : null
}

function functionCall(callId: string, name: string, block: Item, offering: Offering): ReadCall {
  const typed = typedCall(callId, name, block, offering)
  if (typed) return typed
  const meaning = meaningOf(name, block['input'], { extras: offering.extras, place: inPixels, closer: offering.closer })
  switch (meaning.kind) {
    case 'action':
      return computer(callId, [{ ok: true, action: meaning.action }])
    case 'plan':
      // nothing to do, but the call wants its answer
      return { ...computer(callId, []), plan: meaning.items }
    case 'unreadable':
      return unreadable(callId, 'model-answer', meaning.message, block)
    case 'other':
      return { call: { kind: 'tool', callId, name, input: block['input'] } }
  }
}

/** The pair of toolset and name says what a call is: a function may share a member's name. */
function readCall(block: Item, broken: ReadonlySet<string>, pointer: Point | null, offering: Offering): ReadCall {
  const callId = textOf(block, 'id')
  const name = textOf(block, 'name')
  const toolset = textOf(block, 'toolset_name')
  if (broken.has(callId)) return unreadable(callId, 'model-answer', `The input of ${name} is no JSON.`, block)
  if (toolset === TOOLSET) return computer(callId, parseMember(name, block['input'], pointer))
  if (toolset !== '') return unreadable(callId, 'unknown-action', `There is no toolset "${toolset}".`, block)
  if (name !== TOOLSET) return functionCall(callId, name, block, offering)
  const input = isItem(block['input']) ? block['input'] : {}
  return computer(callId, parseMember(textOf(input, 'action'), input, pointer))
}

/** Leaves out a call without an id, and one whose id was there before: it would be done twice. */
function withoutStrays(content: readonly Item[], known: ReadonlySet<string>) {
  const seen = new Set(known)
  const problems: Problem[] = []
  const kept = content.filter((block) => {
    if (!isToolUse(block)) return true
    const id = textOf(block, 'id')
    if (id !== '' && !seen.has(id)) return seen.add(id)
    const message =
      id === ''
        ? 'The model made a call without an id; it was left out.'
        : `The model repeated the call ${id}; it was not done again.`
    problems.push(problem('model-answer', message))
    return false
  })
  return { kept, problems }
}

function unknownBlocks(content: readonly Item[]): readonly Problem[] {
  const types = content.map((block) => textOf(block, 'type')).filter((type) => !KNOWN.has(type))
  return [...new Set(types)].map((type) =>
    problem('model-answer', `The answer held "${type}", which means nothing here; it was kept.`),
  )
}

function readCalls(blocks: readonly Item[], broken: ReadonlySet<string>, offering: Offering): readonly ReadCall[] {
  let pointer: Point | null = null
  return blocks.map((block) => {
    const read = readCall(block, broken, pointer, offering)
    if (read.call.kind === 'computer') pointer = pointerAfter(read.call.actions) ?? pointer
    return read
  })
}

/** What the model says of its calls goes with each action, for the person who is asked to allow it. */
function withReason(call: ProposedCall, why: string): ProposedCall {
  if (call.kind === 'tool' || why === '') return call
  return { ...call, actions: call.actions.map((step) => (step.ok ? { ...step, why } : step)) }
}

/** `known`: ids of the calls of the conversation so far. */
export function parseAnswer(answer: AnswerBlocks, known: ReadonlySet<string>, offering: Offering): ParsedAnswer {
  const { kept, problems } = withoutStrays(answer.content, known)
  const read = readCalls(kept.filter(isToolUse), answer.broken, offering)
  const textsOf = (type: string, field: string) =>
    kept
      .filter((block) => block['type'] === type)
      .map((block) => textOf(block, field))
      .filter((text) => text.trim() !== '')
  const reasoning = textsOf('thinking', 'thinking')
  const phase = read.length > 0 ? 'commentary' : 'final_answer'
  const texts = textsOf('text', 'text')
  const why = texts.at(-1) ?? reasoning.at(-1) ?? ''
  return {
    content: kept,
    calls: read.map(({ call }) => withReason(call, why)),
    reasoning,
    messages: texts.map((text) => ({ text, phase })),
    plan: read.findLast(({ plan }) => plan !== undefined)?.plan ?? null,
    problems: [...problems, ...unknownBlocks(kept)],
  }
}
