/** The `response` object around the items of a turn. */
import type { CheckedRequest } from './check-request.js'
import type { FakeTurn, Json } from './turn.js'

export interface Answer {
  readonly id: string
  readonly begun: Json
  /** the last event, unless the stream breaks before it */
  readonly last: { readonly type: string; readonly response: Json }
}

export function responseObject(id: string, request: CheckedRequest): Json {
  const { body } = request
  return {
    id,
    object: 'response',
    created_at: 1_795_300_000,
    status: 'in_progress',
    background: body.background ?? false,
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    metadata: body.metadata ?? {},
    model: body.model,
    output: [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    reasoning: { effort: body.reasoning?.effort ?? 'medium', summary: body.reasoning?.summary ?? null },
    service_tier: 'default',
    store: body.store ?? true,
    temperature: 1,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: 1,
    truncation: body.truncation ?? 'disabled',
    usage: null,
  }
}

export function finishedResponse(begun: Json, turn: FakeTurn, output: readonly Json[], usage: Json): Answer['last'] {
  const done = { ...begun, output, usage: turn.usage === undefined ? usage : turn.usage }
  const fault = turn.fault
  if (fault?.kind === 'incomplete')
    return {
      type: 'response.incomplete',
      response: { ...done, status: 'incomplete', incomplete_details: { reason: fault.reason } },
    }
  if (fault?.kind === 'failed' || fault?.kind === 'error-event') {
    const error = { code: fault.code, message: fault.message ?? 'The model had an error.' }
    return { type: 'response.failed', response: { ...begun, output: [], status: 'failed', error } }
  }
  const status = fault?.kind === 'status' ? fault.status : 'completed'
  return { type: 'response.completed', response: { ...done, status, completed_at: 1_795_300_001 } }
}
