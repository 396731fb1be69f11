/**
 * A strict server that speaks Gemini's generateContent API over real HTTP on 127.0.0.1. It refuses what the real one
 * refuses, answers with the turns it is given (fake-gemini-server/turn.ts), and keeps every request for assertions.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildParts, chunksOf, usageOf } from './fake-gemini-server/answer.js'
import { ApiFault, badRequest } from './fake-gemini-server/api-fault.js'
import type { RequestBody } from './fake-gemini-server/body-schema.js'
import { checkRequest } from './fake-gemini-server/check-request.js'
import { knownModel } from './fake-gemini-server/known-models.js'
import { sendHttpFault, sendJson, sendStream } from './fake-gemini-server/send.js'
import type { FakeTurn, Json } from './fake-gemini-server/turn.js'

export type { FakeCall, FakeFault, FakeTurn } from './fake-gemini-server/turn.js'

export interface ReceivedRequest {
  readonly method: string
  /** with the query */
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

async function bodyOf(request: IncomingMessage): Promise<Json | null> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return text === '' ? null : (JSON.parse(text) as Json)
  } catch {
    throw badRequest('Invalid JSON payload received.')
  }
}

class FakeServer {
  readonly requests: ReceivedRequest[] = []
  readonly turns: RequestBody[] = []
  readonly refused: { status: number; message: string }[] = []
  private readonly issued: Json[] = []
  private before: string | null = null

  constructor(private readonly options: FakeServerOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received: ReceivedRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: null,
    }
    this.requests.push(received)
    try {
      received.body = await bodyOf(request)
      this.checkKey(request.headers)
      await this.route(received, response)
    } catch (error) {
      const fault = error instanceof ApiFault ? error : new ApiFault(500, String(error))
      this.refused.push({ status: fault.status, message: fault.message })
      sendJson(response, fault.error, fault.status)
    }
  }

  private checkKey(headers: IncomingHttpHeaders): void {
    const key = headers['x-goog-api-key']
    if (headers.authorization !== undefined || key === undefined)
      throw new ApiFault(403, 'Method does not allow unregistered callers.')
    if (this.options.apiKey === undefined || key === this.options.apiKey) return
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }]
    throw new ApiFault(400, 'API key not valid. Please pass a valid API key.', undefined, details)
  }

  private async route(received: ReceivedRequest, response: ServerResponse): Promise<void> {
    const asked = /^\/v1beta\/models\/([^:?]+)(:streamGenerateContent\?alt=sse)?$/.exec(received.path)
    if (asked && received.method === 'POST' && asked[2] !== undefined) return this.respond(received, asked[1]!, response)
    if (asked && received.method === 'GET' && asked[2] === undefined) {
      knownModel(asked[1]!)
      return sendJson(response, { name: `models/${asked[1]}`, displayName: asked[1], inputTokenLimit: 1_048_576 })
    }
    throw new ApiFault(404, 'Requested entity was not found.')
  }

  private async respond(received: ReceivedRequest, name: string, response: ServerResponse): Promise<void> {
    const checked = checkRequest(received.body, name, this.issued)
    this.turns.push(checked.body)
    const turn = this.turnOf(checked.body, this.turns.length)
    if (turn.delayMs) await sleep(turn.delayMs)
    if (turn.fault?.kind === 'http') return sendHttpFault(response, turn.fault)
    const parts = buildParts(turn, this.turns.length)
    this.issued.push(...parts.filter((part) => part['functionCall'] !== undefined))
    const counted = usageOf(checked, this.before, parts)
    if (Number(counted['promptTokenCount']) > (this.options.window ?? 1_048_576))
      throw badRequest(`The input token count exceeds the maximum number of tokens allowed.`)
    const usage = turn.usage === undefined ? counted : turn.usage
    this.before = JSON.stringify(checked.body.contents)
    const head = { modelVersion: name, responseId: `resp_${this.turns.length}` }
    return sendStream(response, turn, chunksOf(turn, parts, head, usage))
  }

  private turnOf(body: RequestBody, number: number): FakeTurn {
    const { turns } = this.options
    const turn = typeof turns === 'function' ? turns(body, number) : turns[number - 1]
    if (turn) return turn
    throw badRequest(`The fake server has no turn ${number}.`)
  }
}

export type FakeGeminiServer = Awaited<ReturnType<typeof startFakeGeminiServer>>

export async function startFakeGeminiServer(options: FakeServerOptions) {
  const fake = new FakeServer(options)
  const server = createServer((request, response) => void fake.handle(request, response))
  let opened = 0
  server.on('connection', () => (opened += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    /** what the base URL is set to */
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
