import { describe, expect, it } from 'vitest'
import { nowOf, NOT_PRESSED, stripState, totalsInWords, workedMs } from '../../../renderer/shared/session-state.js'
import { foldEvents } from '../../../renderer/shared/session-view.js'
import { click, EventScript, usage } from '../support/event-script.js'
import { sampleSession, type SampleName } from '../support/sample-sessions.js'

const T0 = Date.parse('2026-03-02T10:00:00.000Z')
const sample = (name: SampleName) => foldEvents(sampleSession(name, T0))
const now = (name: SampleName) => nowOf(sample(name), stripState(sample(name)))

describe('the strip', () => {
  it('says “Stopping” in the moment of the press, before the log does', () => {
    expect(stripState(sample('working'), { ...NOT_PRESSED, stop: true })).toBe('stopping')
  })

  it('keeps the end when Stop was pressed too late', () => {
    expect(stripState(sample('done'), { ...NOT_PRESSED, stop: true })).toBe('done')
  })

  it('tells a take-over by its button from a pause', () => {
    expect(stripState(sample('paused'))).toBe('paused')
    expect(stripState(sample('paused'), { ...NOT_PRESSED, takeOver: true })).toBe('you')
  })

  it('puts a question before a pause and Stopping before both', () => {
    const asking = new EventScript(T0).start('x').say({ type: 'question.asked', id: 'q', text: 'Which?', kind: 'text' })
    asking.say({ type: 'control', state: 'paused', by: 'person' })
    expect(stripState(foldEvents(asking.events))).toBe('needs')
    asking.say({ type: 'control', state: 'stopped', by: 'person' })
    expect(stripState(foldEvents(asking.events))).toBe('stopping')
  })
})

describe('the sentence of now', () => {
  it.each<[SampleName, string, string]>([
    ['working', 'Click “Payment terms”', 'The invoice says 30 days net.'],
    ['thinking', 'Choosing the next step', 'Fill the form in the portal.'],
    ['begun', 'Looking at the screen', 'Enter invoice 2026-0187 in the supplier portal'],
    ['held', 'Click “Payment terms”', 'Hands wait while you are in this window.'],
    ['you', 'You moved the mouse', 'All keys are up. Goes on when you hand back.'],
    ['question', 'Which date is the due date?', 'The PDF says 18 December. The mail says 20 December.'],
    ['expired', 'Click “Submit for payment”', 'Nobody answered, so nothing was done.'],
    ['done', 'Invoice 2026-0187 is submitted', '23 steps · 88.4k tokens · $0.57'],
    ['stopped', 'Stopped at step 23', '23 steps · 88.4k tokens · $0.57'],
  ])('of %s', (name, title, why) => {
    expect(now(name)).toEqual({ title, why })
  })

  it('names the next action while paused', () => {
    const events = new EventScript(T0).start('x').turn(4, 'f', 'Then “Save”')
    events.propose(4, click(1, 2))
    events.say({ type: 'control', state: 'paused', by: 'hotkey' })
    const view = foldEvents(events.events)
    expect(nowOf(view, 'paused').why).toBe('Next: click “Save”.')
  })

  it('says that it tries again, and why', () => {
    const events = new EventScript(T0).start('x').turn(1, 'f')
    events.say({ type: 'problem', kind: 'model-connection', message: 'The server cannot be reached.', retryable: true })
    expect(nowOf(foldEvents(events.events), 'working')).toEqual({
      title: 'Trying again',
      why: 'The server cannot be reached.',
    })
  })
})

describe('the clock', () => {
  const started = () => new EventScript(T0).start('x')

  it('counts from the start', () => {
    expect(workedMs(foldEvents(started().events), T0 + 5000)).toBe(5000)
  })

  it('stands still at the end', () => {
    const events = started().after(7000)
    events.say({
      type: 'session.finished',
      status: 'done',
      text: '',
      totals: { turns: 1, actions: 1, ms: 7000, usage: usage(1, 0) },
    })
    expect(workedMs(foldEvents(events.events), T0 + 99_000)).toBe(7000)
  })

  it('leaves out the time between an end and a follow-up', () => {
    const events = started().after(7000)
    events.say({
      type: 'session.finished',
      status: 'done',
      text: '',
      totals: { turns: 1, actions: 1, ms: 7000, usage: usage(1, 0) },
    })
    events.after(3_600_000).say({ type: 'session.resumed', why: 'follow-up' })
    expect(workedMs(foldEvents(events.events), T0 + 3_607_000 + 2000)).toBe(9000)
  })

  it('is zero before anything is known', () => {
    expect(workedMs(foldEvents([]), T0)).toBe(0)
  })
})

describe('totals in words', () => {
  it('say “unknown” where a price is', () => {
    const view = foldEvents(new EventScript(T0).start('x').turn(1, 'f').spend(1, 900, null).events)
    expect(totalsInWords(view)).toBe('1 step · 900 tokens · unknown')
  })
})
