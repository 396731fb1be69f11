import { expect, test } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { foldReplay, ReplayFold } from '../../../electron/replay/fold-replay.js'
import { frameOf, NO_USAGE, pictureOf, STARTED, TOTALS, turn } from '../sessions/temporary.js'

const START_MS = Date.parse('2026-01-01T00:00:00.000Z')

/** Events a second apart. */
const logOf = (bodies: readonly EventBody[]): SessionEvent[] =>
  bodies.map((body, index) => ({
    v: 1,
    seq: index + 1,
    at: new Date(START_MS + index * 1000).toISOString(),
    session: 's',
    ...body,
  }))

const proposed = (id: string, x: number, number = 1): EventBody => ({
  type: 'action.proposed',
  id,
  turn: number,
  action: { kind: 'click', x, y: 10, button: 'left', count: 1, modifiers: [] },
})
const finished = (id: string, more: object = {}): EventBody => ({
  type: 'action.finished',
  id,
  result: 'done',
  effect: 'changed',
  ms: 2,
  ...more,
})
const plan = (...texts: string[]): EventBody => ({ type: 'plan', items: texts.map((text) => ({ text, status: 'active' })) })
const [before, after] = [pictureOf('before'), pictureOf('after')]

test('every event is in exactly one item', () => {
  const log = logOf([
    STARTED,
    turn(1),
    frameOf(before),
    { type: 'model.items', turn: 1, items: [] },
    { type: 'reasoning', text: 'why' },
    plan('a', 'b'),
    proposed('a1', 10),
    {
      type: 'approval.asked',
      id: 'p1',
      for: 'a1',
      what: 'Click',
      where: 'Form',
      why: 'risky',
      risk: 'high',
      rule: 'r',
      expiresAt: 'x',
    },
    { type: 'approval.answered', id: 'p1', answer: 'allow', by: 'person' },
    { type: 'action.started', id: 'a1' },
    finished('a1'),
    { type: 'steer', id: 's1', text: 'left', when: 'now', state: 'pending' },
    { type: 'steer', id: 's1', text: 'left', when: 'now', state: 'applied' },
    finished('stranger'),
    { type: 'usage', turn: 1, forTurn: NO_USAGE, total: NO_USAGE },
  ])
  const shown = foldReplay(log).items.flatMap((item) => item.events.map((event) => event.seq))
  expect([...shown].sort((one, other) => one - other)).toEqual(log.map((event) => event.seq))
})

test('a step has its number, its reason, the pictures before and after it, its mark and its end', () => {
  const { items } = foldReplay(
    logOf([
      STARTED,
      turn(1),
      frameOf(before),
      { type: 'reasoning', text: 'The form is full.' },
      plan('a'),
      proposed('a1', 10),
      finished('a1', { effect: 'unchanged' }),
      proposed('a2', 20),
      finished('a2', {
        result: 'skipped',
        effect: 'unknown',
        problem: { kind: 'aborted', message: 'You steered.', retryable: false },
      }),
      turn(2),
      frameOf(after),
      { type: 'session.finished', status: 'done', text: 'Saved.', totals: TOTALS },
    ]),
  )
  const [first, second] = items.filter((item) => item.number !== null)
  expect(first).toMatchObject({
    number: 1,
    title: 'Click at 10, 10',
    result: 'No effect',
    why: ['The form is full.'],
    before: before.id,
    after: after.id,
    marks: [{ kind: 'ring', x: 10, y: 10 }],
    atMs: 5000,
  })
  expect(second).toMatchObject({ number: 2, result: 'Skipped', why: [] })
  expect(second?.facts).toContainEqual(['Problem', 'You steered.'])
  expect(items.at(-1)).toMatchObject({ title: 'Done', words: ['Saved.'], tone: 'good' })
})

test('a plan is one item when it is new, and none when only its steps moved on', () => {
  const { items } = foldReplay(
    logOf([STARTED, plan('a', 'b'), proposed('a1', 1), plan('a', 'b'), proposed('a2', 2, 2), plan('c')]),
  )
  expect(items.filter((item) => item.title === 'The plan')).toHaveLength(2)
})

