/**
 * A strict server that speaks OpenAI's Chat Completions over real HTTP on 127.0.0.1, as servers of open models do. It refuses what
 * they refuse, answers with the turns it is given (fake-chat-server/turn.ts), and keeps every request for assertions.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { bad, ChatFault, checkBody, type RequestBody } from './fake-chat-server/check-body.js'
import type { FakeTurn, Json } from './fake-chat-server/turn.js'
import { promptTokens, usageOf } from './fake-chat-server/usage.js'

export type { RequestBody } from './fake-chat-server/check-body.js'
export type { FakeTurn } from './fake-chat-server/turn.js'

export interface FakeChatOptions {
  /** played in order, one for each valid request */
  readonly turns: readonly FakeTurn[] | ((request: RequestBody, number: number) => FakeTurn)
  /** the only key that is let in; without it none is asked for */
  readonly apiKey?: string
  readonly models?: readonly string[]
  /** tokens a request may have */
  readonly window?: number
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? null : (JSON.parse(text) as unknown)
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,12}/g) ?? []

/** The deltas of a whole answer, without the one that says why it ends. */
function deltasOf(turn: FakeTurn): readonly Json[] {
  const field = turn.reasoningField ?? 'reasoning'
  return [
    { role: 'assistant', content: '' },
    ...pieces(turn.reasoning ?? '').map((text) => ({ [field]: text })),
    ...pieces(turn.content ?? '').map((content) => ({ content })),
    ...(turn.calls ?? []).flatMap((call, index) => {
      const at = turn.noIndex ? {} : { index }
      const head = { ...at, ...(call.id === undefined ? {} : { id: call.id }), type: 'function' }
      const [first = '', ...rest] = pieces(call.arguments)
      return [
        { tool_calls: [{ ...head, function: { name: call.name, arguments: first } }] },
        ...rest.map((written) => ({ tool_calls: [{ ...at, function: { arguments: written } }] })),
      ]
    }),
  ]
}

class FakeChat {
  readonly requests: { method: string; path: string; headers: IncomingHttpHeaders }[] = []
  readonly turns: RequestBody[] = []
  readonly refused: { readonly message: string }[] = []

  constructor(private readonly options: FakeChatOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    this.requests.push({ method, path, headers })
    try {
      const body = await bodyOf(request)
      const { apiKey } = this.options
      if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`)
        throw new ChatFault(401, { error: 'Unauthorized' })
      if (method === 'GET' && path === '/v1/models') {
        const data = (this.options.models ?? []).map((id) => ({ id, object: 'model', created: 1, owned_by: 'me' }))
        return sendJson(response, 200, { object: 'list', data })
      }
      if (method !== 'POST' || path !== '/v1/chat/completions') throw new ChatFault(404, { detail: 'Not Found' })
      await this.respond(this.fitting(checkBody(body)), response)
    } catch (error) {
      const fault = error instanceof ChatFault ? error : new ChatFault(500, { error: String(error) })
      this.refused.push({ message: fault.message })
      sendJson(response, fault.status, fault.body)
    }
  }

  private fitting(body: RequestBody): RequestBody {
    const { window = Infinity } = this.options
    const tokens = promptTokens(body)
    if (tokens <= window) return body
    throw bad(`This model's maximum context length is ${window} tokens. However, your request has ${tokens} input tokens.`)
  }

  private async respond(body: RequestBody, response: ServerResponse): Promise<void> {
    this.turns.push(body)
    const { turns } = this.options
    const number = this.turns.length
    const turn = typeof turns === 'function' ? turns(body, number) : turns[number - 1]
    if (!turn) throw new ChatFault(500, { error: `The fake server has no turn ${number}.` })
    if (turn.delayMs) await sleep(turn.delayMs)
    const { fault } = turn
    if (fault?.kind === 'http') return sendJson(response, fault.status, fault.body ?? { error: 'It went wrong.' }, fault.headers)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const head = { id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 1, model: body.model }
    const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`)
    for (const delta of deltasOf(turn)) {
      if (turn.eventMs) await sleep(turn.eventMs)
      send({ ...head, choices: [{ index: 0, delta, finish_reason: null }] })
    }
    if (fault) return breakOff(response, fault, send)
    const finish = turn.finish ?? ((turn.calls ?? []).length > 0 ? 'tool_calls' : 'stop')
    send({ ...head, choices: [{ index: 0, delta: {}, finish_reason: finish }] })
    const usage = turn.usage === undefined ? usageOf(body, this.turns[number - 2], deltasOf(turn)) : turn.usage
    if (usage) send({ ...head, choices: [], usage })
    response.end('data: [DONE]\n\n')
  }
}

function breakOff(response: ServerResponse, fault: NonNullable<FakeTurn['fault']>, send: (value: unknown) => void): void {
  switch (fault.kind) {
    case 'error-chunk':
      send({ error: fault.error })
      return void response.end('data: [DONE]\n\n')
    case 'garbage':
      return void response.end('data: {"choices": [{"del\n\n')
    case 'cut':
      return void response.write(': cut\n\n', () => setImmediate(() => response.destroy()))
    case 'stall':
      return
    default:
      response.end()
  }
}

export type FakeChatServer = Awaited<ReturnType<typeof startFakeChatServer>>

export async function startFakeChatServer(options: FakeChatOptions) {
  const fake = new FakeChat(options)
  const server = createServer((request, response) => void fake.handle(request, response))
  let opened = 0
  server.on('connection', () => (opened += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    /** what the base URL is set to */
    url: `http://127.0.0.1:${port}/v1`,
    requests: fake.requests as readonly {
      readonly method: string
      readonly path: string
      readonly headers: IncomingHttpHeaders
    }[],
    /** bodies of the turns that were asked for and found valid, in order */
    turns: fake.turns as readonly RequestBody[],
    refused: fake.refused as readonly { readonly message: string }[],
    connections: () => opened,
    /** safe to call twice */
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
