/**
 * One tool of an MCP server as a tool of ours. All that a server says of itself is a stranger's word: its hints can make a tool
 * asked for more and never less, its texts are cut, cleaned and marked as the server's.
 */
import type { CallToolResult, Tool as ServerTool } from '@modelcontextprotocol/sdk/types.js'
import { createHash } from 'node:crypto'
import type { Picture } from '../../../native-bridge/types.js'
import { findingOf, type Finding } from '../../safety/finding.js'
import { cut } from '../files/texts.js'
import { ok, reasonOf, refuse } from '../outcome.js'
import { plainText } from '../shell/kept-output.js'
import type { Tool, ToolOutcome } from '../tool.js'

export interface ServerOfTool {
  readonly name: string
  /** the address or command line, for the person */
  readonly where: string
  call(tool: string, input: Record<string, unknown>, signal: AbortSignal): Promise<CallToolResult>
}

const LONGEST_DESCRIPTION = 1000
const LARGEST_SCHEMA = 20_000
const LONGEST_OUTPUT = 30_000

export function mcpTool(server: ServerOfTool, tool: ServerTool): Tool {
  const findings = findingsOf(server.name, tool)
  return {
    name: toolName(server.name, tool.name),
    form: 'function',
    description: `Tool of the MCP server ${server.name}, in its words: ${plainText(tool.description ?? tool.name).slice(0, LONGEST_DESCRIPTION)}`,
    parameters: schemaOf(tool),
    foresee(input) {
      if (!isRecord(input)) return refuse('The input must be an object.')
      const what = `${server.name}: ${tool.name} ${shown(input)}`
      return ok({ what, where: server.where, risks: findings.map(({ risk }) => risk), findings, isReading: false })
    },
    async run(input, _context, signal) {
      try {
        const result = await server.call(tool.name, isRecord(input) ? input : {}, signal)
        return outcomeOf(server.name, result)
      } catch (error) {
        if (signal.aborted) return { result: 'interrupted', output: 'It was stopped.' }
        const problem = refuse(`The MCP server ${server.name} failed: ${plainText(reasonOf(error)).slice(0, 500)}`).problem
        return { result: 'failed', output: problem.message, problem }
      }
    },
  }
}

/** What every model API takes as a name; a server cannot take the name of another's tool. */
export const toolName = (server: string, tool: string): string =>
  `${server.replaceAll('-', '_')}__${tool.replace(/[^A-Za-z0-9_-]/g, '_')}`.slice(0, 64)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (input: Record<string, unknown>): string => plainText(JSON.stringify(input)).slice(0, 300)

function schemaOf({ inputSchema }: ServerTool): object {
  return JSON.stringify(inputSchema).length > LARGEST_SCHEMA ? { type: 'object' } : inputSchema
}

/** What a server may do is not known, so its tools ask; what it calls destructive asks with that word. */
function findingsOf(server: string, { annotations }: ServerTool): readonly Finding[] {
  const why = `The MCP server ${server} does this; what it does with it cannot be seen.`
  const tells = [findingOf('runs-command', { level: 'low', sign: 'mcp-tool', why })]
  if (annotations?.readOnlyHint === true) return tells
  if (annotations?.destructiveHint === true) return [...tells, findingOf('deletes', { why: `${server} calls this destructive.` })]
  return tells
}

function outcomeOf(server: string, { content, isError }: CallToolResult): ToolOutcome {
  const texts = content.map((part) => textOf(part)).filter((text) => text !== '')
  const output = `[from the MCP server ${server}]\n${cut(plainText(texts.join('\n')), LONGEST_OUTPUT)}`
  const pictures = content.flatMap((part) => (part.type === 'image' ? pictureOf(part.data, part.mimeType) : [])).slice(0, 4)
  if (isError) {
    const problem = refuse(`The tool of ${server} failed.`).problem
    return { result: 'failed', output, problem }
  }
  return { result: 'done', output, ...(pictures.length > 0 ? { pictures } : {}) }
}

function textOf(part: CallToolResult['content'][number]): string {
  if (part.type === 'text') return part.text
  if (part.type === 'resource' && 'text' in part.resource) return part.resource.text
  if (part.type === 'resource_link') return `[resource ${part.uri}]`
  return `[${part.type}]`
}

const LARGEST_PICTURE = 10 << 20

/** Only PNG, whose size stands in its first bytes. */
function pictureOf(data: string, mime: string): readonly Picture[] {
  const bytes = Buffer.from(data.slice(0, LARGEST_PICTURE * 2), 'base64')
  if (mime !== 'image/png' || bytes.length < 24 || bytes.length > LARGEST_PICTURE || bytes.readUInt32BE(0) !== 0x89504e47)
    return []
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width === 0 || height === 0 || width > 8000 || height > 8000) return []
  const id = createHash('sha256').update(bytes).digest('hex')
  return [{ id, bytes, width, height, mime }]
}
