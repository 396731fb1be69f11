import { expect, it } from 'vitest'
import { answer, ask, click, computer, doing, saying, tool } from '../support/builders.js'
import { play, SAVE } from '../support/scenario.js'

it('what the person said and answered, the plan and the files written go with every later request', async () => {
  const plan = [{ text: 'Save it', status: 'active' as const }]
  const patch = tool('apply_patch', { operation: { type: 'delete_file', path: 'old.txt' } })
  const { model } = await play({
    turns: [answer([computer(click(SAVE.x, SAVE.y))], { plan }), doing(ask('Which year?')), answer([patch]), saying('Done.')],
    on: (event, { say }) => {
      if (event.type === 'turn.started' && event.turn === 1)
        say({ type: 'steer', text: 'It is Björk & Sons.', when: 'next-turn' })
      if (event.type === 'question.asked') say({ type: 'answer', id: event.id, value: '2025' })
    },
  })
  expect(model.asked[1]!.facts).toMatchObject({ said: ['It is Björk & Sons.'], plan })
  expect(model.asked.at(-1)!.facts).toMatchObject({
    said: ['It is Björk & Sons.', 'Asked “Which year?”: 2025'],
    plan,
    files: ['old.txt'],
  })
})
