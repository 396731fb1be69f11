import { describe, expect, it } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { sessionEventSchema } from '../../../electron/protocol/event.js'
import { emptyView, foldEvent, foldEvents } from '../../../renderer/shared/session-view.js'
import { stripState } from '../../../renderer/shared/session-state.js'
import { click, EventScript, scroll, SESSION, type, usage } from '../support/event-script.js'
import { SAMPLE_NAMES, sampleSession } from '../support/sample-sessions.js'

const T0 = Date.parse('2026-03-02T10:00:00.000Z')
const script = () => new EventScript(T0).start('Pay the invoice')
const view = (events: EventScript) => foldEvents(events.events)
const rowsOf = (events: EventScript) => view(events).rows.map(({ title, state, note }) => [title, state, note])

describe('the sample sessions', () => {
  it.each(SAMPLE_NAMES)('%s are events as the schema has them', (name) => {
    for (const event of sampleSession(name, T0)) expect(sessionEventSchema.safeParse(event).error).toBeUndefined()
  })

  it('reach every state of the strip', () => {
    const states = SAMPLE_NAMES.map((name) => stripState(foldEvents(sampleSession(name, T0))))
    expect(new Set(states)).toEqual(
      new Set([
        'working',
        'held',
        'you',
        'paused',
        'needs',
        'expired',
        'stopping',
        'done',
        'failed',
        'stopped',
        'limit',
        'nobody',
      ]),
    )
  })
})

describe('the fold', () => {
  it('keeps task, model and limits of the start', () => {
    const seen = view(script())
    expect(seen).toMatchObject({ task: 'Pay the invoice', model: 'gpt-5.3-codex', session: SESSION, stretchFromMs: T0 })
    expect(seen.limits).toEqual({ steps: 80, costUsd: 2, minutes: 30 })
  })

  it('counts missing limits as none', () => {
    const [first] = script().events
    const bare = { ...first, settings: {} } as SessionEvent
    expect(foldEvent(emptyView(), bare).limits).toEqual({ steps: 0, costUsd: 0, minutes: 0 })
  })

  it('ignores a line it has seen already', () => {
    const events = script().turn(1, 'f1').act(1, click(10, 20)).events
    const once = foldEvents(events)
    expect(foldEvents(events, once)).toBe(once)
  })

  it('ignores event types it does not know', () => {
    const before = view(script())
    const strange = { v: 1, seq: 2, at: '2026-03-02T10:00:01.000Z', session: SESSION, type: 'from.the.future' }
    const after = foldEvent(before, strange as unknown as SessionEvent)
    expect(after).toEqual({ ...before, lastSeq: 2, lastAtMs: T0 + 1000 })
  })

  it('ignores types that are names every object has', () => {
    const strange = { v: 1, seq: 1, at: '2026-03-02T10:00:01.000Z', session: SESSION, type: 'toString' }
    expect(foldEvent(emptyView(), strange as unknown as SessionEvent).rows).toEqual([])
  })
})

describe('the rows of the trace', () => {
  it('go from next to now to done with the time it took', () => {
    const events = script().turn(1, 'f1', 'I open the list. “Payment terms”')
    const id = events.propose(1, click(412, 300))
    expect(rowsOf(events)).toEqual([['Click “Payment terms”', 'waiting', 'Next']])
    events.say({ type: 'action.started', id })
    expect(rowsOf(events)).toEqual([['Click “Payment terms”', 'live', 'now']])
    events.say({ type: 'action.finished', id, result: 'done', effect: 'changed', ms: 412 })
    expect(rowsOf(events)).toEqual([['Click “Payment terms”', 'done', '0.4 s']])
  })

  it('say “No effect” when something that should change the screen did not', () => {
    const events = script()
      .turn(1, 'f1')
      .act(1, scroll(5, 5, 300), { effect: 'unchanged' })
    expect(rowsOf(events)).toEqual([['Scroll down', 'noeffect', 'No effect']])
  })

  it.each([
    ['a look', { kind: 'screenshot' as const }],
    ['a wait', { kind: 'wait' as const, ms: 500 }],
  ])('do not blame %s for an unchanged screen', (_name, action) => {
    const events = script().turn(1, 'f1').act(1, action, { effect: 'unchanged', ms: 500 })
    expect(rowsOf(events)[0]?.[1]).toBe('done')
  })

  it('do not call an effect that nobody saw missing', () => {
    expect(rowsOf(script().turn(1, 'f1').act(1, click(1, 1), { effect: 'unknown' }))[0]?.[1]).toBe('done')
  })

  it('say why something failed', () => {
    const events = script().turn(1, 'f1').act(1, click(1, 1), { result: 'failed', problem: 'The page did not take it.' })
    expect(rowsOf(events)[0]).toEqual(['Click at 1, 1', 'failed', 'Failed · The page did not take it.'])
  })

  it('say that a steer made the rest void', () => {
    const events = script().turn(1, 'f1').steer('s', 'Stop that', 'pending')
    events.act(1, click(1, 1), { result: 'skipped' })
    expect(rowsOf(events)[0]?.[2]).toBe('Skipped · you steered')
  })

  it('say that a take-over cut an action short', () => {
    const events = script().turn(1, 'f1').say({ type: 'control', state: 'paused', by: 'human-input' })
    events.act(1, click(1, 1), { result: 'interrupted' })
    expect(rowsOf(events)[0]?.slice(1)).toEqual(['interrupted', 'Interrupted · you took over'])
  })

  it('close what a broken-off end leaves open, without claiming that it was done', () => {
    const events = script().turn(1, 'f1')
    events.say({ type: 'action.started', id: events.propose(1, click(1, 1)) })
    events.propose(1, click(2, 2))
    events.say({
      type: 'session.finished',
      status: 'failed',
      text: '',
      totals: { turns: 1, actions: 2, ms: 1, usage: usage(0, 0) },
    })
    expect(rowsOf(events).map((row) => row[1])).toEqual(['interrupted', 'skipped'])
  })

  it('list tools beside actions', () => {
    const events = script().turn(1, 'f1').say({ type: 'tool.proposed', id: 't', turn: 1, name: 'apply_patch', input: {} })
    events.say({ type: 'tool.started', id: 't' }).say({ type: 'tool.finished', id: 't', result: 'done', ms: 30 })
    expect(rowsOf(events)).toEqual([['Use apply patch', 'done', '30 ms']])
  })

  it('mark typing where the last click was, on the picture of that moment', () => {
    const events = script().turn(1, 'f1').act(1, click(50, 60)).turn(2, 'f2').act(2, type('hello'))
    const row = view(events).rows[1]
    expect(row?.mark).toEqual({ x: 50, y: 60, shape: 'caret' })
    expect(row?.picture?.frame).toBe('f2')
    expect(row?.from).toEqual({ x: 50, y: 60 })
  })
})

