/** Changing files: V4A patches, and the operations of a text editor. Both write whole files or nothing. */
import { editorInputSchema, patchInputSchema, type EditorInput, type PatchInput } from '../../protocol/tool-offer.js'
import { done, failed, ok, refuse, type Result } from '../outcome.js'
import { DiffError } from '../patch/read-diff.js'
import { carryOut } from '../patch/carry-out.js'
import { isWholePatch, readPatch, type FileChange } from '../patch/read-patch.js'
import { readInput } from '../read-input.js'
import type { Foreseen, Tool, ToolOutcome } from '../tool.js'
import type { Workspace } from '../workspace/workspace.js'
import { listed, readText, type Beside } from './file-tools.js'
import { numbered } from './texts.js'

export const patchTool = (workspace: Workspace, beside: Beside): Tool => ({
  name: 'apply_patch',
  form: 'apply-patch',
  description:
    'Creates, updates or deletes a file of the workspace. diff is headerless V4A; for several files or a move, give a whole patch from *** Begin Patch to *** End Patch as the diff of an update.',
  parameters: PATCH_PARAMETERS,
  foresee(input) {
    const changes = changesOf(input)
    return changes.ok ? foreseeWrites(workspace, changes.value) : changes
  },
  async run(input) {
    const changes = changesOf(input)
    if (!changes.ok) return failed(changes.problem)
    const carried = await carryOut(workspace, changes.value)
    if (!carried.ok) return failed(carried.problem)
    const notes = await Promise.all(carried.value.paths.map((path) => beside(path)))
    return done([...new Set(notes), ...carried.value.lines].filter(Boolean).join('\n'))
  },
})

function changesOf(input: unknown): Result<readonly FileChange[]> {
  const read = readInput<PatchInput>(patchInputSchema, input)
  if (!read.ok) return read
  const { operation } = read.value
  if (operation.type === 'delete_file' || !isWholePatch(operation.diff)) return ok([operation])
  try {
    return ok(readPatch(operation.diff))
  } catch (error) {
    if (error instanceof DiffError) return refuse(`The patch cannot be read: ${error.message}.`)
    throw error
  }
}

function foreseeWrites(workspace: Workspace, changes: readonly FileChange[]): Result<Foreseen> {
  for (const change of changes) {
    const paths = change.type === 'update_file' && change.moveTo !== undefined ? [change.path, change.moveTo] : [change.path]
    for (const path of paths) {
      const checked = workspace.check(path, 'write')
      if (!checked.ok) return checked
    }
  }
  const what = changes.map((change) => `${WORDS[change.type]} ${change.path}`).join(', ')
  // undone by `deskhand undo`, so a deletion here is none for good
  return ok({ what, where: workspace.root, risks: [], isReading: false })
}

const WORDS = { create_file: 'Create', update_file: 'Change', delete_file: 'Delete' } as const

export const editorTool = (workspace: Workspace, beside: Beside): Tool => ({
  name: 'str_replace_based_edit_tool',
  form: 'text-editor',
  description: 'Views and edits files of the workspace.',
  parameters: EDITOR_PARAMETERS,
  foresee(input) {
    const read = readInput<EditorInput>(editorInputSchema, input)
    if (!read.ok) return read
    const isReading = read.value.command === 'view'
    const path = workspace.check(read.value.path, isReading ? 'read' : 'write')
    if (!path.ok) return path
    return ok({ what: `${read.value.command} ${path.value || '.'}`, where: workspace.root, risks: [], isReading })
  },
  async run(input) {
    const read = readInput<EditorInput>(editorInputSchema, input)
    if (!read.ok) return failed(read.problem)
    const note = await beside(read.value.path)
    const outcome = await edit(workspace, read.value)
    return note === '' ? outcome : { ...outcome, output: note + outcome.output }
  },
})

async function edit(workspace: Workspace, input: EditorInput): Promise<ToolOutcome> {
  switch (input.command) {
    case 'view':
      return view(workspace, input)
    case 'create':
      return write(workspace, input.path, input.fileText, `Wrote ${input.path}`)
    case 'str_replace':
      return change(workspace, input.path, (text) => replaceOnce(text, input.oldStr, input.newStr))
    case 'insert':
      return change(workspace, input.path, (text) => insertAfter(text, input.insertLine, input.insertText))
  }
}

async function view(workspace: Workspace, { path, viewRange }: Extract<EditorInput, { command: 'view' }>): Promise<ToolOutcome> {
  const entries = await workspace.list(path)
  if (entries.ok) return done(listed(entries.value))
  const text = await readText(workspace, path)
  if (!text.ok) return failed(text.problem)
  const [from = 1, to = -1] = viewRange ?? []
  return done(numbered(text.value, Math.max(1, from), to === -1 ? Infinity : to))
}

async function change(workspace: Workspace, path: string, make: (text: string) => Result<string>): Promise<ToolOutcome> {
  const text = await readText(workspace, path)
  if (!text.ok) return failed(text.problem)
  const made = make(text.value)
  return made.ok ? write(workspace, path, made.value, `Changed ${path}`) : failed(made.problem)
}

async function write(workspace: Workspace, path: string, text: string, said: string): Promise<ToolOutcome> {
  const written = await workspace.write(path, Buffer.from(text))
  return written.ok ? done(said) : failed(written.problem)
}

/** The text must stand there exactly once; line ends of the file are kept. */
function replaceOnce(text: string, old: string, next: string): Result<string> {
  if (old === '') return refuse('Say which text to replace.')
  const isCrlf = text.includes('\r\n') && !old.includes('\r\n')
  const [wanted, put] = isCrlf ? [old.replaceAll('\n', '\r\n'), next.replaceAll('\n', '\r\n')] : [old, next]
  const count = text.split(wanted).length - 1
  if (count === 0) return refuse('That text does not stand in the file; look at it again.')
  if (count > 1) return refuse(`That text stands ${count} times in the file; give more of its surroundings.`)
  const at = text.indexOf(wanted)
  return ok(text.slice(0, at) + put + text.slice(at + wanted.length))
}

function insertAfter(text: string, line: number, added: string): Result<string> {
  const ending = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(ending)
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length
  if (line > count) return refuse(`The file has ${count} lines.`)
  const put = added.replace(/\r?\n$/, '').split(/\r?\n/)
  return ok([...lines.slice(0, line), ...put, ...lines.slice(line)].join(ending))
}

const PATH = { type: 'string', description: 'From the workspace, or absolute inside it.' }

const PATCH_PARAMETERS = {
  type: 'object',
  properties: {
    operation: {
      type: 'object',
      properties: {
        type: { type: 'string', enum: ['create_file', 'update_file', 'delete_file'] },
        path: PATH,
        diff: {
          type: 'string',
          description:
            'V4A: lines begin with a space (context), - or +. Parts of an update begin with @@, or @@ and a line above. A new file has only + lines.',
        },
      },
      required: ['type', 'path'],
    },
  },
  required: ['operation'],
}

const EDITOR_PARAMETERS = {
  type: 'object',
  properties: {
    command: { type: 'string', enum: ['view', 'create', 'str_replace', 'insert'] },
    path: PATH,
    viewRange: { type: 'array', items: { type: 'integer' } },
    fileText: { type: 'string' },
    oldStr: { type: 'string' },
    newStr: { type: 'string' },
    insertLine: { type: 'integer' },
    insertText: { type: 'string' },
  },
  required: ['command', 'path'],
}
