/** A turn as data → output items as they stand in `output_item.done`, with ids given by the server. */
import type { FakeComputerCall, FakeToolCall, FakeTurn, Json } from './turn.js'

const message = (id: string, phase: string, text: string): Json => ({
  id,
  type: 'message',
  status: 'completed',
  role: 'assistant',
  phase,
  content: [{ type: 'output_text', annotations: [], logprobs: [], text }],
})

function isBatch(computer: NonNullable<FakeTurn['computer']>): computer is readonly unknown[] {
  return Array.isArray(computer)
}

function computerCalls(turn: FakeTurn): readonly FakeComputerCall[] {
  const first = turn.computer === undefined ? [] : [isBatch(turn.computer) ? { actions: turn.computer } : turn.computer]
  return [...first, ...(turn.computers ?? [])]
}

function computerItem(call: FakeComputerCall, id: string, isPreview: boolean): Json {
  if (isPreview && call.actions.length !== 1) throw new Error('The preview tool takes one action a call.')
  return {
    id: `cu_${id}`,
    type: 'computer_call',
    status: call.status ?? 'completed',
    call_id: call.call_id ?? `call_${id}`,
    pending_safety_checks: call.pending_safety_checks ?? [],
    ...(isPreview ? { action: call.actions[0] } : { actions: call.actions }),
  }
}

function toolItem(call: FakeToolCall, id: string): Json {
  return {
    id: `fc_${id}`,
    type: 'function_call',
    status: call.status ?? 'completed',
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    call_id: call.call_id ?? `call_${id}`,
    name: call.name,
  }
}

export function buildItems(turn: FakeTurn, number: number, isPreview: boolean): readonly Json[] {
  let made = 0
  const next = () => `${number}_${(made += 1)}`
  const summary = turn.reasoning === true ? [] : [{ type: 'summary_text', text: turn.reasoning }]
  const reasoningId = next()
  return [
    ...(turn.reasoning === undefined
      ? []
      : [{ id: `rs_${reasoningId}`, type: 'reasoning', encrypted_content: `gAAAAA-sealed-${reasoningId}`, summary }]),
    ...(turn.commentary === undefined ? [] : [message(`msg_${next()}`, 'commentary', turn.commentary)]),
    ...computerCalls(turn).map((call) => computerItem(call, next(), isPreview)),
    ...(turn.tools ?? []).map((call) => toolItem(call, next())),
    ...(turn.items ?? []),
    ...(turn.text === undefined ? [] : [message(`msg_${next()}`, 'final_answer', turn.text)]),
  ]
}
