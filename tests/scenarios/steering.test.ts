import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { Played, Scene } from '../support/scenario.js'
import { ask, click, done, doing, saying, type, wait } from '../support/builders.js'
import { NAME, only, play, resultsOf, SAVE } from '../support/scenario.js'

const end = saying('Done.')
const statesOf = (played: Played) => only(played.events, 'steer').map((event) => `${event.text}: ${event.state}`)
const steersAsked = (played: Played) => played.model.asked.map((request) => request.steers.map((steer) => steer.text))

describe('a message for now', () => {
  it('makes the rest of the plan void, finishes what is being done, and goes pending, delivered, applied', async () => {
    const played = await play({
      turns: [doing(click(NAME.x, NAME.y), type('Ada'), click(SAVE.x, SAVE.y)), end],
      on: (event, { say }) => {
        if (event.type === 'action.started' && event.id === 'a1.2') say({ type: 'steer', text: 'not yet', when: 'now' })
      },
    })
    expect(resultsOf(played.events).sort()).toEqual(['a1.1 done', 'a1.2 done', 'a1.3 skipped'])
    expect(played.desktop.clicksOn('save')).toBe(0)
    expect(statesOf(played)).toEqual(['not yet: pending', 'not yet: delivered', 'not yet: applied'])
    expect(steersAsked(played)).toEqual([[], ['not yet']])
    expect(played.model.asked[1]?.results[0]?.steps[2]).toMatchObject({ result: 'skipped', note: expect.any(String) as string })
  })

  it('gives up the model call under way; its late answer is not acted on', async () => {
    const played = await play({
      turns: [{ afterMs: 9000, ignoresAbort: true, answer: doing(click(SAVE.x, SAVE.y)) }, end],
      onAsk: (number, { say }) => {
        if (number === 1) say({ type: 'steer', text: 'do nothing', when: 'now' })
      },
    })
    expect(played.desktop.strokes).toEqual([])
    expect(only(played.events, 'model.items').length).toBe(1)
    expect(steersAsked(played).at(-1)).toEqual(['do nothing'])
    expect(played.end).toMatchObject({ status: 'done', totals: { turns: 1 } })
  })

  it('cuts a wait short', async () => {
    const played = await play({
      turns: [doing(wait(250_000), click(SAVE.x, SAVE.y)), end],
      on: (event, { say }) => {
        if (event.type === 'action.started') say({ type: 'steer', text: 'go on', when: 'now' })
      },
    })
    expect(resultsOf(played.events)).toEqual(['a1.1 interrupted', 'a1.2 skipped'])
    expect(played.end.totals.ms).toBeLessThan(100_000)
  })

  it('withdraws a question that is open, and keeps all the history', async () => {
    const played = await play({
      turns: [doing(click(NAME.x, NAME.y)), doing(ask('Which name?')), end],
      on: (event, { say }) => {
        if (event.type === 'question.asked') say({ type: 'steer', text: 'take Ada', when: 'now' })
      },
    })
    expect(resultsOf(played.events)).toEqual(['a1.1 done', 'a2.1 interrupted'])
    expect(played.model.asked[2]?.history).toHaveLength(2)
    expect(statesOf(played).at(-1)).toBe('take Ada: applied')
  })

  it('is kept while paused and heard after', async () => {
    const played = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      on: (event, { say }) => {
        if (event.type === 'action.started') say({ type: 'pause' })
        if (event.type !== 'control' || event.state !== 'paused') return
        say({ type: 'steer', text: 'I did it myself', when: 'now' })
        say({ type: 'continue' })
      },
    })
    expect(steersAsked(played).at(-1)).toEqual(['I did it myself'])
    expect(played.model.asked.at(-1)?.notes.join()).toMatch(/person had control/)
  })
})

describe('a question of the person', () => {
  const ask = (text: string) => ({
    on: (event: SessionEvent, { say }: Scene) => {
      if (event.type === 'action.started' && event.id === 'a1.1') say({ type: 'steer', text, when: 'now' })
    },
  })

  it('is answered in words, and the task goes on', async () => {
    const answered = saying('Because the list is there.')
    const played = await play({
      ...ask('Why did you open that?'),
      turns: [doing(click(NAME.x, NAME.y)), answered, doing(click(SAVE.x, SAVE.y)), end],
    })
    expect(statesOf(played).at(-1)).toBe('Why did you open that?: applied')
    expect(only(played.events, 'message').map(({ text }) => text)).toEqual(['Because the list is there.', 'Done.'])
    expect(played.desktop.clicksOn('save')).toBe(1)
    expect(played.model.asked[2]?.notes.join()).toContain('Go on with the task')
    expect(played.end).toMatchObject({ status: 'done', text: 'Done.' })
  })

  it('does not keep a task from ending that is done', async () => {
    const played = await play({ ...ask('Fertig?'), turns: [doing(click(NAME.x, NAME.y)), saying('Yes.'), end] })
    expect(played.end).toMatchObject({ status: 'done', text: 'Done.', totals: { turns: 3 } })
  })

  it('is no question when it tells what to do: the answer to it may be the end', async () => {
    const played = await play({ ...ask('Leave it as it is.'), turns: [doing(click(NAME.x, NAME.y)), saying('I left it.')] })
    expect(played.end).toMatchObject({ status: 'done', text: 'I left it.' })
  })

  it('about a finished session ends with its answer', async () => {
    const first = await play({ turns: [doing(click(NAME.x, NAME.y)), end] })
    const options = { past: first.events, addition: 'What did you do?' }
    const played = await play({ options, turns: [saying('I clicked the name.')] })
    expect(played.end).toMatchObject({ status: 'done', text: 'I clicked the name.' })
  })
})

describe('a message for the next turn', () => {
  it('lets the plan go on and is heard with the next picture', async () => {
    const played = await play({
      turns: [doing(click(NAME.x, NAME.y), click(SAVE.x, SAVE.y)), end],
      on: (event, { say }) => {
        if (event.type === 'action.started' && event.id === 'a1.1') say({ type: 'steer', text: 'then stop', when: 'next-turn' })
      },
    })
    expect(resultsOf(played.events)).toEqual(['a1.1 done', 'a1.2 done'])
    expect(steersAsked(played)).toEqual([[], ['then stop']])
  })

  it.each([
    ['a final text', saying('All done.')],
    ['the action done', doing(done('All done.'))],
  ])('is heard before %s may end the session', async (_, last) => {
    const played = await play({
      turns: [last, saying('That too.')],
      onAsk: (number, { say }) => {
        if (number === 1) say({ type: 'steer', text: 'and that', when: 'next-turn' })
      },
    })
    expect(steersAsked(played)).toEqual([[], ['and that']])
    expect(statesOf(played).at(-1)).toBe('and that: applied')
    expect(played.end.text).toBe('That too.')
  })
})

it('refuses a message that the model cannot do anything with, and says so', async () => {
  const played = await play({
    understands: (text) => text !== 'blub',
    turns: [doing(click(SAVE.x, SAVE.y)), end],
    on: (event, { say }) => {
      if (event.type === 'action.started') say({ type: 'steer', text: 'blub', when: 'now' })
    },
  })
  expect(only(played.events, 'problem').map((event) => event.kind)).toEqual(['task-not-understood'])
  expect(only(played.events, 'steer')).toEqual([])
  expect(played.end.status).toBe('done')
})
