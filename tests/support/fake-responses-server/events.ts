/** Output items → the events of a stream, in the order the real server sends them. `added` is never what `done` is. */
import type { Json } from './turn.js'

/** a delta is padded so that its length tells nothing */
function pieces(text: string): readonly string[] {
  return text.match(/[\s\S]{1,12}/g) ?? ['']
}

function reasoningEvents(item: Json, index: number): readonly Json[] {
  const at = { item_id: item['id'], output_index: index, summary_index: 0 }
  const [part] = item['summary'] as readonly { text: string }[]
  if (!part) return []
  return [
    { type: 'response.reasoning_summary_part.added', ...at, part: { type: 'summary_text', text: '' } },
    ...pieces(part.text).map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
    { type: 'response.reasoning_summary_text.done', ...at, text: part.text },
    { type: 'response.reasoning_summary_part.done', ...at, part },
  ]
}

function messageEvents(item: Json, index: number): readonly Json[] {
  const at = { item_id: item['id'], output_index: index, content_index: 0 }
  const [part] = item['content'] as readonly { text?: string }[]
  const text = part?.text ?? ''
  return [
    { type: 'response.content_part.added', ...at, part: { type: 'output_text', annotations: [], logprobs: [], text: '' } },
    ...pieces(text).map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
  ]
}

function functionEvents(item: Json, index: number): readonly Json[] {
  const at = { item_id: item['id'], output_index: index }
  const text = String(item['arguments'])
  return [
    ...pieces(text).map((delta) => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
    { type: 'response.function_call_arguments.done', ...at, arguments: text },
  ]
}

/** How the item looks before it is written. */
function begun(item: Json): Json {
  switch (item['type']) {
    case 'reasoning':
      return { ...item, summary: [], encrypted_content: `gAAAAA-begun-${String(item['id'])}` }
    case 'computer_call':
      return { ...item, status: 'in_progress', actions: [] }
    case 'function_call':
      return { ...item, status: 'in_progress', arguments: '' }
    case 'message':
      return { ...item, status: 'in_progress', content: [] }
    case 'compaction':
      return { ...item, encrypted_content: `gAAAAA-begun-${String(item['id'])}` }
    default:
      return { ...item, begun: true }
  }
}

function between(item: Json, index: number): readonly Json[] {
  switch (item['type']) {
    case 'reasoning':
      return reasoningEvents(item, index)
    case 'message':
      return messageEvents(item, index)
    case 'function_call':
      return functionEvents(item, index)
    case 'compaction':
      return [{ type: 'response.compaction.compacting', output_index: index, item_id: item['id'] }]
    default:
      return []
  }
}

export function itemEvents(items: readonly Json[]): readonly Json[] {
  return items.flatMap((item, index) => [
    { type: 'response.output_item.added', output_index: index, item: begun(item) },
    ...between(item, index),
    { type: 'response.output_item.done', output_index: index, item },
  ])
}

/** Adds what every event has. */
export function numbered(events: readonly Json[], withPadding: boolean): readonly Json[] {
  return events.map((event, i) => ({
    ...event,
    sequence_number: i,
    ...(withPadding && 'delta' in event ? { obfuscation: 'x'.repeat(16 - String(event['delta']).length) } : {}),
  }))
}
