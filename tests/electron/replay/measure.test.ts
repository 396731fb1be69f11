import { describe, expect, test } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import type { SessionRecord } from '../../../electron/protocol/session-record.js'
import { groupUp, measureSession, sumUp, weekOf } from '../../../electron/replay/measure.js'
import { NO_USAGE, STARTED } from '../sessions/temporary.js'

const RECORD: SessionRecord = {
  ...{ id: 's', task: 't', provider: 'openai', model: 'm', startedAt: '2026-11-18T10:20:00.000Z', status: 'done', text: '' },
  ...{ lastFrame: null, bytes: 0, forkedFrom: null, problems: [] },
  totals: { turns: 3, actions: 2, ms: 9000, usage: { ...NO_USAGE, input: 100, output: 20, usd: 0.5 } },
}
const events = (...bodies: EventBody[]): SessionEvent[] =>
  bodies.map((body, at) => ({ v: 1, seq: at + 1, at: '2026-11-18T10:20:00.000Z', session: 's', ...body }))
const did = (kind: 'click' | 'type' | 'wait' | 'scroll', id: string): EventBody => {
  const actions = {
    click: { kind: 'click', x: 1, y: 1, button: 'left', count: 1, modifiers: [] },
    type: { kind: 'type', text: 'x' },
    wait: { kind: 'wait', ms: 1 },
    scroll: { kind: 'scroll', dx: 0, dy: 1, modifiers: [] },
  } as const
  return { type: 'action.proposed', id, turn: 1, action: actions[kind] as never }
}
const tool = (id: string): EventBody => ({ type: 'tool.proposed', id, turn: 1, name: 'shell', input: {} })
const kindOf = (...bodies: EventBody[]) => measureSession(RECORD, events(STARTED, ...bodies), null).kind

describe('the measure of a session', () => {
  test('counts what was asked and where a person stepped in', () => {
    const measure = measureSession(
      RECORD,
      events(
        STARTED,
        { type: 'steer', id: 'a', text: 'x', when: 'now', state: 'pending' },
        { type: 'steer', id: 'a', text: 'x', when: 'now', state: 'applied' },
        { type: 'control', state: 'paused', by: 'human-input' },
        { type: 'control', state: 'running', by: 'human-input' },
        { type: 'control', state: 'stopped', by: 'limit' },
        { type: 'approval.asked', id: 'p', for: 'a', what: 'w', where: 'x', why: 'y', risk: 'low', rule: 'r', expiresAt: 'z' },
        { type: 'problem', kind: 'input', message: 'm', retryable: false },
      ),
      null,
    )
    expect(measure).toMatchObject({ approvals: 1, interventions: 2, problems: 1, tokens: 120, steps: 3, week: '2026-11-16' })
  })

  test('knows the kind of task by what the hands did', () => {
    expect(kindOf()).toBe('talk')
    expect(kindOf(did('wait', 'a'), did('scroll', 'b'))).toBe('reading')
    expect(kindOf(did('click', 'a'), did('click', 'b'), did('click', 'c'))).toBe('pointing')
    expect(kindOf(did('click', 'a'), did('type', 'b'))).toBe('forms')
    expect(kindOf(did('click', 'a'), tool('b'), tool('c'))).toBe('tools')
  })

  test('breaks the cost down, and counts the output of tools with the turn that read it', () => {
    const used = { ...NO_USAGE, input: 1000, output: 10, imageTokens: 300, usd: 0.01 }
    const { costs } = measureSession(
      RECORD,
      events(
        { type: 'usage', turn: 1, forTurn: used, total: used },
        { type: 'tool.finished', id: 't', result: 'done', output: 'x'.repeat(400), ms: 1 },
        { type: 'usage', turn: 2, forTurn: used, total: used },
      ),
      10,
    )
    expect(costs.find(({ part }) => part === 'tools')?.tokens).toBe(100)
    expect(costs.reduce((sum, { usd }) => sum + (usd ?? NaN), 0)).toBeCloseTo(0.02, 10)
  })
})

test('weeks begin on Monday, also across the turn of the year', () => {
  expect(['2026-11-16', '2026-11-22', '2026-11-23', '2027-01-01'].map((day) => weekOf(`${day}T12:00:00.000Z`))).toEqual([
    '2026-11-16',
    '2026-11-16',
    '2026-11-23',
    '2026-12-28',
  ])
  expect(weekOf('')).toBe('')
})

test('groups have one line each; a cost that is not known is not counted as nothing', () => {
  const one = measureSession(RECORD, [], null)
  const other = { ...one, model: 'n', usd: null, status: 'failed' as const, week: '2026-11-23' }
  const running = { ...one, status: 'running' as const }
  expect(groupUp([one, other, running], 'model').map(({ name, sessions, done, ended }) => [name, sessions, done, ended])).toEqual(
    [
      ['m', 2, 1, 1],
      ['n', 1, 0, 1],
    ],
  )
  expect(groupUp([one, other], 'week').map(({ name }) => name)).toEqual(['2026-11-23', '2026-11-16'])
  expect(sumUp('', [one, other])).toMatchObject({ usd: 0.5, unpriced: 1 })
  expect(sumUp('', [other]).usd).toBeNull()
})
