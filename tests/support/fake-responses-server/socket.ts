/** The same API over a WebSocket: one request at a time, the events of its answer as messages, and the newest answer remembered. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { ApiFault, badRequest } from './api-fault.js'
import { numbered } from './events.js'
import { eventsOf, type Sending } from './send.js'
import type { Json } from './turn.js'

/** What the newest answer of a socket was, with all that was said before it. */
export interface SocketMemory {
  newest: { readonly id: string; readonly items: readonly Json[] } | null
}

export interface SocketSide {
  /** throws an ApiFault when the key is wrong */
  enter(request: IncomingMessage): void
  /** throws an ApiFault when the request is refused */
  answer(body: Json, memory: SocketMemory, request: IncomingMessage): Promise<Sending>
}

export function serveSocket(server: Server, side: SocketSide): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 512_000_000 })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    try {
      if ((request.url ?? '').split('?')[0] !== '/v1/responses') throw new ApiFault(404, 'Invalid URL')
      side.enter(request)
    } catch (error) {
      const status = error instanceof ApiFault ? error.status : 500
      return void stream.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n`)
    }
    sockets.handleUpgrade(request, stream, head, (socket) => attend(socket, side, request))
  })
  return sockets
}

export function closeSockets(sockets: WebSocketServer): void {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
}

/** Resolves when the other side has answered. */
export async function dropSockets({ clients }: WebSocketServer): Promise<void> {
  await Promise.all(
    [...clients].map((socket) => {
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.close(1001)
      return closed
    }),
  )
}

function attend(socket: WebSocket, side: SocketSide, request: IncomingMessage): void {
  const memory: SocketMemory = { newest: null }
  socket.on('message', (data) => void respond(socket, side, memory, request, data))
}

async function respond(
  socket: WebSocket,
  side: SocketSide,
  memory: SocketMemory,
  request: IncomingMessage,
  data: RawData,
): Promise<void> {
  const send = (value: unknown) => socket.send(JSON.stringify(value))
  try {
    const sending = await side.answer(readRequest(data), memory, request)
    await play(socket, sending, send)
  } catch (error) {
    const fault = error instanceof ApiFault ? error : new ApiFault(500, String(error), 'fake_server_bug', null, 'server_error')
    const { error: told } = JSON.parse(fault.body) as Json
    send({ type: 'error', status: fault.status, error: told })
  }
}

/** Buffer, or pieces of one. */
const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')

function readRequest(data: RawData): Json {
  const { type, ...body } = JSON.parse(textOf(data)) as Json
  if (type !== 'response.create') throw badRequest(`Unknown message: '${String(type)}'.`, 'type')
  if ('stream' in body || 'background' in body) throw badRequest("Unknown parameter: 'stream'.", 'stream', 'unknown_parameter')
  return body
}

async function play(
  socket: WebSocket,
  { turn, answer, items, withPadding }: Sending,
  send: (value: unknown) => void,
): Promise<void> {
  const { fault } = turn
  if (fault?.kind === 'garbage') return socket.send('{"type": "respon')
  for (const event of numbered(eventsOf(turn, answer, items), withPadding)) {
    if (turn.eventMs) await sleep(turn.eventMs)
    send(event['type'] === 'error' ? { ...event, status: 500 } : event)
    if (event['type'] === 'error') return
  }
  if (fault?.kind === 'cut') socket.terminate()
  if (fault?.kind === 'end') socket.close()
}
