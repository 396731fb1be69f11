/** Looking at files: a range of a text, a folder, an image. They only read. */
import { z } from 'zod'
import type { Picture } from '../../../native-bridge/types.js'
import { done, failed, ok, refuse, type Result } from '../outcome.js'
import { readInput } from '../read-input.js'
import type { Tool, ToolOutcome } from '../tool.js'
import type { Entry, Workspace } from '../workspace/workspace.js'
import { asText, cut, numbered } from './texts.js'

/** null: no picture that a model takes */
export type ReadPicture = (bytes: Buffer) => Promise<Picture | null>
/** What stands beside a file that was looked at: instructions of its folder, once. '' for nothing. */
export type Beside = (path: string) => Promise<string>

const line = z.number().int()
const readSchema = z.object({ path: z.string(), from: line.min(1).optional(), to: line.optional() })
const pathSchema = z.object({ path: z.string() })

interface Reading<T> {
  readonly name: string
  readonly description: string
  readonly parameters: object
  readonly schema: z.ZodType<T>
  readonly pathOf: (input: T) => string
  readonly look: (input: T) => Promise<ToolOutcome>
}

export function readingTool<T>(workspace: Workspace, { name, description, parameters, schema, pathOf, look }: Reading<T>): Tool {
  return {
    name,
    description,
    parameters,
    form: 'function',
    foresee(input) {
      const read = readInput(schema, input)
      if (!read.ok) return read
      const path = workspace.check(pathOf(read.value), 'read')
      if (!path.ok) return path
      return ok({ what: `${name} ${path.value || '.'}`, where: workspace.root, risks: [], isReading: true })
    },
    async run(input) {
      const read = readInput(schema, input)
      return read.ok ? look(read.value) : failed(read.problem)
    },
  }
}

export const fileTools = (workspace: Workspace, readPicture: ReadPicture, beside: Beside): readonly Tool[] => [
  readingTool(workspace, {
    name: 'read_file',
    description: 'Reads a text file of the workspace, whole or from one line to another; lines are numbered.',
    parameters: {
      type: 'object',
      properties: { path: PATH, from: { type: 'integer' }, to: { type: 'integer' } },
      required: ['path'],
    },
    schema: readSchema,
    pathOf: ({ path }) => path,
    look: async ({ path, from, to }) => {
      const text = await readText(workspace, path)
      return text.ok ? done((await beside(path)) + numbered(text.value, from, to)) : failed(text.problem)
    },
  }),
  readingTool(workspace, {
    name: 'list_files',
    description: 'Lists a folder of the workspace.',
    parameters: { type: 'object', properties: { path: PATH }, required: ['path'] },
    schema: pathSchema,
    pathOf: ({ path }) => path || '.',
    look: async ({ path }) => {
      const entries = await workspace.list(path || '.')
      return entries.ok ? done(listed(entries.value)) : failed(entries.problem)
    },
  }),
  readingTool(workspace, {
    name: 'view_image',
    description: 'Looks at an image file of the workspace: PNG, JPEG or WebP.',
    parameters: { type: 'object', properties: { path: PATH }, required: ['path'] },
    schema: pathSchema,
    pathOf: ({ path }) => path,
    look: ({ path }) => viewImage(workspace, path, readPicture),
  }),
]

const PATH = { type: 'string', description: 'From the workspace, or absolute inside it.' }

export async function readText(workspace: Workspace, path: string): Promise<Result<string>> {
  const file = await workspace.read(path)
  if (!file.ok) return file
  if (file.value === null) return refuse(`${path} does not exist.`)
  const text = asText(file.value.bytes)
  return text === null ? refuse(`${path} is no text file.`) : ok(text)
}

export function listed(entries: readonly Entry[]): string {
  const lines = entries.map(({ name, kind, bytes }) => (kind === 'folder' ? `${name}/` : kind === 'file' ? `${name}  ${bytes}` : `${name}  (${kind})`)) // prettier-ignore
  return lines.length === 0 ? '[the folder is empty]' : cut(lines.join('\n'))
}

async function viewImage(workspace: Workspace, path: string, readPicture: ReadPicture): Promise<ToolOutcome> {
  const file = await workspace.read(path)
  if (!file.ok) return failed(file.problem)
  if (file.value === null) return failed(refuse(`${path} does not exist.`).problem)
  const picture = await readPicture(file.value.bytes)
  if (picture === null) return failed(refuse(`${path} is no PNG, JPEG or WebP picture.`).problem)
  return { result: 'done', output: `${path}: ${picture.width}x${picture.height}`, pictures: [picture] }
}
