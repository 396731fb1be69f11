/** What a dialect understood of a reply → calls for the runner, and the message that is kept of it. */
import type { Heard, Understood } from '../dialects/dialect.js'
import type { ProposedCall, ProposedStep } from '../model.js'
import type { PlanItem } from '../../protocol/event.js'
import type { Item } from '../wire/json.js'
import type { FinishedAnswer, WrittenCall } from './read-stream.js'

/** Every call gets an id that is its own, whatever the server gave: some give none, some the same twice. */
export function withOwnIds(calls: readonly WrittenCall[], turn: number, known: ReadonlySet<string>): readonly WrittenCall[] {
  const used = new Set(known)
  return calls.map((call, at) => {
    const id = call.id === '' || used.has(call.id) ? `call_${turn}_${at + 1}` : call.id
    used.add(id)
    return { ...call, id }
  })
}

/** The model's message as it goes back to it: without its thoughts, which are never replayed. */
export function messageOf({ content }: FinishedAnswer, calls: readonly WrittenCall[]): Item {
  const toolCalls = calls.map(({ id, name, arguments: written }) => ({
    id,
    type: 'function',
    function: { name, arguments: written || '{}' },
  }))
  if (toolCalls.length > 0) return { role: 'assistant', content, tool_calls: toolCalls }
  // chat templates want words in every message
  return { role: 'assistant', content: content === '' ? '(no answer)' : content }
}

interface Computer {
  readonly kind: 'computer'
  readonly callId: string
  readonly actions: ProposedStep[]
  readonly safetyChecks: readonly []
}

/** Steps without an id of the server's, as they stand together, are one call. */
export function callsOf({ heard, thought }: Understood, turn: number): readonly ProposedCall[] {
  const calls: ProposedCall[] = []
  const openCall = (callId: string): Computer => {
    const last = calls.at(-1)
    if (last?.kind === 'computer' && last.callId === callId) return last as Computer
    const call: Computer = { kind: 'computer', callId, actions: [], safetyChecks: [] }
    calls.push(call)
    return call
  }
  for (const one of heard) {
    const callId = one.callId ?? idOf(one, calls, turn)
    if (one.kind === 'tool') calls.push({ kind: 'tool', callId, name: one.name, input: one.input })
    else {
      const call = openCall(callId)
      if (one.kind === 'step') call.actions.push(withWords(one.step, thought))
    }
  }
  return calls
}

function idOf(one: Heard, calls: readonly ProposedCall[], turn: number): string {
  const last = calls.at(-1)
  return one.kind === 'step' && last?.kind === 'computer' ? last.callId : `chat-${turn}-${calls.length + 1}`
}

/** Why it is done, and for an end without words what was thought. */
function withWords(step: ProposedStep, thought: string): ProposedStep {
  if (!step.ok || thought === '') return step
  const { action } = step
  const said = action.kind === 'done' && action.text === '' ? { ...action, text: thought } : action
  return { ok: true, action: said, why: thought }
}

export const planOf = (heard: readonly Heard[]): readonly PlanItem[] | null =>
  heard.findLast((one) => one.kind === 'plan')?.items ?? null
