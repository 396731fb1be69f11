/** Starts the MCP servers of the configuration through the official client and lists their tools. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { CallToolResult, Tool as ServerTool } from '@modelcontextprotocol/sdk/types.js'
import type { McpServer } from '../../protocol/tool-settings.js'
import { reasonOf } from '../outcome.js'
import { cleanEnvironment, type Environment } from '../sandbox/environment.js'
import type { FoundSandbox } from '../sandbox/find-sandbox.js'
import { plainText } from '../shell/kept-output.js'
import { startProgram } from '../shell/process-tree.js'
import type { Tool } from '../tool.js'
import { LimitedTransport } from './limited-transport.js'
import { mcpTool } from './mcp-tool.js'

export interface ServerSurroundings {
  readonly root: string
  readonly found: FoundSandbox
  readonly env: Environment
  /** how long a server may take to come up, ms */
  readonly patienceMs?: number
}

export interface OpenServers {
  readonly tools: readonly Tool[]
  readonly warnings: readonly string[]
  close(): Promise<void>
}

const PATIENCE_MS = 20_000
const CALL_MS = 120_000
const MOST_TOOLS = 100

interface Opened {
  readonly tools: readonly Tool[]
  close(): Promise<void>
}

export async function openServers(
  servers: Readonly<Record<string, McpServer>>,
  around: ServerSurroundings,
): Promise<OpenServers> {
  const warnings: string[] = []
  // in the order of the settings, whoever is up first: a name that two servers use is that of the first
  const all = await Promise.all(
    Object.entries(servers).map(async ([name, server]) => {
      try {
        return await openServer(name, server, around)
      } catch (error) {
        warnings.push(`The MCP server ${name} is not used: ${plainText(reasonOf(error)).split('\n')[0]?.slice(0, 300) ?? ''}.`)
        return null
      }
    }),
  )
  const opened = all.filter((one) => one !== null)
  return {
    tools: withoutTwins(opened.flatMap(({ tools }) => tools)),
    warnings,
    close: async () => void (await Promise.all(opened.map((one) => one.close()))),
  }
}

async function openServer(name: string, server: McpServer, around: ServerSurroundings): Promise<Opened> {
  const { patienceMs = PATIENCE_MS } = around
  const transport = transportTo(server, around)
  const client = new Client({ name: 'deskhand', version: '1' }, { capabilities: {} })
  const close = () => Promise.race([client.close().catch(() => undefined), soon()]).then(() => undefined)
  try {
    await client.connect(transport, { timeout: patienceMs })
    const tools = await listTools(client, patienceMs)
    const where = 'url' in server ? server.url : [server.command, ...server.args].join(' ')
    const call = (tool: string, input: Record<string, unknown>, signal: AbortSignal) =>
      client.callTool({ name: tool, arguments: input }, undefined, {
        signal,
        timeout: CALL_MS,
        maxTotalTimeout: CALL_MS,
      }) as Promise<CallToolResult>
    return { tools: tools.map((tool) => mcpTool({ name, where, call }, tool)), close }
  } catch (error) {
    await close()
    const said = transport instanceof LimitedTransport ? transport.said.trim() : ''
    throw said === '' ? error : new Error(`${reasonOf(error)} (it said: ${said.split('\n').at(-1) ?? ''})`)
  }
}

async function listTools(client: Client, timeout: number): Promise<readonly ServerTool[]> {
  const tools: ServerTool[] = []
  let cursor: string | undefined
  do {
    const page = await client.listTools(cursor === undefined ? {} : { cursor }, { timeout })
    tools.push(...page.tools)
    cursor = page.nextCursor
  } while (cursor !== undefined && tools.length < MOST_TOOLS)
  return tools.slice(0, MOST_TOOLS)
}

/** A server that does not end on its own is killed by its transport; nobody waits long for that. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3000).unref())

function transportTo(server: McpServer, { root, found, env }: ServerSurroundings): Transport {
  if ('url' in server) {
    return new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers: server.headers } })
  }
  const { sandbox } = found
  return new LimitedTransport(() => {
    const clean = cleanEnvironment(env, {
      home: sandbox.home,
      temp: sandbox.temp,
      hasNetwork: server.network,
      set: server.env,
    })
    const confined = { hasNetwork: server.network, hasTerminal: false }
    const command = sandbox.wrap({ file: server.command, args: server.args }, confined)
    return startProgram({ ...command, cwd: root, env: clean, hasTerminal: false, endsTree: sandbox.endsTree })
  })
}

/** Two tools of one name could not be told apart: the first stays. */
const withoutTwins = (tools: readonly Tool[]): readonly Tool[] =>
  tools.filter((tool, index) => tools.findIndex((other) => other.name === tool.name) === index)
