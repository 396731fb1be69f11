/** The answers to calls of tools beside the computer, in the form each call wants. */
import { readShellOutput, type ShellResult } from '../../protocol/tool-offer.js'
import type { CallResult } from '../model.js'
import { partOf, textOf, type Item } from '../wire/json.js'
import { doneWords, NOT_DONE, tellResult } from '../wire/results.js'
import { frameRef } from '../wire/pictures.js'

const text = (value: string): Item => ({ type: 'input_text', text: value })

export function image(id: string, detail: string): Item {
  return { type: 'input_image', detail, image_url: frameRef(id) }
}

const ended = ({ exit }: ShellResult): Item =>
  exit === 'timeout' ? { type: 'timeout' } : { type: 'exit', exit_code: exit === 'stopped' ? 130 : exit }

function commandsOf(call: Item): readonly unknown[] {
  const { commands } = partOf(call, 'action')
  return Array.isArray(commands) ? commands : []
}

/** One entry for each command, in order, also for those that were never begun. */
function shellOutput(call: Item, result: CallResult | undefined): Item {
  const asked = partOf(call, 'action')['max_output_length']
  const most = typeof asked === 'number' && asked > 0 ? asked : Infinity
  const told = tellResult(result)
  const ran = result?.output === undefined ? [] : readShellOutput(result.output)
  const why = told.isDone || told.text === '' ? NOT_DONE : told.text
  const output = commandsOf(call).map((_, i): Item => {
    const one = ran[i] ?? { stdout: '', stderr: why, exit: 'stopped' as const }
    return { stdout: one.stdout.slice(0, most), stderr: one.stderr.slice(0, most), outcome: ended(one) }
  })
  const echo = most === Infinity ? {} : { max_output_length: most }
  return { type: 'shell_call_output', call_id: call['call_id'], ...echo, output }
}

function patchOutput(call: Item, result: CallResult | undefined): Item {
  const told = tellResult(result)
  const output = told.text === '' ? {} : { output: told.text }
  return { type: 'apply_patch_call_output', call_id: call['call_id'], status: told.isDone ? 'completed' : 'failed', ...output }
}

function functionText(call: Item, result: CallResult | undefined): string {
  const told = tellResult(result)
  if (told.text !== '') return told.text
  return doneWords(textOf(call, 'name'))
}

/** `screen`: the newest picture, where it has to stand with this answer. Only functions take pictures. */
export function answerTool(call: Item, result: CallResult | undefined, detail: string, screen: string | null): Item {
  const type = textOf(call, 'type')
  if (type === 'shell_call') return shellOutput(call, result)
  if (type === 'apply_patch_call') return patchOutput(call, result)
  const said = functionText(call, result)
  const pictures = [...(result?.pictures ?? []), ...(screen === null ? [] : [screen])]
  const output = pictures.length === 0 ? said : [text(said), ...pictures.map((id) => image(id, detail))]
  return { type: `${type}_output`, call_id: call['call_id'], output }
}