describe('approvals', () => {
  const asking = () => {
    const events = script().turn(1, 'f1')
    const id = events.propose(1, click(9, 9))
    return events.say({
      type: 'approval.asked',
      id: 'p',
      for: id,
      what: 'Click “Pay”',
      where: 'Bank',
      why: 'It pays.',
      risk: 'high',
      rule: 'Pay',
      expiresAt: new Date(T0 + 300_000).toISOString(),
    })
  }
  const answer = (value: 'allow' | 'deny' | 'expired', by: 'person' | 'policy' | 'expiry'): EventBody => ({
    type: 'approval.answered',
    id: 'p',
    answer: value,
    by,
  })

  it('name the row in the words of the question', () => {
    expect(rowsOf(asking())).toEqual([['Click “Pay”', 'waiting', 'Asks you']])
    expect(view(asking()).approval).toMatchObject({ risk: 'high', expiresAtMs: T0 + 300_000, askedAtMs: T0 })
  })

  it.each([
    ['a person denied', answer('deny', 'person'), 'denied', 'Denied by you'],
    ['a rule denied', answer('deny', 'policy'), 'denied', 'Denied by a rule'],
    ['nobody answered', answer('expired', 'expiry'), 'skipped', 'Nobody answered'],
  ] as const)('tell it when %s', (_name, body, result, note) => {
    const events = asking().say(body)
    events.say({ type: 'action.finished', id: 'a1', result, effect: 'unknown', ms: 0 })
    expect(rowsOf(events)[0]).toEqual(['Click “Pay”', result, note])
  })

  it('stay open for another answer than their own', () => {
    const events = asking().say({ type: 'approval.answered', id: 'other', answer: 'deny', by: 'person' })
    expect(view(events).approval?.id).toBe('p')
  })

  it('are expired, not denied, when the time runs out', () => {
    const events = asking().say(answer('expired', 'expiry')).say({ type: 'control', state: 'paused', by: 'limit' })
    expect(view(events).approval).toBeNull()
    expect(stripState(view(events))).toBe('expired')
    events.say({ type: 'control', state: 'running', by: 'person' })
    expect(stripState(view(events))).toBe('working')
  })
})

describe('what you said', () => {
  it('goes from pending to delivered to applied and is never listed twice', () => {
    const events = script().steer('s', 'Use 4410', 'pending')
    expect(view(events).steers).toEqual([{ id: 's', text: 'Use 4410', when: 'now', state: 'pending' }])
    events.steer('s', 'Use 4410', 'delivered').steer('s', 'Use 4410', 'applied')
    expect(view(events).steers).toEqual([{ id: 's', text: 'Use 4410', when: 'now', state: 'applied' }])
  })
})

describe('questions', () => {
  it('are open until their own answer', () => {
    const events = script().say({ type: 'question.asked', id: 'q', text: 'Which?', kind: 'choice', choices: ['a', 'b'] })
    expect(view(events).question).toEqual({ id: 'q', text: 'Which?', choices: ['a', 'b'], kind: 'choice' })
    events.say({ type: 'question.answered', id: 'other', value: 'x', by: 'person' })
    expect(view(events).question).not.toBeNull()
    events.say({ type: 'question.answered', id: 'q', value: 'a', by: 'person' })
    expect(view(events).question).toBeNull()
  })
})

describe('faults that pass', () => {
  it('are shown while they are retried and forgotten with the next sign of life', () => {
    const events = script().turn(1, 'f1')
    events.say({ type: 'problem', kind: 'model-overloaded', message: 'The model is busy.', retryable: true, waitMs: 4000 })
    expect(view(events).problem).toMatchObject({ message: 'The model is busy.', waitMs: 4000, atMs: T0 })
    expect(view(events.spend(1, 10, 0.1)).problem).toBeNull()
  })
})
