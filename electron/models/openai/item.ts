/** The conversation as OpenAI holds it: items with a type and, for calls, an id. */
import type { NamedCall } from '../wire/closer-look.js'
import { listOf, parseJson, textOf, type Item } from '../wire/json.js'

/** type of a call → type of the item that answers it; only what our own tools can bring about */
export const ANSWERED_BY: Readonly<Record<string, string>> = {
  computer_call: 'computer_call_output',
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
  shell_call: 'shell_call_output',
  apply_patch_call: 'apply_patch_call_output',
}

export function isCall(item: Item): boolean {
  return Object.hasOwn(ANSWERED_BY, textOf(item, 'type'))
}

/** Calls of the conversation that nothing answers yet, in order. */
export function openCalls(history: readonly Item[]): readonly Item[] {
  const answers = new Set(Object.values(ANSWERED_BY))
  const answered = new Set(history.filter((item) => answers.has(textOf(item, 'type'))).map((item) => item['call_id']))
  return history.filter((item) => isCall(item) && !answered.has(item['call_id']))
}

export const namedCalls = (calls: readonly Item[]): readonly NamedCall[] =>
  calls.map((call) => {
    const input = parseJson(textOf(call, 'arguments'))
    return { callId: textOf(call, 'call_id'), name: textOf(call, 'name'), input: input.ok ? input.value : null }
  })

/** The texts of what the model said. */
export function saidIn(items: readonly Item[]): readonly string[] {
  const said = items.filter((item) => item['role'] === 'assistant').flatMap((item) => listOf(item, 'content'))
  return said.map((part) => textOf(part, 'text')).filter((text) => text.trim() !== '')
}