test('what a turn used is shown once, at its first item', () => {
  const used = { ...NO_USAGE, input: 10, usd: 0.5 }
  const { items } = foldReplay(
    logOf([STARTED, turn(1), proposed('a1', 1), proposed('a2', 2), { type: 'usage', turn: 1, forTurn: used, total: used }]),
  )
  expect(items.map((item) => item.usage)).toEqual([null, used, null])
})

test('typing is marked where the last click was', () => {
  const typed: EventBody = { type: 'action.proposed', id: 't', turn: 1, action: { kind: 'type', text: 'x' } }
  expect(foldReplay(logOf([STARTED, proposed('a1', 33), typed])).items.at(-1)?.marks).toEqual([{ kind: 'caret', x: 33, y: 10 }])
  expect(foldReplay(logOf([STARTED, typed])).items.at(-1)?.marks).toEqual([])
})

test('an answer, and the state of a message, stand at what they belong to', () => {
  const { items } = foldReplay(
    logOf([
      STARTED,
      { type: 'question.asked', id: 'q1', text: 'Which colour?', kind: 'text' },
      { type: 'question.answered', id: 'q1', value: 'green', by: 'person' },
      { type: 'steer', id: 's1', text: 'left', when: 'now', state: 'pending' },
      { type: 'steer', id: 's1', text: 'left', when: 'now', state: 'delivered' },
    ]),
  )
  expect(items.slice(1).map(({ title, result }) => [title, result])).toEqual([
    ['Asked: Which colour?', 'You: green'],
    ['You: “left”', 'Delivered'],
  ])
})

test('a log without anything gives a replay without anything', () => {
  expect(foldReplay([])).toEqual({ items: [], frames: [] })
})

test('a running session is folded line by line and says which items changed', () => {
  const log = logOf([STARTED, turn(1), frameOf(before), proposed('a1', 10), finished('a1'), turn(2), frameOf(after)])
  const fold = new ReplayFold()
  const changes = log.map((event) => {
    fold.take(event)
    return fold.changedFrom()
  })
  expect(changes).toEqual([0, null, null, 1, 1, null, 1])
  expect(fold.items[1]).toMatchObject({ before: before.id, after: after.id })
  expect(fold.left().map((event) => event.type)).toEqual(['turn.started', 'frame'])
})

test('a step knows how long the look, the thought, the act and the settling took, and what the session had cost', () => {
  const used = { ...NO_USAGE, input: 10, usd: 0.5 }
  const log = logOf([
    STARTED,
    turn(1),
    frameOf(before),
    { type: 'usage', turn: 1, forTurn: used, total: used },
    proposed('a1', 1),
    finished('a1', { ms: 7 }),
    turn(2),
    frameOf(after),
  ])
  expect(foldReplay(log).items[1]).toMatchObject({
    times: { look: 1000, think: 1000, act: 7, settle: 4 },
    usage: used,
    spentUsd: 0.5,
  })
})

test('a closer look is the picture after the step that asked for it, and no state of the screen', () => {
  const zoom: EventBody = {
    type: 'action.proposed',
    id: 'z',
    turn: 1,
    action: { kind: 'zoom', region: { x: 1, y: 2, width: 3, height: 4 } },
  }
  const closer = { ...frameOf(after), reason: 'zoom' } as EventBody
  const { items } = foldReplay(logOf([STARTED, frameOf(before), zoom, closer, finished('z'), proposed('a1', 5)]))
  expect(items[1]).toMatchObject({ before: before.id, after: after.id, marks: [{ kind: 'box' }] })
  expect(items[2]).toMatchObject({ before: before.id })
})

test('a step names the window it landed in', () => {
  const window = { title: 'Invoices', app: 'browser', x: 0, y: 0, width: 100, height: 100, active: true }
  const seen = { ...frameOf(before), windows: [window] } as EventBody
  const landed = { ...proposed('a1', 10), lands: { x: 50, y: 60, display: ':0' } } as EventBody
  const beside = { ...proposed('a2', 10), lands: { x: 500, y: 60, display: ':0' } } as EventBody
  const { items } = foldReplay(logOf([STARTED, seen, landed, beside]))
  expect(items[1]?.facts).toContainEqual(['Window', 'Invoices'])
  expect(items[2]?.facts.map(([name]) => name)).not.toContain('Window')
})
