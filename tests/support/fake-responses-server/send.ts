/** Writes a turn to the wire, whole or broken as its fault says. */
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFault } from './api-fault.js'
import { itemEvents, numbered } from './events.js'
import type { FakeFault, FakeTurn, Json } from './turn.js'
import type { Answer } from './responses.js'

export const serverHeaders = (number: number) => ({
  'x-request-id': `req_fake_${number}`,
  'openai-processing-ms': '12',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '500',
  'x-ratelimit-remaining-requests': '499',
  'x-ratelimit-reset-requests': '120ms',
  'x-ratelimit-limit-tokens': '500000',
  'x-ratelimit-remaining-tokens': '499000',
  'x-ratelimit-reset-tokens': '6m0s',
})

export function sendJson(response: ServerResponse, number: number, value: unknown, status = 200): void {
  response.writeHead(status, { ...serverHeaders(number), 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

export function sendFault(response: ServerResponse, number: number, fault: ApiFault): void {
  response.writeHead(fault.status, { ...serverHeaders(number), 'content-type': 'application/json' })
  response.end(fault.body)
}

export function sendHttpFault(response: ServerResponse, number: number, fault: FakeFault & { kind: 'http' }): void {
  const error = new ApiFault(
    fault.status,
    fault.message ?? `The server answers ${fault.status}.`,
    fault.code ?? null,
    fault.param ?? null,
    fault.type ?? 'server_error',
  )
  response.writeHead(fault.status, { ...serverHeaders(number), 'content-type': 'application/json', ...fault.headers })
  response.end(fault.body ?? error.body)
}

function errorEvent(fault: FakeFault & { kind: 'error-event' }): Json {
  const error = { code: fault.code, message: fault.message ?? 'The model had an error.', param: null }
  return fault.shape === 'flat' ? { type: 'error', ...error } : { type: 'error', error: { type: 'server_error', ...error } }
}

export function eventsOf(turn: FakeTurn, answer: Answer, items: readonly Json[]): readonly Json[] {
  const opening = [
    { type: 'response.created', response: answer.begun },
    { type: 'response.in_progress', response: answer.begun },
    ...(turn.events ?? []),
    ...itemEvents(items),
  ]
  const fault = turn.fault
  switch (fault?.kind) {
    case 'cut':
    case 'end':
    case 'stall':
      return opening.slice(0, fault.after ?? opening.length)
    case 'error-event':
      return [...opening.slice(0, 2), errorEvent(fault), answer.last]
    case 'failed':
      return [...opening.slice(0, 2), answer.last]
    default:
      return [...opening, answer.last]
  }
}

export interface Sending {
  readonly turn: FakeTurn
  readonly answer: Answer
  readonly items: readonly Json[]
  readonly withPadding: boolean
  readonly number: number
}

export async function sendStream(response: ServerResponse, sending: Sending): Promise<void> {
  const { turn, answer, items } = sending
  response.writeHead(200, { ...serverHeaders(sending.number), 'content-type': 'text/event-stream; charset=utf-8' })
  response.flushHeaders()
  if (turn.fault?.kind === 'garbage') response.write('event: response.created\ndata: {"type": "respon\n\n')
  for (const event of numbered(eventsOf(turn, answer, items), sending.withPadding)) {
    if (response.destroyed) return
    if (turn.eventMs) await sleep(turn.eventMs)
    response.write(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  if (turn.fault?.kind === 'stall') return
  // what was written must arrive before the cut
  if (turn.fault?.kind === 'cut') response.write(': cut\n\n', () => setImmediate(() => response.destroy()))
  else response.end()
}
