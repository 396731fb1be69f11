/** Every call of the conversation is answered exactly once, after it was made. */
import { badRequest } from './api-fault.js'
import type { Json } from './turn.js'

/** type of a call → type of what answers it */
const ANSWERS: Readonly<Record<string, string>> = {
  computer_call: 'computer_call_output',
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
  shell_call: 'shell_call_output',
  apply_patch_call: 'apply_patch_call_output',
  mcp_approval_request: 'mcp_approval_response',
  tool_search_call: 'tool_search_output',
}
const OUTPUTS = new Map(Object.entries(ANSWERS).map(([call, output]) => [output, call]))

const words = (type: string) => type.replaceAll('_', ' ')

function idOf(item: Json): string {
  return String(item['call_id'] ?? item['approval_request_id'] ?? item['id'])
}

function checkAcknowledged(call: Json, output: Json, at: string): void {
  const pending = (call['pending_safety_checks'] ?? []) as readonly Json[]
  const acknowledged = (output['acknowledged_safety_checks'] ?? []) as readonly Json[]
  const unknown = acknowledged.find((check) => !pending.some((one) => one['id'] === check['id']))
  if (unknown)
    throw badRequest(`Unknown safety check '${String(unknown['id'])}'.`, `${at}.acknowledged_safety_checks`, 'invalid_value')
}

function checkEachCommand(call: Json, output: Json, at: string): void {
  if (call['type'] !== 'shell_call') return
  const commands = (call['action'] as Json)['commands'] as readonly unknown[]
  const answers = output['output'] as readonly unknown[]
  if (answers.length !== commands.length)
    throw badRequest(`Expected ${commands.length} outputs, one for each command, got ${answers.length}.`, `${at}.output`)
}

export function checkCalls(items: readonly Json[]): void {
  const open = new Map<string, Json>()
  const seen = new Set<string>()
  items.forEach((item, i) => {
    const type = String(item['type'])
    const at = `input[${i}]`
    if (type in ANSWERS && item['execution'] !== 'server') {
      if (seen.has(idOf(item))) throw badRequest(`Duplicate call_id '${idOf(item)}'.`, at, 'invalid_value')
      seen.add(idOf(item))
      open.set(idOf(item), item)
    }
    const callType = OUTPUTS.get(type)
    if (!callType) return
    const call = open.get(idOf(item))
    if (!call || call['type'] !== callType)
      throw badRequest(`No tool call found for ${words(callType)} output with call_id ${idOf(item)}.`, at)
    checkAcknowledged(call, item, at)
    checkEachCommand(call, item, at)
    open.delete(idOf(item))
  })
  const [left] = open.values()
  if (left) throw badRequest(`No tool output found for ${words(String(left['type']))} ${idOf(left)}.`, 'input')
}
