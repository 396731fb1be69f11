/** A person speaks, stops or takes over at every single moment of a session: after each line of its log. */
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { action, answer, ask, click, computer, saying, type, usage, wait } from '../support/builders.js'
import type { PlayedTurn } from '../support/played-model.js'
import { NAME, only, play, resultsOf, SAVE, type Played, type Scenario, type Scene } from '../support/scenario.js'

const turns = (): readonly PlayedTurn[] => [
  answer([computer(click(NAME.x, NAME.y), type('sudo ls'), wait(500))], { reasoning: ['First the name.'], usage: usage() }),
  { problem: { kind: 'model-overloaded', message: 'Busy.', retryable: true } },
  {
    afterMs: 2000,
    answer: answer([
      computer(ask('Which?')),
      computer(action({ kind: 'holdKey', keys: ['Shift'], ms: 800 }), click(SAVE.x, SAVE.y)),
    ]),
  },
  ...Array.from({ length: 6 }, () => saying('Done.')),
]

const answers = (event: SessionEvent, { say }: Scene) => {
  if (event.type === 'approval.asked') say({ type: 'answer', id: event.id, value: 'allow' })
  if (event.type === 'question.asked') say({ type: 'answer', id: event.id, value: 'that one' })
}

const reference: Scenario = { turns: turns(), on: answers }

async function playWith(seq: number, intervene: (scene: Scene) => void): Promise<Played> {
  let isOver = false
  return play({
    turns: turns(),
    on: (event, scene) => {
      if (event.seq === seq && !isOver) {
        isOver = true
        intervene(scene)
      }
      answers(event, scene)
    },
  })
}

const lines = (await play(reference)).events.length
const moments = Array.from({ length: lines - 1 }, (_, index) => index + 1)

it('is a session with everything in it', async () => {
  const { events, end } = await play(reference)
  expect(end.status).toBe('done')
  const seen = new Set(events.map((event) => event.type))
  for (const one of ['approval.answered', 'question.answered', 'problem', 'reasoning'] as const) expect(seen).toContain(one)
  expect(resultsOf(events)).toHaveLength(6)
})

describe('after every line', () => {
  it.each(moments)('stop ends it at once, with nothing sent after it (line %i)', async (seq) => {
    let strokes = -1
    const { end, events, desktop } = await playWith(seq, ({ say, desktop: now }) => {
      say({ type: 'stop' }, 'hotkey')
      strokes = now.strokes.length
    })
    if (end.status === 'done') return expect(only(events, 'control')).toEqual([])
    expect(end).toMatchObject({ status: 'stopped', stoppedBy: 'hotkey' })
    expect(only(events, 'control')).toMatchObject([{ state: 'stopped', by: 'hotkey' }])
    expect(desktop.strokes.length).toBe(strokes)
    expect(events.at(-1)?.type).toBe('session.finished')
  })

  it.each(moments)('pause lets go, and continue goes on to the end (line %i)', async (seq) => {
    let strokes = -1
    const { end, events, model } = await playWith(seq, (scene) => {
      scene.say({ type: 'pause' }, 'human-input')
      strokes = scene.desktop.strokes.length
      expect(scene.desktop.bridge.input.held()).toEqual([])
      setTimeout(() => {
        expect(scene.desktop.strokes.length, 'nothing is sent while paused').toBe(strokes)
        scene.say({ type: 'continue' }, 'human-input')
      }, 20)
    })
    expect(end.status).toBe('done')
    if (only(events, 'control').length === 0) return
    expect(only(events, 'control').map((event) => event.state)).toEqual(['paused', 'running'])
    expect(model.asked.some((request) => request.notes.some((note) => note.includes('had control')))).toBe(true)
  })

  it.each(moments)('a message for now is heard, and nothing of the old plan is done after it (line %i)', async (seq) => {
    const { end, events, model } = await playWith(seq, ({ say }) => say({ type: 'steer', text: 'otherwise', when: 'now' }))
    expect(end.status).toBe('done')
    const pending = events.findIndex((event) => event.type === 'steer' && event.state === 'pending')
    if (pending === -1) return
    const planned = only(events.slice(0, pending), 'action.proposed').map((event) => event.id)
    const begun = only(events.slice(pending), 'action.started').map((event) => event.id)
    expect(begun.filter((id) => planned.includes(id))).toEqual([])
    expect(only(events, 'steer').map((event) => event.state)).toEqual(['pending', 'delivered', 'applied'])
    expect(model.asked.some((request) => request.steers.some((steer) => steer.text === 'otherwise'))).toBe(true)
  })

  it.each(moments)('a hand over our own windows holds the hands back until it leaves (line %i)', async (seq) => {
    let strokes = -1
    const { end, desktop, events } = await playWith(seq, (scene) => {
      scene.session.hold(true)
      setTimeout(() => {
        strokes = scene.desktop.strokes.length
        setTimeout(() => {
          expect(scene.desktop.strokes.length).toBe(strokes)
          scene.session.hold(false)
        }, 15)
      }, 15)
    })
    expect(end.status).toBe('done')
    const controls = only(events, 'control').map((event) => `${event.state} ${event.by}`)
    expect([[], ['held human-input'], ['held human-input', 'running human-input']]).toContainEqual(controls)
    expect(desktop.clicksOn('save')).toBe(1)
  })
})
