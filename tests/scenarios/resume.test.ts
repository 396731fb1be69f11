/** A session goes on from its log alone: after a crash at any line, after a stop, a limit, and after it was finished. */
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { answer, ask, click, computer, doing, saying, type, usage } from '../support/builders.js'
import type { PlayedTurn } from '../support/played-model.js'
import { NAME, only, play, resultsOf, SAVE, typesOf, type Scene } from '../support/scenario.js'

const turns = (): readonly PlayedTurn[] => [
  answer([computer(click(NAME.x, NAME.y), type('sudo x'))], { reasoning: ['First the name.'], usage: usage() }),
  doing(ask('Which?'), click(SAVE.x, SAVE.y)),
  saying('Done.'),
]
const answers = (event: SessionEvent, { say }: Scene) => {
  if (event.type === 'approval.asked') say({ type: 'answer', id: event.id, value: 'allow-session' })
  if (event.type === 'question.asked') say({ type: 'answer', id: event.id, value: 'that one' })
}

const whole = await play({ turns: turns(), on: answers })
const places = whole.events.map((_, index) => index + 1)

describe('after a crash', () => {
  it.each(places)(
    'goes on from line %i: what was open is closed and told, nothing is done twice, the log stays whole',
    async (kept) => {
      const past = whole.events.slice(0, kept)
      const turnsBefore = only(past, 'model.items').length
      const { end, events, model } = await play({ options: { past }, turns: [saying('Done after all.')], on: answers })
      expect(end).toMatchObject({ status: 'done', text: 'Done after all.' })
      expect(events.slice(0, kept)).toEqual(past)
      expect(only(events, 'session.resumed')).toHaveLength(1)
      expect(end.totals.turns).toBe(turnsBefore + 1)
      const request = model.asked[0]
      expect(request?.task.text).toBe('Save the form')
      expect(request?.history).toEqual(only(past, 'model.items').flatMap((event) => event.items))
      const lastCalls = only(past, 'model.items').at(-1)?.calls ?? []
      expect(request?.results.map((result) => result.callId)).toEqual(lastCalls.map((call) => call.callId))
      const finishedBefore = resultsOf(past)
      expect(resultsOf(events).slice(0, finishedBefore.length)).toEqual(finishedBefore)
      // only a question that was answered before the end is done by its answer
      const closed = resultsOf(events).slice(finishedBefore.length)
      const isAnswered = past.at(-1)?.type === 'question.answered'
      expect(closed.filter((line) => !/(skipped|interrupted)$/.test(line))).toEqual(isAnswered ? ['a2.1 done'] : [])
    },
  )

  it('asks again for what was allowed before: leave is never read from a log', async () => {
    const past = whole.events.slice(0, whole.events.findIndex((event) => event.type === 'question.asked') + 1)
    expect(only(past, 'approval.answered')[0]?.answer).toBe('allow-session')
    const { events } = await play({ options: { past }, turns: [doing(type('sudo y')), saying('Done.')], on: answers })
    expect(only(events, 'approval.asked')).toHaveLength(2)
  })

  it('hears a message again that no answer had taken up', async () => {
    const steered = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), saying('Done.')],
      on: (event, { say }) => {
        if (event.type === 'action.started') say({ type: 'steer', text: 'not so fast', when: 'now' })
      },
    })
    const delivered = steered.events.findIndex((event) => event.type === 'steer' && event.state === 'delivered')
    const { model, events } = await play({ options: { past: steered.events.slice(0, delivered + 1) }, turns: [saying('Done.')] })
    expect(model.asked[0]?.steers.map((steer) => steer.text)).toEqual(['not so fast'])
    expect(only(events, 'steer').map((event) => event.state)).toEqual(['pending', 'delivered', 'applied'])
  })
})

