/**
 * The same requests over one WebSocket that stays open: the server remembers the newest answer of it, so that only what is new
 * travels. Nothing depends on that: what the server does not remember is sent whole, as over HTTP.
 */
import { APIError } from 'openai/core/error'
import { WebSocket } from 'undici'
import { isItem, parseJson, partOf, textOf, type Item } from '../wire/json.js'
import type { Line } from '../wire/fetch.js'

/** The transport failed: nothing of the answer counts. */
export class SocketBroken extends Error {}

/** The server ends a socket after an hour. */
const LONGEST_MS = 55 * 60_000

const TERMINAL = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error'])
const FORGOTTEN = 'previous_response_not_found'

interface Remembered {
  readonly id: string
  /** all that was said up to and with that answer, item by item */
  readonly items: readonly string[]
}

export interface SocketOptions {
  readonly apiKey: string
  readonly baseUrl: string
  readonly line: Pick<Line, 'dispatcher'>
}

export class ResponseSocket {
  private open: { readonly socket: WebSocket; readonly sinceMs: number } | null = null
  private remembered: Remembered | null = null

  constructor(private readonly options: SocketOptions) {}

  /** The events of one answer, as over HTTP. Throws SocketBroken. */
  async *events(body: Item, signal: AbortSignal): AsyncGenerator<Item> {
    const input = (body['input'] as readonly unknown[]).map((item) => JSON.stringify(item))
    if (!this.isUsable()) this.close()
    const known = this.remembered
    const isContinued = known !== null && known.items.every((item, at) => input[at] === item)
    this.remembered = null
    const rest = isContinued ? { previous_response_id: known.id, input: (body['input'] as Item[]).slice(known.items.length) } : {}
    let isForgotten = false
    for await (const event of this.ask({ ...body, ...rest }, signal)) {
      isForgotten = isContinued && codeOf(event) === FORGOTTEN
      if (isForgotten) break
      yield this.taken(event, input)
    }
    if (!isForgotten) return
    for await (const event of this.ask(body, signal)) {
      yield this.taken(event, input)
    }
  }

  close(): void {
    this.open?.socket.close()
    this.open = null
    this.remembered = null
  }

  /** An error is thrown as the SDK throws it over HTTP. */
  private taken(event: Item, input: readonly string[]): Item {
    if (event['type'] === 'error') throw errorOf(event)
    if (event['type'] === 'response.completed') this.remember(event, input)
    return event
  }

  private remember(event: Item, input: readonly string[]): void {
    const response = partOf(event, 'response')
    const output = Array.isArray(response['output']) ? response['output'].map((item) => JSON.stringify(item)) : []
    this.remembered = { id: textOf(response, 'id'), items: [...input, ...output] }
  }

  private async *ask(body: Item, signal: AbortSignal): AsyncGenerator<Item> {
    const socket = await this.connected(signal)
    const messages = new Messages(socket, signal)
    let isWhole = false
    try {
      const { stream: _, ...request } = body
      socket.send(JSON.stringify({ type: 'response.create', ...request }))
      for (;;) {
        const event = await messages.next()
        isWhole = TERMINAL.has(textOf(event, 'type'))
        yield event
        if (isWhole) return
      }
    } finally {
      messages.stop()
      // what still comes would be taken for the next answer
      if (!isWhole) this.close()
    }
  }

  private isUsable(): boolean {
    const { open } = this
    return open?.socket.readyState === WebSocket.OPEN && performance.now() - open.sinceMs < LONGEST_MS
  }

  private async connected(signal: AbortSignal): Promise<WebSocket> {
    if (this.open && this.isUsable()) return this.open.socket
    this.close()
    const url = new URL(`${this.options.baseUrl.replace(/\/$/, '')}/responses`)
    url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:'
    const headers = { authorization: `Bearer ${this.options.apiKey}` }
    const socket = new WebSocket(url, { headers, dispatcher: this.options.line.dispatcher })
    await new Promise<void>((resolve, reject) => {
      const refuse = () => reject(new SocketBroken('it could not be opened'))
      socket.addEventListener('open', () => resolve(), { once: true })
      socket.addEventListener('error', refuse, { once: true })
      socket.addEventListener('close', refuse, { once: true })
      signal.addEventListener('abort', refuse, { once: true })
    }).catch((error: unknown) => {
      socket.close()
      throw error
    })
    this.open = { socket, sinceMs: performance.now() }
    return socket
  }
}

const codeOf = (event: Item): string => (event['type'] === 'error' ? textOf(partOf(event, 'error'), 'code') : '')

function errorOf(event: Item): Error {
  const error = partOf(event, 'error')
  if (textOf(error, 'code').startsWith('websocket_')) return new SocketBroken(textOf(error, 'message'))
  const status = typeof event['status'] === 'number' ? event['status'] : undefined
  // without a status the SDK would take it for a lost connection
  if (status === undefined) return new APIError(undefined, error, textOf(error, 'message'), undefined)
  return APIError.generate(status, { error }, textOf(error, 'message'), new Headers())
}

/** Messages of a socket one after another. */
class Messages {
  private readonly waiting: (Item | SocketBroken)[] = []
  private wake: () => void = () => undefined
  private readonly listening = new AbortController()

  constructor(socket: WebSocket, signal: AbortSignal) {
    const options = { signal: this.listening.signal }
    const broken = () => this.add(new SocketBroken('it broke in the middle of an answer'))
    socket.addEventListener('message', ({ data }) => this.add(readMessage(data)), options)
    socket.addEventListener('close', broken, options)
    socket.addEventListener('error', broken, options)
    signal.addEventListener('abort', broken, options)
    if (signal.aborted || socket.readyState !== WebSocket.OPEN) broken()
  }

  async next(): Promise<Item> {
    while (this.waiting.length === 0) await new Promise<void>((resolve) => (this.wake = resolve))
    const message = this.waiting.shift()!
    if (message instanceof SocketBroken) throw message
    return message
  }

  stop(): void {
    this.listening.abort()
  }

  private add(message: Item | SocketBroken): void {
    this.waiting.push(message)
    this.wake()
  }
}

function readMessage(data: unknown): Item | SocketBroken {
  const message = typeof data === 'string' ? parseJson(data) : { ok: false as const }
  return message.ok && isItem(message.value) ? message.value : new SocketBroken('it said something that cannot be read')
}
