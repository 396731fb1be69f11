import { expect, test } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { lastModel, modelInWords } from '../../../electron/protocol/model-use.js'
import { foldReplay } from '../../../electron/replay/fold-replay.js'
import { foldRecord } from '../../../electron/sessions/fold-record.js'

const logOf = (...bodies: readonly EventBody[]): SessionEvent[] =>
  bodies.map((body, index) => ({ v: 1, seq: index + 1, at: '2026-01-01T00:00:00.000Z', session: 's', ...body }))

const started: EventBody = {
  type: 'session.started',
  task: 'x',
  provider: 'openai',
  model: 'gpt-6.1-sol',
  displays: [],
  settings: { effort: 'low' },
  version: '0.1.0',
}
const changed: EventBody = {
  type: 'model.changed',
  turn: 4,
  provider: 'anthropic',
  model: 'claude-opus-5-5',
  effort: 'high',
  by: 'person',
  conversation: 'summary',
}

test('the model of a log is the one it began with until another took over', () => {
  expect(lastModel([])).toBe(null)
  expect(lastModel(logOf(started))).toEqual({ provider: 'openai', model: 'gpt-6.1-sol', effort: 'low' })
  expect(lastModel(logOf(started, changed))).toEqual({ provider: 'anthropic', model: 'claude-opus-5-5', effort: 'high' })
})

test('lists name the newest model, and the replay says from which step on it answers', () => {
  const events = logOf(started, changed)
  expect(foldRecord({ id: 's', events, problems: [] }, { isLive: false, bytes: 0 })).toMatchObject({ model: 'claude-opus-5-5' })
  const { items } = foldReplay(events)
  expect(items.at(-1)).toMatchObject({ kind: 'control', title: 'From step 4 on claude-opus-5-5, effort high answers' })
})

test('a model without an effort of its own is named alone', () => {
  expect(modelInWords({ model: 'gpt-6.1-sol', effort: null })).toBe('gpt-6.1-sol')
})
