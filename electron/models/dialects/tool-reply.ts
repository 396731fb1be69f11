/** Replies whose calls stand between tags in the text, or in the server's own `tool_calls`: whichever the server makes of them. */
import type { ProposedStep } from '../model.js'
import type { ToolOffer } from '../../protocol/tool-offer.js'
import type { Size } from '../../../native-bridge/types.js'
import { closerPlace } from '../wire/closer-look.js'
import { extraTools, type Extra, type Place } from '../wire/extra-tools.js'
import { meaningOf, type FunctionMeaning } from '../wire/function-tools.js'
import { isItem, parseJson, partOf, type Item } from '../wire/json.js'
import { readComputerUse, type ComputerUseFrame } from './computer-use.js'
import type { Heard, Reply, ReplyContext, Understood } from './dialect.js'
import { inPicture } from './points.js'
import { heard, NO_ACTION, refuse } from './steps.js'
import { readTaggedCalls, type TaggedCall } from './tagged-calls.js'

export interface ToolReplyRule {
  readonly frame: (context: ReplyContext) => ComputerUseFrame
  /** functions for what the computer's own has no word for */
  readonly extras: readonly Extra[]
  /** names of the function that operates the computer; models mix them up */
  readonly computer: readonly string[]
  /** a text without a call is the answer; else the model is told that a call is missing */
  readonly isTextAnswer: boolean
}

export const COMPUTER_NAMES: readonly string[] = ['computer_use', 'computer']

interface Called {
  readonly call: TaggedCall
  readonly callId?: string
}

function nativeCalls({ toolCalls }: Reply): readonly Called[] {
  return toolCalls.map(({ id, name, arguments: written }) => {
    const args = written.trim() === '' ? { ok: true as const, value: {} } : parseJson(written)
    const why = 'its arguments are no object'
    if (!args.ok || !isItem(args.value)) return { callId: id, call: { ok: false, why, shown: written.slice(0, 300) } }
    return { callId: id, call: { ok: true, name, args: args.value } }
  })
}

/** Text of the XML form, where the tool wants something else. */
function typed(args: Item, { parameters }: Pick<ToolOffer, 'parameters'>): Item {
  const properties = isItem(parameters) ? partOf(parameters, 'properties') : {}
  const entries = Object.entries(args).map(([name, value]) => {
    const property = properties[name]
    if (typeof value !== 'string' || (isItem(property) && property['type'] === 'string')) return [name, value]
    const parsed = parseJson(value)
    return [name, parsed.ok ? parsed.value : value]
  })
  return Object.fromEntries(entries) as Item
}

function ownMeaning(name: string, args: Item, rule: ToolReplyRule, context: ReplyContext): FunctionMeaning {
  const { extras } = rule
  const { coordinates, picture } = rule.frame(context)
  const placeIn =
    (size: Size): Place =>
    (x, y) =>
      inPicture({ x, y }, coordinates, size)
  const closer = context.looks ? closerPlace({ ...context.looks, placeIn, picture, extras }) : null
  const extra = extraTools(extras).find((one) => one.name === name)
  return meaningOf(name, extra ? typed(args, extra) : args, { extras, place: placeIn(picture), closer })
}

function hear({ call, callId }: Called, rule: ToolReplyRule, context: ReplyContext): readonly Heard[] {
  const id = callId === undefined ? {} : { callId }
  const steps = (all: readonly ProposedStep[]) => heard(all, callId)
  if (!call.ok) return steps([refuse(`A call cannot be read: ${call.why}.`, call.shown)])
  if (rule.computer.includes(call.name)) return steps(readComputerUse(call.args, rule.frame(context)))
  const offer = context.tools.find(({ name }) => name === call.name)
  if (offer) return [{ kind: 'tool', name: offer.name, input: typed(call.args, offer), ...id }]
  const meaning = ownMeaning(call.name, call.args, rule, context)
  switch (meaning.kind) {
    case 'action':
      return steps([{ ok: true, action: meaning.action }])
    case 'plan':
      return [{ kind: 'plan', items: meaning.items, ...id }]
    case 'unreadable':
      return steps([refuse(meaning.message, call.args)])
    case 'other':
      return steps([refuse(`There is no function "${call.name}".`, call.args)])
  }
}

const LEAD = /^\s*(?:Thought\s*:|1\)\s*)?\s*/
const ACTION_LINE = /^\s*Action\s*:\s*/m

export function readToolReply(rule: ToolReplyRule) {
  return (reply: Reply, context: ReplyContext): Understood => {
    const tagged = readTaggedCalls(reply.content)
    const native = nativeCalls(reply)
    // a server that understands the tags takes them out of the text; one that leaves them in would say everything twice
    const called: readonly Called[] = native.length > 0 ? native : tagged.calls.map((call) => ({ call }))
    const thought = tagged.text.replace(LEAD, '').replace(ACTION_LINE, '').trim()
    if (called.length > 0) return { thought, heard: called.flatMap((one) => hear(one, rule, context)), answer: null }
    if (rule.isTextAnswer) return { thought: '', heard: [], answer: tagged.text }
    return { thought, heard: tagged.text === '' ? [] : heard([refuse(NO_ACTION, reply.content)]), answer: null }
  }
}