describe('after a disk that was full for a moment', () => {
  it.each(places.slice(1, -1))('goes on from a log that lacks all from line %i on', async (kept) => {
    const broken = await play({ isStrange: true, turns: turns(), on: answers, before: ({ log }) => log.failOnceAfter(kept) })
    expect(broken.end).toMatchObject({ status: 'failed', problem: { kind: 'disk' } })
    expect(typesOf(broken.events.slice(kept))).toEqual(['problem', 'session.finished'])
    const { end, model } = await play({ isStrange: true, options: { past: broken.events }, turns: [saying('Done after all.')] })
    expect(end).toMatchObject({ status: 'done', text: 'Done after all.' })
    const lastCalls = only(broken.events, 'model.items').at(-1)?.calls ?? []
    expect(model.asked[0]?.results.map((result) => result.callId)).toEqual(lastCalls.map((call) => call.callId))
  })
})

it('goes on from a log that says a line of it was torn, and from one whose words were others then', async () => {
  const first = await play({ options: { past: whole.events.slice(0, 12) }, turns: [saying('Done.')], on: answers })
  const torn = { ...whole.events[0]!, type: 'problem', kind: 'log', message: 'Torn.', retryable: false } as SessionEvent
  const told = [...first.events.slice(0, 12), torn, ...first.events.slice(12)]
  const worded = told.map((event) => (event.type === 'session.finished' ? { ...event, text: 'Otherwise.' } : event))
  const past = worded.map((event, index) => ({ ...event, seq: index + 1 }))
  const { end } = await play({ isStrange: true, options: { past }, turns: [saying('Again.')] })
  expect(end.text).toBe('Again.')
})

describe('a finished session', () => {
  it('takes what the person adds, with all of its history', async () => {
    const { end, events, model } = await play({
      options: { past: whole.events, addition: 'now also print it' },
      turns: [saying('Printed.')],
    })
    expect(only(events, 'session.resumed')[0]?.why).toBe('follow-up')
    expect(model.asked[0]?.steers.map((steer) => steer.text)).toEqual(['now also print it'])
    expect(model.asked[0]?.history).toHaveLength(3)
    expect(end).toMatchObject({ status: 'done', text: 'Printed.', totals: { turns: 4 } })
    expect(end.totals.usage.input).toBe(400)
  })

  it('can be followed up again and again', async () => {
    let past = whole.events
    for (const text of ['one', 'two']) {
      const next = await play({ options: { past, addition: text }, turns: [saying(text)] })
      expect(next.end.text).toBe(text)
      past = next.events
    }
    expect(only(past, 'session.finished')).toHaveLength(3)
  })

  it('that reached a limit has its limits anew', async () => {
    const limits = { steps: 1, costUsd: 0, minutes: 0 }
    const first = await play({ options: { limits }, turns: [doing(click(SAVE.x, SAVE.y))] })
    expect(first.end.status).toBe('limit')
    const next = await play({ options: { past: first.events, limits }, turns: [saying('Done.')] })
    expect(next.end).toMatchObject({ status: 'done', totals: { turns: 2 } })
  })

  it('that was stopped tells the model what became of its plan', async () => {
    const first = await play({
      turns: [doing(click(NAME.x, NAME.y), click(SAVE.x, SAVE.y))],
      on: (event, { say }) => {
        if (event.type === 'action.finished') say({ type: 'stop' })
      },
    })
    expect(first.end.status).toBe('stopped')
    const { model } = await play({ options: { past: first.events }, turns: [saying('Done.')] })
    const [done, cut] = model.asked[0]?.results[0]?.steps ?? []
    expect(done?.result).toBe('done')
    expect(['skipped', 'interrupted']).toContain(cut?.result)
  })
})

it('does not guess at a log whose lines do not follow from one another', async () => {
  const left = whole.events.filter((event) => event.type !== 'action.finished')
  const past = left.map((event, index) => ({ ...event, seq: index + 1 }))
  const { end, model } = await play({ isStrange: true, options: { past }, turns: [] })
  expect(end).toMatchObject({ status: 'failed', problem: { kind: 'log' } })
  expect(model.asked).toEqual([])
})
