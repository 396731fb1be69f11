/** Writes a turn to the wire, whole or broken as its fault says. */
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFault } from './api-fault.js'
import type { FakeFault, FakeTurn, Json } from './turn.js'

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
  response.end(typeof value === 'string' ? value : JSON.stringify(value))
}

export function sendHttpFault(response: ServerResponse, fault: FakeFault & { kind: 'http' }): void {
  const { status, message, code, details, headers, body } = fault
  const error = new ApiFault(status, message ?? `The server answers ${status}.`, code, details).error
  sendJson(response, body ?? error, status, headers)
}

function withFault(chunks: readonly Json[], fault: FakeFault | undefined): readonly Json[] {
  switch (fault?.kind) {
    case 'cut':
    case 'end':
    case 'stall':
      return chunks.slice(0, fault.after ?? chunks.length - 1)
    case 'half-chunk':
      return chunks.slice(0, -1)
    case 'error-chunk':
      return [...chunks.slice(0, -1), new ApiFault(fault.status, fault.message ?? 'The model is overloaded.', fault.code).error]
    default:
      return chunks
  }
}

export async function sendStream(response: ServerResponse, turn: FakeTurn, chunks: readonly Json[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  if (turn.fault?.kind === 'garbage') response.write('data: {"candidates": [{"con\r\n\r\n')
  for (const chunk of withFault(chunks, turn.fault)) {
    if (response.destroyed) return
    if (turn.eventMs) await sleep(turn.eventMs)
    response.write(`data: ${JSON.stringify(chunk)}\r\n\r\n`)
  }
  if (turn.fault?.kind === 'half-chunk') response.write(`data: ${JSON.stringify(chunks.at(-1)).slice(0, 20)}`)
  if (turn.fault?.kind === 'stall') return
  // what was written must arrive before the cut
  if (turn.fault?.kind === 'cut') response.write(': cut\r\n\r\n', () => setImmediate(() => response.destroy()))
  else response.end()
}
