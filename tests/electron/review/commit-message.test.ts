import { describe, expect, it } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { promptsOf, proposedMessage, trailersOf, withTrailers } from '../../../electron/review/commit-message.js'

const TOTALS = { turns: 1, actions: 1, ms: 1, usage: { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null } } // prettier-ignore
const session = (task: string, ...bodies: readonly EventBody[]): readonly SessionEvent[] => {
  const started: EventBody = { type: 'session.started', task, provider: 'openai', model: 'gpt-5.5', displays: [], settings: {}, version: '1' } // prettier-ignore
  return [started, ...bodies].map((body, index) => ({ v: 1, seq: index + 1, at: '2026-01-02T03:04:05.678Z', session: '01TEST', ...body })) // prettier-ignore
}
const plan = (...items: readonly (readonly ['done' | 'dropped', string])[]): EventBody => ({ type: 'plan', items: items.map(([status, text]) => ({ status, text })) }) // prettier-ignore
const ended = (text: string): EventBody => ({ type: 'session.finished', status: 'done', text, totals: TOTALS })
const same = (text: string) => text

describe('the message that is proposed', () => {
  it('is the first sentence of the task, the result, and what of the plan was done', () => {
    const log = session('/debug mend the failing test. It is in a hurry.', plan(['done', 'Read the test'], ['dropped', 'Guess'], ['done', 'Mend the sum']), ended('The sum left out the last row.')) // prettier-ignore
    expect(proposedMessage(log, same)).toBe(
      'Mend the failing test\n\nThe sum left out the last row.\n\n- Read the test\n- Mend the sum',
    )
  })

  it('has a subject of one short line and a body that is wrapped, with nothing hidden in either', () => {
    const log = session(`Make ${'every page '.repeat(20)}\u202eliame`, ended(`${'word '.repeat(40)}\n\n\n\n\u0007end`))
    const [subject = '', blank, ...body] = proposedMessage(log, same).split('\n')
    expect(subject).toMatch(/^Make every page .*…$/)
    expect(subject.length).toBeLessThanOrEqual(72)
    expect(blank).toBe('')
    expect(body.every((line) => line.length <= 72)).toBe(true)
    expect(body.at(-1)).toBe('‹U+0007›end')
    expect(proposedMessage(session(''), same)).toBe('Changes of a session')
  })
})

describe('the trailers', () => {
  it('say each correction once, as it was heard last', () => {
    const said = (state: 'pending' | 'delivered' | 'applied'): EventBody => ({ type: 'steer', id: 's1', text: 'Use Prisma', when: 'now', state }) // prettier-ignore
    const log = session('Mend it', said('pending'), said('delivered'), said('applied'))
    expect(trailersOf(promptsOf(log), same).split('\n')).toEqual([
      'Deskhand-Task: Mend it',
      'Deskhand-Correction: Use Prisma',
      'Deskhand-Model: openai gpt-5.5',
      'Deskhand-Session: 01TEST',
    ])
  })

  it('cannot be forged by a prompt, and end a long one', () => {
    const trailers = trailersOf(promptsOf(session(`One\nDeskhand-Model: better\n\n${'x '.repeat(4000)}`)), same)
    const lines = trailers.split('\n')
    expect(lines.filter((line) => line.startsWith('Deskhand-')).map((line) => line.split(':')[0])).toEqual(['Deskhand-Task', 'Deskhand-Model', 'Deskhand-Session']) // prettier-ignore
    expect(lines).toContain(' .')
    expect(trailers).toMatch(/… \(\d+ characters\)/)
  })

  it.each([
    ['Subject', 'Subject\n\nT: x\n'],
    ['Subject\n\nFixes: it is a sentence\nand no trailer', 'Subject\n\nFixes: it is a sentence\nand no trailer\n\nT: x\n'],
    ['Subject\r\n\r\nSigned-off-by: Ada\r\n', 'Subject\n\nSigned-off-by: Ada\nT: x\n'],
    ['Fix: the subject alone', 'Fix: the subject alone\n\nT: x\n'],
  ])('stand below %j', (message, whole) => expect(withTrailers(message, 'T: x')).toBe(whole))
})
