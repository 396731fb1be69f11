/**
 * A strict server that speaks OpenAI's Responses API over real HTTP on 127.0.0.1. It refuses what the real one refuses,
 * answers with the turns it is given (fake-responses-server/turn.ts), and keeps every request for assertions.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFault, badRequest } from './fake-responses-server/api-fault.js'
import { compactBodySchema, countBodySchema, type RequestBody } from './fake-responses-server/body-schema.js'
import { buildItems } from './fake-responses-server/build-turn.js'
import { checkRequest, checkShape, type CheckedRequest } from './fake-responses-server/check-request.js'
import { KNOWN_MODELS } from './fake-responses-server/known-models.js'
import { finishedResponse, responseObject } from './fake-responses-server/responses.js'
import { sendFault, sendHttpFault, sendJson, sendStream, type Sending } from './fake-responses-server/send.js'
import { closeSockets, dropSockets, serveSocket, type SocketMemory } from './fake-responses-server/socket.js'
import type { FakeTurn, Json } from './fake-responses-server/turn.js'
import { cacheEntry, usageOf, type CacheEntry } from './fake-responses-server/usage.js'

export type { FakeComputerCall, FakeFault, FakeToolCall, FakeTurn } from './fake-responses-server/turn.js'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** parsed; null when there was none */
  readonly body: Json | null
}

export type TurnSource =
  readonly FakeTurn[] | ((request: RequestBody, number: number, received: ReceivedRequest) => FakeTurn | Promise<FakeTurn>)

export interface FakeServerOptions {
  /** played in order, one for each valid request; or made from the request (number from 1) */
  readonly turns: TurnSource
  /** the only key that is let in; any key when left out */
  readonly apiKey?: string
  readonly port?: number
  /** tokens a request may have */
  readonly window?: number
  /** left out: there is a WebSocket as well */
  readonly webSocket?: 'refused'
  readonly onRefused?: (status: number, message: string) => void
}

export interface FakeResponsesServer {
  /** what OPENAI_BASE_URL is set to */
  readonly url: string
  /** everything that was asked, in order */
  readonly requests: readonly ReceivedRequest[]
  /** bodies of the turns that were asked for and found valid, in order */
  readonly turns: readonly RequestBody[]
  /** what was refused, in order */
  readonly refused: readonly { readonly status: number; readonly message: string }[]
  /** how many connections were opened */
  connections(): number
  /** ends every WebSocket, as the server does after an hour */
  dropSockets(): Promise<void>
  /** safe to call twice */
  close(): Promise<void>
}

const WINDOW = 922_000

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function parseBody(text: string): Json | null {
  if (text === '') return null
  try {
    return JSON.parse(text) as Json
  } catch {
    throw badRequest('We could not parse the JSON body of your request.')
  }
}

class FakeServer {
  readonly requests: ReceivedRequest[] = []
  readonly turns: RequestBody[] = []
  readonly refused: { status: number; message: string }[] = []
  private readonly items = new Map<string, Json>()
  private readonly reasoningOf = new Map<string, string>()
  private readonly stored = new Map<string, readonly Json[]>()
  private readonly kept = new Map<string, Json>()
  private readonly cache = new Map<string, CacheEntry>()

