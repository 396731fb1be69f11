import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWaitLine } from '../../../electron/cli/wait-line.js'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'

const T0 = Date.parse('2026-03-02T10:00:00.000Z')
beforeEach(() => void vi.useFakeTimers({ now: T0 }))
afterEach(() => void vi.useRealTimers())

const WIPE = '\r\u001b[K'
const event = (body: EventBody): SessionEvent => ({ v: 1, seq: 1, at: new Date().toISOString(), session: 's', ...body })
const busy = (waitMs: number) =>
  event({ type: 'problem', kind: 'model-rate-limit', message: 'Too many requests.', retryable: true, attempt: 1, waitMs })

function line() {
  const said: string[] = []
  const printed = { take: (one: SessionEvent) => void said.push(`<${one.type}>`) }
  return { said, wait: createWaitLine((text) => said.push(text), printed, 'Ctrl+C stops.', Date.now) }
}

test('counts a long wait down on one line, and wipes it at the picture after it', () => {
  const { said, wait } = line()
  wait.take(busy(120_000))
  vi.advanceTimersByTime(2000)
  expect(said).toEqual([
    '<problem>',
    ...['2:00', '1:59', '1:58'].map((left) => `${WIPE}      Trying again in ${left}. Ctrl+C stops.`),
  ])
  vi.advanceTimersByTime(118_000)
  const count = said.length
  vi.advanceTimersByTime(5000)
  expect(said).toHaveLength(count)
  expect(said.at(-1)).toBe(WIPE)
})

test('makes room for what is printed meanwhile and goes on, until something ends the wait', () => {
  const { said, wait } = line()
  wait.take(busy(60_000))
  wait.take(event({ type: 'steer', id: 's', text: 'x', when: 'now', state: 'pending' }))
  expect(said.slice(2)).toEqual([WIPE, '<steer>', `${WIPE}      Trying again in 1:00. Ctrl+C stops.`])
  wait.take(event({ type: 'control', state: 'paused', by: 'person' }))
  expect(said.slice(-2)).toEqual([WIPE, '<control>'])
  vi.advanceTimersByTime(10_000)
  expect(said.at(-1)).toBe('<control>')
})

test('says nothing of a wait that is over before it is read', () => {
  const { said, wait } = line()
  wait.take(busy(1000))
  vi.advanceTimersByTime(5000)
  expect(said).toEqual(['<problem>'])
})
