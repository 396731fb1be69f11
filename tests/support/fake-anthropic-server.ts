/**
 * A strict server that speaks Anthropic's Messages API over real HTTP on 127.0.0.1. It refuses what the real one refuses,
 * answers with the turns it is given (fake-anthropic-server/turn.ts), and keeps every request for assertions.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildBlocks, eventsOf, stopReason } from './fake-anthropic-server/answer.js'
import { ApiFault, badRequest } from './fake-anthropic-server/api-fault.js'
import type { RequestBody } from './fake-anthropic-server/body-schema.js'
import { checkRequest, type CheckedRequest } from './fake-anthropic-server/check-request.js'
import { KNOWN_MODELS } from './fake-anthropic-server/known-models.js'
import { sendFault, sendHttpFault, sendJson, sendStream } from './fake-anthropic-server/send.js'
import type { FakeTurn, Json } from './fake-anthropic-server/turn.js'
import { inputTokens, usageOf } from './fake-anthropic-server/usage.js'

export type { FakeAction, FakeFault, FakeTurn } from './fake-anthropic-server/turn.js'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  body: Json | null
}

export interface FakeServerOptions {
  /** played in order, one for each valid request */
  readonly turns: readonly FakeTurn[] | ((request: RequestBody, number: number) => FakeTurn)
  /** the only key that is let in */
  readonly apiKey?: string
  /** tokens a request may have */
  readonly window?: number
}

/** with the newer one a key comes as a bearer token */
const VERSIONS = ['2023-06-01', '2026-10-21']

async function bodyOf(request: IncomingMessage): Promise<Json | null> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return text === '' ? null : (JSON.parse(text) as Json)
  } catch {
    throw badRequest('The request body is not valid JSON.')
  }
}

class FakeServer {
  readonly requests: ReceivedRequest[] = []
  readonly turns: RequestBody[] = []
  readonly refused: { status: number; message: string }[] = []
  private readonly calls = new Map<string, Json>()
  private readonly thinking = new Map<string, { block: Json; model: string }>()
  private readonly compactions = new Map<string, { block: Json; model: string }>()
  private readonly cache = new Set<string>()

  constructor(private readonly options: FakeServerOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]!
    const received: ReceivedRequest = { method: request.method ?? '', path, headers: request.headers, body: null }
    const number = this.requests.push(received)
    try {
      received.body = await bodyOf(request)
      this.checkHeaders(request.headers)
      await this.route(received, response, number)
    } catch (error) {
      const fault = error instanceof ApiFault ? error : new ApiFault(500, String(error))
      this.refused.push({ status: fault.status, message: fault.message })
      sendFault(response, number, fault)
    }
  }

  private checkHeaders(headers: IncomingHttpHeaders): void {
    const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key']
    if (key === undefined) throw new ApiFault(401, 'Authentication is required')
    if (this.options.apiKey !== undefined && key !== this.options.apiKey) throw new ApiFault(401, 'invalid API key')
    if (!VERSIONS.includes(String(headers['anthropic-version']))) throw badRequest('anthropic-version: header is required')
  }

  private async route(received: ReceivedRequest, response: ServerResponse, number: number): Promise<void> {
    switch (`${received.method} ${received.path}`) {
      case 'POST /v1/messages':
        return this.respond(received, response, number)
      case 'GET /v1/models': {
        const data = Object.keys(KNOWN_MODELS).map((id) => ({
          type: 'model',
          id,
          display_name: id,
          created_at: '2026-01-01T00:00:00Z',
        }))
        return sendJson(response, number, { data, has_more: false, first_id: data[0]!.id, last_id: data.at(-1)!.id })
      }
    }
    throw new ApiFault(404, 'Not Found')
  }

  private async respond(received: ReceivedRequest, response: ServerResponse, number: number): Promise<void> {
    const betas = String(received.headers['anthropic-beta'] ?? '')
      .split(',')
      .filter(Boolean)
    const checked = checkRequest(received.body, betas, this.issued)
    this.turns.push(checked.body)
    const turn = this.turnOf(checked.body, this.turns.length)
    if (turn.delayMs) await sleep(turn.delayMs)
    if (turn.fault?.kind === 'http') return sendHttpFault(response, number, turn.fault)
    const blocks = [...this.compaction(checked, turn), ...buildBlocks(turn, this.turns.length, checked.form)]
    const counted = usageOf(checked, this.cache, blocks)
    this.checkWindow(counted)
    const usage = turn.usage === undefined ? counted : turn.usage
    this.remember(blocks, turn, checked.body.model)
    const head = { id: `msg_${number}`, type: 'message', role: 'assistant', model: checked.body.model }
    if (checked.body.stream !== true)
      return sendJson(response, number, { ...head, content: blocks, stop_reason: stopReason(turn, blocks), usage })
    return sendStream(response, number, turn, eventsOf(turn, blocks, head, usage))
  }

  private get issued() {
    const { calls, thinking, compactions } = this
    return { calls, thinking, compactions }
  }

  /** What the real server does on its own once a conversation is longer than was asked for. */
  private compaction(checked: CheckedRequest, turn: FakeTurn): readonly Json[] {
    const edit = checked.body.context_management?.edits[0]
    if (!edit || inputTokens(checked) <= (edit.trigger?.value ?? 150_000)) return []
    const sealed = `EqQB-sealed-${this.turns.length}`
    const content = turn.compaction === 'fails' ? null : 'Some invoices were read; the list is sorted by date.'
    return [{ type: 'compaction', content, encrypted_content: sealed }]
  }

  private checkWindow(counted: Json): void {
    const fields = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens']
    const tokens = fields.reduce((sum, field) => sum + Number(counted[field] ?? 0), 0)
    const window = this.options.window ?? 200_000
    if (tokens > window) throw badRequest(`prompt is too long: ${tokens} tokens > ${window} maximum`)
  }

  private turnOf(body: RequestBody, number: number): FakeTurn {
    const { turns } = this.options
    const turn = typeof turns === 'function' ? turns(body, number) : turns[number - 1]
    if (turn) return turn
    throw badRequest(`The fake server has no turn ${number}.`)
  }

  private remember(blocks: readonly Json[], turn: FakeTurn, model: string): void {
    blocks.forEach((block, i) => {
      const isBroken = turn.inputText !== undefined && i === blocks.length - 1
      if (block['type'] === 'tool_use') this.calls.set(String(block['id']), isBroken ? { ...block, input: {} } : block)
      if (block['type'] === 'compaction') this.compactions.set(String(block['encrypted_content']), { block, model })
      if (block['type'] === 'thinking') this.thinking.set(String(block['signature']), { block, model })
    })
  }
}

export type FakeAnthropicServer = Awaited<ReturnType<typeof startFakeAnthropicServer>>

export async function startFakeAnthropicServer(options: FakeServerOptions) {
  const fake = new FakeServer(options)
  const server = createServer((request, response) => void fake.handle(request, response))
  let opened = 0
  server.on('connection', () => (opened += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    /** what ANTHROPIC_BASE_URL is set to */
    url: `http://127.0.0.1:${port}`,
    /** everything that was asked, in order */
    requests: fake.requests as readonly ReceivedRequest[],
    /** bodies of the turns that were asked for and found valid, in order */
    turns: fake.turns as readonly RequestBody[],
    /** what was refused, in order */
    refused: fake.refused as readonly { readonly status: number; readonly message: string }[],
    connections: () => opened,
    /** safe to call twice */
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