  constructor(private readonly options: FakeServerOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request)
    const path = (request.url ?? '').split('?')[0]!
    const received = { method: request.method ?? '', path, headers: request.headers, body: null as Json | null }
    const number = this.requests.push(received)
    try {
      this.checkKey(request.headers.authorization)
      received.body = parseBody(text)
      await this.route(received, response, number)
    } catch (error) {
      const fault = error instanceof ApiFault ? error : new ApiFault(500, String(error), 'fake_server_bug', null, 'server_error')
      this.refused.push({ status: fault.status, message: fault.message })
      this.options.onRefused?.(fault.status, fault.message)
      sendFault(response, number, fault)
    }
  }

  private checkKey(authorization: string | undefined): void {
    const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (key === undefined) throw new ApiFault(401, "You didn't provide an API key.", null)
    if (this.options.apiKey !== undefined && key !== this.options.apiKey)
      throw new ApiFault(401, `Incorrect API key provided: ${key.slice(0, 3)}***.`, 'invalid_api_key')
  }

  private async route(received: ReceivedRequest, response: ServerResponse, number: number): Promise<void> {
    const one = /^\/v1\/responses\/([^/]+)(\/cancel)?$/.exec(received.path)
    switch (`${received.method} ${received.path}`) {
      case 'POST /v1/responses':
        return this.respond(received, response, number)
      case 'POST /v1/responses/input_tokens':
        return sendJson(response, number, this.countTokens(received.body))
      case 'POST /v1/responses/compact':
        return sendJson(response, number, this.compact(received.body, number))
      case 'GET /v1/models':
        return sendJson(response, number, {
          object: 'list',
          data: Object.keys(KNOWN_MODELS).map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'openai' })),
        })
    }
    if (one) return sendJson(response, number, this.onStored(received.method, one[1]!, one[2] !== undefined))
    throw new ApiFault(404, `Invalid URL (${received.method} ${received.path})`)
  }

  private get issued() {
    return { items: this.items, reasoningOf: this.reasoningOf, stored: this.stored }
  }

  private async nextTurn(checked: CheckedRequest, received: ReceivedRequest): Promise<FakeTurn> {
    const { turns } = this.options
    const number = this.turns.length
    if (typeof turns === 'function') return turns(checked.body, number, received)
    const turn = turns[number - 1]
    if (turn) return turn
    throw badRequest(`The fake server has no turn ${number}: it was given ${turns.length}.`)
  }

  private async respond(received: ReceivedRequest, response: ServerResponse, number: number): Promise<void> {
    const checked = checkRequest(received.body, this.issued)
    this.turns.push(checked.body)
    const turn = await this.nextTurn(checked, received)
    if (turn.delayMs) await sleep(turn.delayMs)
    if (turn.fault?.kind === 'http') return sendHttpFault(response, number, turn.fault)
    const { answer, items } = this.made(checked, turn, number)
    if (!checked.body.stream) return sendJson(response, number, answer.last.response)
    const withPadding = checked.body.stream_options?.include_obfuscation !== false
    return sendStream(response, { turn, answer, items, withPadding, number })
  }

  /** The same request as one message of a WebSocket; with `store: false` only its newest answer is remembered. */
  async onSocket(body: Json, memory: SocketMemory, request: IncomingMessage): Promise<Sending> {
    const received = { method: 'SOCKET', path: '/v1/responses', headers: request.headers, body }
    const number = this.requests.push(received)
    const { newest } = memory
    memory.newest = null
    try {
      const stored = new Map([...this.stored, ...(newest ? [[newest.id, newest.items] as const] : [])])
      const checked = checkRequest(body, { ...this.issued, stored })
      this.turns.push(checked.body)
      const turn = await this.nextTurn(checked, received)
      const { fault } = turn
      if (turn.delayMs) await sleep(turn.delayMs)
      if (fault?.kind === 'http') throw new ApiFault(fault.status, fault.message ?? 'It went wrong.', fault.code ?? null)
      const { id, answer, items } = this.made(checked, turn, number)
      if (fault === undefined) memory.newest = { id, items: [...checked.items, ...items] }
      return { turn, answer, items, withPadding: true, number }
    } catch (error) {
      if (error instanceof ApiFault) this.refused.push({ status: error.status, message: error.message })
      throw error
    }
  }

  enter(request: IncomingMessage): void {
    if (this.options.webSocket === 'refused') throw new ApiFault(426, 'Upgrade refused.')
    this.checkKey(request.headers.authorization)
  }

  private made(checked: CheckedRequest, turn: FakeTurn, number: number) {
    const isPreview = checked.body.tools?.some((tool) => tool.type === 'computer_use_preview') ?? false
    const items = [...this.compaction(checked), ...buildItems(turn, this.turns.length, isPreview)]
    const id = `resp_${number}`
    const begun = responseObject(id, checked)
    const answer = { id, begun, last: finishedResponse(begun, turn, items, this.usage(checked, items)) }
    this.remember(id, checked, items, answer.last.response)
    return { id, answer, items }
  }

  /** What the real server does on its own once a conversation is longer than was asked for; beyond its window it refuses. */
  private compaction(checked: CheckedRequest): readonly Json[] {
    const { input_tokens } = usageOf(cacheEntry(checked), undefined, [])
    if (Number(input_tokens) > (this.options.window ?? WINDOW))
      throw badRequest('Your input exceeds the context window of this model.', 'input', 'context_length_exceeded')
    const threshold = checked.body.context_management?.[0]?.compact_threshold
    if (threshold === undefined || Number(input_tokens) <= threshold) return []
    const id = `cmp_auto_${this.turns.length}`
    return [{ id, type: 'compaction', encrypted_content: `gAAAAA-sealed-${id}` }]
  }

  private usage(checked: CheckedRequest, items: readonly Json[]): Json {
    const entry = cacheEntry(checked)
    const key = checked.body.prompt_cache_key ?? ''
    const before = this.cache.get(key)
    this.cache.set(key, entry)
    return usageOf(entry, before, items)
  }

  private remember(id: string, checked: CheckedRequest, items: readonly Json[], response: Json): void {
    let reasoning: string | undefined
    for (const item of items) {
      const itemId = typeof item['id'] === 'string' ? item['id'] : null
      if (itemId === null) continue
      this.items.set(itemId, item)
      if (item['type'] === 'reasoning') reasoning = itemId
      else if (reasoning !== undefined && String(item['type']).endsWith('_call')) this.reasoningOf.set(itemId, reasoning)
    }
    if (checked.body.store === false) return
    this.stored.set(id, [...checked.items, ...items])
    this.kept.set(id, response)
  }

  private countTokens(body: Json | null): Json {
    checkShape(countBodySchema, body)
    const usage = usageOf(cacheEntry(checkRequest(body, this.issued)), undefined, [])
    return { object: 'response.input_tokens', input_tokens: usage['input_tokens'] }
  }

  private compact(body: Json | null, number: number): Json {
    const { model, input, previous_response_id } = checkShape(compactBodySchema, body)
    const checked = checkRequest({ model, input, previous_response_id }, this.issued)
    const item = { id: `cmp_${number}`, type: 'compaction', encrypted_content: `gAAAAA-sealed-cmp-${number}` }
    this.items.set(item.id, item)
    const usage = usageOf(cacheEntry(checked), undefined, [item])
    return { id: `resp_${number}`, object: 'response.compaction', created_at: 1_795_300_000, output: [item], usage }
  }

  private onStored(method: string, id: string, isCancel: boolean): Json {
    const response = this.kept.get(id)
    if (!response) throw new ApiFault(404, `Response with id '${id}' not found.`, null)
    if (isCancel && method === 'POST') {
      if (response['background'] !== true) throw badRequest('Cannot cancel a synchronous response.')
      return { ...response, status: 'cancelled' }
    }
    if (!isCancel && method === 'GET') return response
    if (!isCancel && method === 'DELETE') {
      this.kept.delete(id)
      this.stored.delete(id)
      return { id, object: 'response', deleted: true }
    }
    throw new ApiFault(405, `Not allowed: ${method}.`)
  }
}

export async function startFakeResponsesServer(options: FakeServerOptions): Promise<FakeResponsesServer> {
  const fake = new FakeServer(options)
  const server = createServer((request, response) => void fake.handle(request, response))
  const sockets = serveSocket(server, {
    enter: (request) => fake.enter(request),
    answer: (body, memory, request) => fake.onSocket(body, memory, request),
  })
  let opened = 0
  server.on('connection', () => (opened += 1))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests: fake.requests,
    turns: fake.turns,
    refused: fake.refused,
    connections: () => opened,
    dropSockets: () => dropSockets(sockets),
    close: () =>
      new Promise((resolve) => {
        closeSockets(sockets)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
