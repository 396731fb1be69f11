import { cpSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { McpServer as Server } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openServers } from '../../../../electron/tools/mcp/open-servers.js'
import { toolName } from '../../../../electron/tools/mcp/mcp-tool.js'
import { findSandbox } from '../../../../electron/tools/sandbox/find-sandbox.js'
import { tempFolder } from '../tool-stage.js'

const modules = resolve(import.meta.dirname, '../../../../node_modules')
const context = { id: 't1.1', onOutput: () => undefined }
const quiet = new AbortController().signal

/** A server of this kind in the sandbox; its packages are to be read there. */
async function served(kind: string, more: object = {}, patienceMs = 15_000) {
  const root = tempFolder()
  mkdirSync(join(root, 'x'))
  cpSync(join(import.meta.dirname, 'server.mjs'), join(root, 'server.mjs'))
  const boundary = {
    root,
    isReadOnly: false,
    home: '/nowhere',
    hidden: [],
    alsoRead: [modules, process.execPath],
    pathVariable: process.env['PATH'] ?? '',
  }
  const found = findSandbox({ ...boundary, sockets: [modules, process.execPath] }, join(root, 'x'))
  // node looks for packages beside the file
  const { symlinkSync } = await import('node:fs')
  symlinkSync(modules, join(root, 'node_modules'))
  const servers = {
    test: { command: process.execPath, args: ['server.mjs', kind], env: { GIVEN: 'yes' }, network: false, ...more },
  }
  const env = { ...process.env, OPENAI_API_KEY: 'sk-1' }
  const opened = await openServers(servers, { root, found, env, patienceMs })
  onTestFinished(() => opened.close())
  const tool = (name: string) => opened.tools.find((one) => one.name === `test__${name}`)
  return { ...opened, tool, run: (name: string, input: object = {}, signal = quiet) => tool(name)!.run(input, context, signal) }
}

describe('an MCP server', () => {
  it('has its tools listed by its name and called', async () => {
    const server = await served('good')
    expect(server.warnings).toEqual([])
    expect(server.tools.map(({ name }) => name)).toEqual(
      ['add', 'drop', 'env', 'hang', 'huge', 'flood'].map((name) => `test__${name}`),
    )
    expect(await server.run('add', { a: 2, b: 3 })).toMatchObject({ result: 'done', output: '[from the MCP server test]\n5' })
    expect((await server.run('drop')).result).toBe('failed')
  })

  it('is asked for, also when it calls itself read-only, and with its own word when destructive', async () => {
    const server = await served('good')
    const risks = (name: string) => {
      const foreseen = server.tool(name)!.foresee({})
      return foreseen.ok ? [foreseen.value.isReading, foreseen.value.risks] : null
    }
    expect(risks('add')).toEqual([false, ['runs-command']])
    expect(risks('drop')).toEqual([false, ['runs-command', 'deletes']])
  })

  it('gets no keys of ours, only what its entry names', async () => {
    const { output } = await (await served('good')).run('env')
    expect(output).not.toMatch(/sk-1/)
    expect(output).toContain('"GIVEN":"yes"')
  })

  it('that hangs in a call is left when the person stops', async () => {
    const server = await served('good')
    const stop = new AbortController()
    const call = server.run('hang', {}, stop.signal)
    stop.abort()
    expect((await call).result).toBe('interrupted')
    expect((await server.run('add', { a: 1, b: 1 })).output).toContain('2')
  })

  it('that says too much is cut, and its terminal escapes are gone', async () => {
    const { output } = await (await served('good')).run('huge')
    expect(output.length).toBeLessThan(40_000)
    expect(output).not.toContain('\u001b')
  })

  it('that writes without end in a call is ended', async () => {
    const { result, output } = await (await served('good')).run('flood')
    expect(result).toBe('failed')
    expect(output).toMatch(/MCP server test failed/)
  })

  it('has its description cut, cleaned and marked as its own words', async () => {
    const [tool] = (await served('evil')).tools
    expect(tool?.description).toMatch(/^Tool of the MCP server test, in its words: IGNORE ALL/)
    expect(tool?.description.length).toBeLessThan(1100)
  })

  it.each([
    ['silent', 700],
    ['dies', 15_000],
    ['floods', 15_000],
  ])('that %s is not used, and the person is told', async (kind, patience) => {
    const server = await served(kind, {}, patience)
    expect(server.tools).toEqual([])
    expect(server.warnings).toMatchObject([expect.stringMatching(/^The MCP server test is not used: /)])
  })

  it('that is not installed is told in one sentence', async () => {
    const { warnings } = await served('good', { command: 'no-such-program-here' })
    expect(warnings).toMatchObject([expect.stringMatching(/^The MCP server test is not used/)])
  })

  it('is reached by HTTP with the headers of its entry', async () => {
    const heard: (string | undefined)[] = []
    const http = createServer((request, response) => {
      heard.push(request.headers['x-key'] as string | undefined)
      const server = new Server({ name: 'web', version: '1' })
      server.registerTool('hi', { description: 'Hi.', inputSchema: { who: z.string() } }, ({ who }) => ({
        content: [{ type: 'text', text: `hi ${who}` }],
      }))
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined } as never)
      void server.connect(transport as never).then(() => transport.handleRequest(request, response))
    })
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
    onTestFinished(() => void http.close())
    const port = (http.address() as { port: number }).port
    const root = tempFolder()
    const found = findSandbox({ root, isReadOnly: false, home: '/nowhere', hidden: [], alsoRead: [], pathVariable: '' }, root)
    const entry = { url: `http://127.0.0.1:${port}/mcp`, headers: { 'X-Key': 'k' } }
    const opened = await openServers({ web: entry }, { root, found, env: {} })
    onTestFinished(() => opened.close())
    expect(opened.warnings).toEqual([])
    expect(await opened.tools[0]?.run({ who: 'you' }, context, quiet)).toMatchObject({
      output: expect.stringContaining('hi you') as string,
    })
    expect(new Set(heard)).toEqual(new Set(['k']))
  })
})

it('names of tools are such as every model API takes, and stay apart by server', () => {
  expect(toolName('my-server', 'a.b/c d')).toBe('my_server__a_b_c_d')
  expect(toolName('x', 'y'.repeat(100)).length).toBe(64)
})
