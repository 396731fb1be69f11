import { describe, expect, it } from 'vitest'
import { action, answer, click, computer, doing, saying, screenshot, usage, wait } from '../support/builders.js'
import type { PlayedTurn } from '../support/played-model.js'
import { only, play, SAVE } from '../support/scenario.js'

const NONE = { steps: 0, costUsd: 0, minutes: 0 }
const spot = (index: number) => doing(click(10 + index * 20, 10))
const different = Array.from({ length: 60 }, (_, index): PlayedTurn => spot(index % 30))
const same = (turn: PlayedTurn, count = 60) => Array.from({ length: count }, () => turn)

describe('a limit in `run`', () => {
  it('ends the session before the model call that would go past the steps', async () => {
    const { end, model, events } = await play({ options: { limits: { ...NONE, steps: 3 } }, turns: different })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'limit' }, totals: { turns: 3 } })
    expect(model.asked).toHaveLength(3)
    expect(only(events, 'action.finished')).toHaveLength(3)
  })

  it('does not count a call that failed and was made again', async () => {
    const busy = { problem: { kind: 'model-overloaded' as const, message: 'Busy.', retryable: true } }
    const { end } = await play({ options: { limits: { ...NONE, steps: 2 } }, turns: [spot(0), busy, busy, saying('Done.')] })
    expect(end).toMatchObject({ status: 'done', totals: { turns: 2 } })
  })

  it('ends the session when the money is spent', async () => {
    const turns = different.map((_, index) => answer([computer(click(10 + index * 10, 10))], { usage: usage(0.4) }))
    const { end } = await play({ options: { limits: { ...NONE, costUsd: 1 } }, turns })
    // a second call would probably go past it, so it is not made
    expect(end).toMatchObject({ status: 'limit', totals: { turns: 1 } })
    expect(end.totals.usage.usd).toBeCloseTo(0.4)
    expect(end.text).toContain('$1')
  })

  it('ends the session when the tokens are used up, before the call that would go past them', async () => {
    const { end } = await play({ options: { limits: { ...NONE, tokens: 800 } }, turns: different })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'limit' }, totals: { turns: 4 } })
    expect(end.totals.usage.input + end.totals.usage.output).toBeLessThanOrEqual(800)
  })

  it('says once that four fifths are used, and goes on', async () => {
    const { end, events } = await play({ options: { limits: { ...NONE, steps: 10 } }, turns: different })
    expect(end.totals.turns).toBe(10)
    const said = only(events, 'problem').filter(({ kind }) => kind === 'limit')
    expect(said.map(({ retryable }) => retryable)).toEqual([true, false])
    const before = events.filter(({ seq }) => seq < (said[0]?.seq ?? 0))
    expect(only(before, 'usage')).toHaveLength(8)
  })

  it('says once that the money limit cannot hold when the price is not known', async () => {
    const turns = [
      answer([computer(click(1, 1))], { usage: usage(null) }),
      answer([computer(click(9, 9))], { usage: usage(null) }),
      saying('Done.'),
    ]
    const { end, events } = await play({ turns })
    expect(only(events, 'problem')).toMatchObject([{ kind: 'configuration' }])
    expect(end.status).toBe('done')
  })

  it('ends the session when the minutes have passed, not counting those it was paused', async () => {
    const turns = different.map((_, index) => doing(wait(20_000), click(10 + index * 20, 10)))
    let pauses = 0
    const { end } = await play({
      options: { limits: { ...NONE, minutes: 1 } },
      turns,
      on: (event, { say }) => {
        if (event.type === 'turn.started' && event.turn === 2 && pauses++ === 0) say({ type: 'pause' })
        if (event.type === 'control' && event.state === 'paused') say({ type: 'continue' })
      },
    })
    expect(end).toMatchObject({ status: 'limit' })
    expect(end.totals.turns).toBe(3)
  })
})

describe('a limit in the app', () => {
  const asking = { atLimit: 'ask' as const, limits: { ...NONE, steps: 2 } }

  it('asks the person, and goes on for as much again', async () => {
    let asked = 0
    const { end, events } = await play({
      options: asking,
      turns: different,
      on: (event, { say }) => {
        if (event.type === 'question.asked') say({ type: 'answer', id: event.id, value: ++asked < 3 })
      },
    })
    expect(only(events, 'question.asked')).toHaveLength(3)
    expect(end).toMatchObject({ status: 'limit', totals: { turns: 6 } })
    expect(only(events, 'control').map((event) => `${event.state} ${event.by}`)).toEqual([
      'paused limit',
      'running person',
      'paused limit',
      'running person',
      'paused limit',
    ])
  })

  it('takes continue for yes', async () => {
    let asked = 0
    const { end, events } = await play({
      options: asking,
      turns: different,
      on: (event, { say }) => {
        if (event.type === 'question.asked') say(++asked < 2 ? { type: 'continue' } : { type: 'stop' })
      },
    })
    expect(only(events, 'question.answered')).toMatchObject([{ value: true }])
    expect(end).toMatchObject({ status: 'stopped', totals: { turns: 4 } })
  })

  it('ends when nobody is there to ask', async () => {
    const { end } = await play({ options: { ...asking, canAnswer: () => false }, turns: different })
    expect(end).toMatchObject({ status: 'limit', totals: { turns: 2 } })
  })
})

