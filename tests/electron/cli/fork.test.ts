/** `fork` and what a model is told when a session goes on. */
import { expect, test } from 'vitest'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { call, recordsIn, scripted, temporaryHome } from './call.js'

const CLICK = { kind: 'click', x: 300, y: 215 }

/** A session of two steps: the field is clicked, then something is typed into it. */
async function ran(): Promise<{ home: string; id: string; words: readonly string[] }> {
  const home = temporaryHome()
  const turns = [{ actions: [CLICK] }, { actions: [{ kind: 'type', text: 'Ada' }] }, { text: 'Typed.' }, { text: 'Again.' }]
  const words = scripted(home, turns)
  const run = call(['run', 'Type the name', '--json', '--approve', 'never', ...words], { home })
  expect(await run.ended).toBe(0)
  return { home, id: run.events()[0]?.session ?? '', words }
}

const firstFrame = (events: readonly SessionEvent[]) => events.flatMap((event) => (event.type === 'frame' ? [event] : []))[0]

test('a fork prints its id, has an id of its own, and resume goes on from its last step', async () => {
  const { home, id, words } = await ran()
  const fork = call(['fork', id, '--at', '1'], { home })
  expect(await fork.ended).toBe(0)
  const made = fork.out().trim()
  expect(fork.err()).toContain(`deskhand resume ${made}`)
  const resumed = call(['resume', made, '--json', '--approve', 'never', ...words], { home })
  expect(await resumed.ended).toBe(0)
  const turns = resumed.events().flatMap((event) => (event.type === 'turn.started' ? [event.turn] : []))
  expect(turns).toEqual([2, 3])
  expect((await recordsIn(home)).map((record) => [record.id, record.forkedFrom?.step ?? null, record.totals.turns])).toEqual([
    [made, 1, 3],
    [id, null, 3],
  ])
})

test('who goes on looks first and is told where the screen differs from the last picture and which windows are new', async () => {
  const { home, id, words } = await ran()
  const resumed = call(['resume', id, 'now also more', '--json', '--approve', 'never', ...words], { home })
  resumed.desktop.openWindow({ title: 'News', app: 'news', x: 500, y: 300, width: 200, height: 100, controls: [] })
  expect(await resumed.ended).toBe(0)
  const frame = firstFrame(resumed.events())
  expect(frame?.told).toMatch(/^\d+ % of the screen differs from your last picture, between \(\d+, \d+\) and \(\d+, \d+\)\./)
  const items = resumed.events().find((event) => event.type === 'model.items')
  expect(frame?.told).toContain('New windows: “News”. In front now: “News”.')
  expect(JSON.stringify(items)).toContain('differs from your last picture')
})

test('a screen that is as it was is told as such', async () => {
  const home = temporaryHome()
  const words = scripted(home, [{ actions: [{ kind: 'screenshot' }] }, { text: 'Seen.' }, { text: 'Again.' }])
  const run = call(['run', 'Look', '--json', ...words], { home })
  expect(await run.ended).toBe(0)
  expect(firstFrame(run.events())?.told).toBeUndefined()
  expect(firstFrame(run.events())?.windows).toMatchObject([{ title: 'Form', app: 'form' }])
  const resumed = call(['resume', '--last', 'again', '--json', ...words], { home })
  expect(await resumed.ended).toBe(0)
  expect(firstFrame(resumed.events())?.told).toBe('The screen looks as it did in your last picture.')
})

test.each([
  [['fork', 'X', '--at', '0'], 'Say after which step'],
  [['fork', 'X'], 'Say after which step'],
  [['fork', 'X', '--at', '2'], 'There is no session'],
])('%j is refused with a sentence', async (words, sentence) => {
  const refused = call(words)
  expect(await refused.ended).toBe(2)
  expect(refused.err()).toContain(sentence)
  expect(refused.out()).toBe('')
})
