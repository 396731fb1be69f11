/** Items of a conversation as they come and go: plain JSON with a type and, for calls, an id. */
export type Item = Readonly<Record<string, unknown>>

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(item: Item, field: string): string {
  const value = item[field]
  return typeof value === 'string' ? value : ''
}

export function listOf(item: Item, field: string): readonly Item[] {
  const value = item[field]
  return Array.isArray(value) ? value.filter(isItem) : []
}

/** type of a call → type of the item that answers it; only what our own tools can bring about */
export const ANSWERED_BY: Readonly<Record<string, string>> = {
  computer_call: 'computer_call_output',
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
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
