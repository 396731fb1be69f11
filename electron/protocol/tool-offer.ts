/**
 * What a model is told of a tool, and the shape its calls come in. electron/tools makes the offers, the model adapters put them
 * on the wire and turn every vendor's own form of a call into the one shape below, so that a tool knows no vendor.
 */
import { z } from 'zod'

/** How a tool is offered to a model. An adapter whose API has a typed form uses it; every other offers a function. */
export type ToolForm = 'function' | 'shell' | 'apply-patch' | 'text-editor'

export interface ToolOffer {
  /** unique in a session; MCP tools are `server__tool` */
  readonly name: string
  readonly description: string
  /** JSON schema of the input object */
  readonly parameters: object
  readonly form: ToolForm
}

/** Input of a tool of form `shell`, whoever called it. */
export const shellInputSchema = z.object({
  /** one after another or at once; empty only with `restart` */
  commands: z.array(z.string()),
  timeoutMs: z.number().positive().optional(),
  /** characters of each command's output that the model wants to see at most */
  maxOutputLength: z.number().positive().optional(),
  /** begin with a fresh shell */
  restart: z.boolean().optional(),
})
export type ShellInput = z.infer<typeof shellInputSchema>

/** Input of a tool of form `apply-patch`: one file. `diff` is headerless V4A. */
export const patchInputSchema = z.object({
  operation: z.discriminatedUnion('type', [
    z.object({ type: z.literal('create_file'), path: z.string(), diff: z.string() }),
    z.object({ type: z.literal('update_file'), path: z.string(), diff: z.string() }),
    z.object({ type: z.literal('delete_file'), path: z.string() }),
  ]),
})
export type PatchInput = z.infer<typeof patchInputSchema>

/** Input of a tool of form `text-editor`. */
export const editorInputSchema = z.discriminatedUnion('command', [
  /** `viewRange`: first and last line, from 1; -1 is the end */
  z.object({ command: z.literal('view'), path: z.string(), viewRange: z.tuple([z.number(), z.number()]).optional() }),
  z.object({ command: z.literal('create'), path: z.string(), fileText: z.string() }),
  z.object({ command: z.literal('str_replace'), path: z.string(), oldStr: z.string(), newStr: z.string().default('') }),
  /** after that line; 0 is the beginning */
  z.object({ command: z.literal('insert'), path: z.string(), insertLine: z.number().int().min(0), insertText: z.string() }),
])
export type EditorInput = z.infer<typeof editorInputSchema>

/** How one command of a shell call ended. */
export interface ShellResult {
  readonly stdout: string
  readonly stderr: string
  /** its exit code, or that it was ended: for taking too long, or by a person */
  readonly exit: number | 'timeout' | 'stopped'
}

const ERRORS = '⟦stderr⟧'
const EXIT = /^⟦exit (-?\d+|timeout|stopped)⟧$/

/** A command cannot write what only Deskhand writes. */
const plain = (text: string): string => text.replace(/^⟦/gm, '[')

/** The output of a tool of form `shell`: for a person to read, and for an adapter to take apart again. */
export function writeShellOutput(results: readonly ShellResult[]): string {
  return results
    .map(({ stdout, stderr, exit }) => {
      const errors = stderr === '' ? [] : [ERRORS, plain(stderr).replace(/\n$/, '')]
      const out = stdout === '' ? [] : [plain(stdout).replace(/\n$/, '')]
      return [...out, ...errors, `⟦exit ${exit}⟧`].join('\n')
    })
    .join('\n')
}

/** What writeShellOutput wrote; one newline at the end of each stream is not kept. Words after the last command are its errors. */
export function readShellOutput(text: string): readonly ShellResult[] {
  const results: ShellResult[] = []
  let lines: { readonly out: string[]; readonly err: string[] } = { out: [], err: [] }
  let isError = false
  const close = (exit: ShellResult['exit']) => {
    results.push({ stdout: lines.out.join('\n'), stderr: lines.err.join('\n'), exit })
    lines = { out: [], err: [] }
    isError = false
  }
  for (const line of text === '' ? [] : text.split('\n')) {
    const ended = EXIT.exec(line)?.[1]
    if (ended === 'timeout' || ended === 'stopped') close(ended)
    else if (ended !== undefined) close(Number(ended))
    else if (line === ERRORS) isError = true
    else (isError ? lines.err : lines.out).push(line)
  }
  if (lines.out.length + lines.err.length > 0) {
    lines.err.unshift(...lines.out.splice(0))
    close('stopped')
  }
  return results
}