describe('no progress', () => {
  it('tells the model at the fourth repeat and ends at the twelfth', async () => {
    const { end, model, events } = await play({ options: { limits: NONE }, turns: same(doing(click(620, 380))) })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'no-progress' }, totals: { turns: 13 } })
    const told = model.asked.findIndex((request) => request.notes.some((note) => note.includes('again and again')))
    expect(told).toBe(5)
    expect(only(events, 'problem').map((event) => event.retryable)).toEqual([true, false])
  })

  it('sees two turns in alternation', async () => {
    const turns = Array.from({ length: 60 }, (_, index): PlayedTurn => doing(click(index % 2 === 0 ? 600 : 620, 380)))
    const { end } = await play({ options: { limits: NONE }, turns })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'no-progress' }, totals: { turns: 14 } })
  })

  it('is no alarm while the screen shows something new each time', async () => {
    const { end } = await play({
      options: { limits: { ...NONE, steps: 30 } },
      windows: [
        {
          title: 'Counter',
          x: 40,
          y: 40,
          width: 300,
          height: 200,
          controls: [
            {
              kind: 'button',
              id: 'more',
              text: 'More',
              rect: { x: 20, y: 20, width: 100, height: 40 },
              onClick: (desktop) => desktop.setText('count', String(desktop.clicksOn('more'))),
            },
            { kind: 'label', id: 'count', text: '0', x: 20, y: 100 },
          ],
        },
      ],
      turns: same(doing(click(SAVE.x, SAVE.y))),
    })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'limit' }, totals: { turns: 30 } })
  })

  it('lets a model wait for something slow: a turn that only waits counts a quarter', async () => {
    const patient = [...same(doing(wait(60_000), screenshot), 20), saying('It came.')]
    const { end, events } = await play({ options: { limits: NONE }, turns: patient })
    expect(end.status).toBe('done')
    expect(only(events, 'problem')).toHaveLength(1)
    const endless = await play({ options: { limits: NONE }, turns: same(doing(wait(1000))) })
    expect(endless.end).toMatchObject({ status: 'limit', totals: { turns: 49 } })
  })

  it('sees turn after turn fail, whatever is tried', async () => {
    const odd = Array.from({ length: 40 }, (_, index) => doing(action({ kind: 'chord', keys: [`nokey${index}`] })))
    const { end, events } = await play({ turns: odd })
    expect(end).toMatchObject({ status: 'limit', problem: { kind: 'no-progress' } })
    expect(
      only(events, 'problem')
        .filter(({ kind }) => kind === 'no-progress')
        .map(({ retryable }) => retryable),
    ).toEqual([true, false])
    expect(end.totals.turns).toBe(14)
  })

  it('does not see failing turns as stuck while something works in between', async () => {
    const turns = Array.from({ length: 30 }, (_, index) =>
      index % 3 === 2 ? spot(index % 30) : doing(action({ kind: 'chord', keys: [`nokey${index}`] })),
    )
    const { events } = await play({ turns: [...turns, saying('Done.')] })
    expect(only(events, 'problem').filter(({ kind }) => kind === 'no-progress')).toEqual([])
  })

  it('starts anew when the person says something', async () => {
    const { end } = await play({
      options: { limits: NONE },
      turns: [...same(doing(click(620, 380)), 20), saying('Done.')],
      on: (event, { say }) => {
        if (event.type === 'turn.started' && event.turn === 11) say({ type: 'steer', text: 'keep on', when: 'next-turn' })
      },
    })
    expect(end.status).toBe('done')
  })
})

describe('an answer with neither call nor text', () => {
  const empty = answer([])

  it('is asked again, with a word about it', async () => {
    const { end, model } = await play({ turns: [empty, empty, empty, saying('Done.')] })
    expect(end.status).toBe('done')
    expect(model.asked.slice(1).every((request) => request.notes.some((note) => note.includes('neither')))).toBe(true)
  })

  it('is asked again three times at most', async () => {
    const { end, model } = await play({ turns: [empty, empty, empty, empty, empty] })
    expect(end).toMatchObject({ status: 'failed', problem: { kind: 'model-answer' } })
    expect(model.asked).toHaveLength(4)
  })
})
