/** Writes a turn to the wire, whole or broken as its fault says. */
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFault } from './api-fault.js'
import type { FakeFault, FakeTurn, Json } from './turn.js'

const headers = (number: number) => ({ 'request-id': `req_fake_${number}`, 'anthropic-ratelimit-requests-remaining': '49' })

export function sendJson(response: ServerResponse, number: number, value: unknown): void {
  response.writeHead(200, { ...headers(number), 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

export function sendFault(response: ServerResponse, number: number, fault: ApiFault): void {
  response.writeHead(fault.status, { ...headers(number), 'content-type': 'application/json' })
  response.end(fault.body)
}

export function sendHttpFault(response: ServerResponse, number: number, fault: FakeFault & { kind: 'http' }): void {
  const { status, message, code, type } = fault
  const error = new ApiFault(status, message ?? `The server answers ${status}.`, code ?? null, type)
  response.writeHead(status, { ...headers(number), 'content-type': 'application/json', ...fault.headers })
  response.end(fault.body ?? error.body)
}

function withFault(events: readonly Json[], fault: FakeFault | undefined): readonly Json[] {
  switch (fault?.kind) {
    case 'cut':
    case 'end':
    case 'stall':
      return events.slice(0, fault.after ?? events.length - 1)
    case 'error-event':
      return [events[0]!, { type: 'error', error: { type: fault.type, message: fault.message ?? 'Overloaded' } }]
    default:
      return events
  }
}

export async function sendStream(
  response: ServerResponse,
  number: number,
  turn: FakeTurn,
  events: readonly Json[],
): Promise<void> {
  response.writeHead(200, { ...headers(number), 'content-type': 'text/event-stream; charset=utf-8' })
  response.flushHeaders()
  const ping = { type: 'ping' }
  const [first, ...rest] = withFault(events, turn.fault)
  const pings = Array.from({ length: turn.pings ?? 1 }, () => ping)
  if (turn.fault?.kind === 'garbage') response.write('event: message_start\ndata: {"type": "messa\n\n')
  for (const event of first ? [first, ...pings, ...rest] : []) {
    if (response.destroyed) return
    if (turn.eventMs) await sleep(turn.eventMs)
    response.write(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  if (turn.fault?.kind === 'stall') return
  // what was written must arrive before the cut
  if (turn.fault?.kind === 'cut') response.write(': cut\n\n', () => setImmediate(() => response.destroy()))
  else response.end()
}
