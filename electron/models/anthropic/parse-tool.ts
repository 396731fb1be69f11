/** Calls of the vendor's own shell and editor → the one shape each has here. */
import type { EditorInput } from '../../protocol/tool-offer.js'
import { textOf, type Item } from '../wire/json.js'

/** The shell: one command, or a fresh one. */
export function shellInput(input: Item): Item {
  const command = textOf(input, 'command')
  return { commands: command === '' ? [] : [command], ...(input['restart'] === true ? { restart: true } : {}) }
}

/** ours → the vendor's */
const FIELDS: Readonly<Record<string, string>> = {
  viewRange: 'view_range',
  fileText: 'file_text',
  oldStr: 'old_str',
  newStr: 'new_str',
  insertLine: 'insert_line',
  insertText: 'insert_text',
} satisfies Partial<Record<AnyField, string>>

type AnyField = EditorInput extends infer E ? (E extends E ? keyof E : never) : never

/** Whether it can be read is for the tool to say. */
export function editorInput(input: Item): Item {
  const renamed = Object.entries(FIELDS).flatMap(([ours, theirs]) =>
    input[theirs] == null ? [] : [[ours, input[theirs]] as const],
  )
  // its earlier form names the text that is put in as it names the new one of a replacement
  const inserted = input['command'] === 'insert' && input['insert_text'] == null ? { insertText: input['new_str'] } : {}
  return { command: input['command'], path: input['path'], ...Object.fromEntries(renamed), ...inserted }
}
