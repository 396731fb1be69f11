import { expect, it } from 'vitest'
import { click, doing, saying, type } from '../support/builders.js'
import { NAME, play, resultsOf, SAVE, typesOf } from '../support/scenario.js'

it('carries a task out: looks, thinks, acts one thing at a time, looks again, and ends with the final text', async () => {
  const { end, events, desktop, model } = await play({
    turns: [doing(click(NAME.x, NAME.y), type('Ada'), click(SAVE.x, SAVE.y)), saying('The form is saved.')],
  })
  expect(end).toMatchObject({ status: 'done', text: 'The form is saved.', problem: null, stoppedBy: null })
  expect(desktop.textOf('name')).toBe('Ada')
  expect(desktop.clicksOn('save')).toBe(1)
  expect(resultsOf(events)).toEqual(['a1.1 done', 'a1.2 done', 'a1.3 done'])
  expect(model.asked[1]?.results[0]?.steps.map((step) => step.result)).toEqual(['done', 'done', 'done'])
  expect(typesOf(events)).toEqual([
    'session.started',
    'turn.started',
    'frame',
    'model.items',
    'usage',
    'action.proposed',
    'action.proposed',
    'action.proposed',
    ...['action.started', 'action.finished', 'action.started', 'action.finished', 'action.started', 'action.finished'],
    'turn.started',
    'frame',
    'model.items',
    'usage',
    'message',
    'session.finished',
  ])
})
