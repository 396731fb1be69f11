/** The published schema accepts what the code writes and refuses what it never would. */
import { describe, expect, it } from 'vitest'
import { schemaProblems, sessionProblems } from '../support/event-schema.js'

const envelope = { v: 1, seq: 1, at: '2030-01-02T03:04:05.678Z', session: 's' }

describe('docs/events.schema.json', () => {
  it('accepts an event, with fields that a later version may add', () => {
    expect(schemaProblems({ ...envelope, type: 'turn.started', turn: 1 })).toEqual([])
    expect(schemaProblems({ ...envelope, type: 'turn.started', turn: 1, later: true })).toEqual([])
  })

  it.each([
    ['a missing field', { ...envelope, type: 'turn.started' }],
    ['a time without milliseconds', { ...envelope, at: '2030-01-02T03:04:05Z', type: 'turn.started', turn: 1 }],
    ['a problem of no known kind', { ...envelope, type: 'problem', kind: 'strange', message: 'm', retryable: false }],
    ['an unknown result', { ...envelope, type: 'action.finished', id: 'a', result: 'fine', effect: 'changed', ms: 1 }],
  ])('refuses %s', (_name, event) => {
    expect(schemaProblems(event)).not.toEqual([])
  })

  it('sees a gap in seq and a line of another session', () => {
    const line = (seq: number, session = 's') => ({ ...envelope, seq, session, type: 'turn.started', turn: 1 })
    expect(sessionProblems([line(1), line(2)])).toEqual([])
    expect(sessionProblems([line(1), line(3)])).toHaveLength(1)
    expect(sessionProblems([line(1), line(2, 't')])).toHaveLength(1)
  })
})
