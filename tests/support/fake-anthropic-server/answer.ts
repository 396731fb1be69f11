/** A turn as data → the blocks of the answer, and the events that carry them. */
import type { FakeTurn, Json } from './turn.js'

const caller = { caller: { type: 'direct' } }

function action(form: string | null, name: string, input: Json, id: string): Json {
  if (form === 'computer_toolset_20260801') return { type: 'tool_use', id, name, toolset_name: 'computer', input, ...caller }
  return { type: 'tool_use', id, name: 'computer', input: { action: name, ...input } }
}

export function buildBlocks(turn: FakeTurn, number: number, form: string | null): readonly Json[] {
  let made = 0
  const next = () => `toolu_${number}_${(made += 1)}`
  return [
    ...(turn.thinking === undefined ? [] : [{ type: 'thinking', thinking: turn.thinking, signature: `sig-${number}-EqQBCkYI` }]),
    ...(turn.text === undefined ? [] : [{ type: 'text', text: turn.text }]),
    ...(turn.computer ?? []).map(({ name, input, id }) => action(form, name, input ?? {}, id ?? next())),
    ...(turn.tools ?? []).map(({ name, input, id }) => ({ type: 'tool_use', id: id ?? next(), name, input })),
    ...(turn.blocks ?? []),
  ]
}

function pieces(text: string): readonly string[] {
  return text.match(/[\s\S]{1,12}/g) ?? ['']
}

function begun(block: Json): Json {
  switch (block['type']) {
    case 'text':
      return { ...block, text: '' }
    case 'thinking':
      return { ...block, thinking: '', signature: '' }
    case 'tool_use':
      return { ...block, input: {} }
    case 'compaction':
      return { type: 'compaction', content: null, encrypted_content: null }
    default:
      return block
  }
}

function deltas(block: Json, inputText: string | undefined): readonly Json[] {
  switch (block['type']) {
    case 'text':
      return pieces(String(block['text'])).map((text) => ({ type: 'text_delta', text }))
    case 'thinking':
      return [
        ...pieces(String(block['thinking'])).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: block['signature'] },
      ]
    case 'compaction':
      return [{ type: 'compaction_delta', content: block['content'], encrypted_content: block['encrypted_content'] }]
    case 'tool_use': {
      const text = inputText ?? JSON.stringify(block['input'])
      // a call without input streams an empty piece, as the real server does
      return text === '{}'
        ? [{ type: 'input_json_delta', partial_json: '' }]
        : pieces(text).map((partial_json) => ({ type: 'input_json_delta', partial_json }))
    }
    default:
      return []
  }
}

export function blockEvents(blocks: readonly Json[], turn: FakeTurn): readonly Json[] {
  return blocks.flatMap((block, index) => {
    const isLast = index === blocks.length - 1
    const stop = turn.fault?.kind === 'half-block' && isLast ? [] : [{ type: 'content_block_stop', index }]
    return [
      { type: 'content_block_start', index, content_block: begun(block) },
      ...deltas(block, isLast ? turn.inputText : undefined).map((delta) => ({ type: 'content_block_delta', index, delta })),
      ...stop,
    ]
  })
}

export function stopReason(turn: FakeTurn, blocks: readonly Json[]): string | null {
  if (turn.stop !== undefined) return turn.stop
  return blocks.some((block) => block['type'] === 'tool_use') ? 'tool_use' : 'end_turn'
}

/** All events of a whole answer. */
export function eventsOf(turn: FakeTurn, blocks: readonly Json[], head: Json, usage: Json | null): readonly Json[] {
  const { output_tokens, output_tokens_details, ...input } = usage ?? {}
  const before = usage === null ? {} : { usage: { ...input, output_tokens: 1 } }
  const after = usage === null ? {} : { usage: { output_tokens, output_tokens_details } }
  const stop = { stop_reason: stopReason(turn, blocks), stop_sequence: null }
  const details = turn.stopDetails === undefined ? {} : { stop_details: turn.stopDetails }
  return [
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, stop_sequence: null, ...before } },
    ...(turn.events ?? []),
    ...blockEvents(blocks, turn),
    { type: 'message_delta', delta: { ...stop, ...details }, ...after },
    { type: 'message_stop' },
  ]
}
