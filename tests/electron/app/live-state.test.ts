import { describe, expect, it } from 'vitest'
import { foldLive, NEW_SESSION, type LiveState } from '../../../electron/app/live-state.js'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'

const asked: EventBody = {
  type: 'approval.asked',
  id: 'a1',
  for: 'x',
  what: 'Click “Pay”',
  where: 'Portal',
  why: 'It pays.',
  risk: 'high',
  rule: 'pay',
  expiresAt: '2030-01-01T00:00:00.000Z',
}
const EVENTS = {
  asked,
  answered: { type: 'approval.answered', id: 'a1', answer: 'deny', by: 'person' },
  question: { type: 'question.asked', id: 'q1', text: 'Which one?', kind: 'text' },
  reply: { type: 'question.answered', id: 'q1', value: 'this', by: 'person' },
  paused: { type: 'control', state: 'paused', by: 'hotkey' },
  yielded: { type: 'control', state: 'paused', by: 'human-input' },
  held: { type: 'control', state: 'held', by: 'person' },
  running: { type: 'control', state: 'running', by: 'person' },
  stopped: { type: 'control', state: 'stopped', by: 'hotkey' },
  message: { type: 'message', text: 'On it.', phase: 'commentary' },
} satisfies Record<string, EventBody>

function stateAfter(names: string): LiveState {
  const bodies = names.split(' ').map((name) => EVENTS[name as keyof typeof EVENTS])
  const events = bodies.map((body): SessionEvent => ({ v: 1, seq: 1, at: '2030-01-01T00:00:00.000Z', session: 's', ...body }))
  return events.reduce(foldLive, NEW_SESSION).state
}

describe('what the tray shows of a session', () => {
  it.each<[string, LiveState]>([
    ['message', 'working'],
    ['paused', 'paused'],
    ['paused running', 'working'],
    ['yielded', 'you'],
    ['held', 'you'],
    ['asked', 'needs-you'],
    ['asked answered', 'working'],
    ['asked question answered', 'needs-you'],
    ['asked question answered reply', 'working'],
    ['paused question reply', 'paused'],
    ['asked stopped', 'stopping'],
  ])('after %s: %s', (names, state) => {
    expect(stateAfter(names)).toBe(state)
  })
})
