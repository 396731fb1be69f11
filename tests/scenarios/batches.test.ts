import { describe, expect, it } from 'vitest'
import {
  action,
  chord,
  click,
  computer,
  answer,
  doing,
  saying,
  screenshot,
  tool,
  type,
  unreadable,
  wait,
} from '../support/builders.js'
import { NAME, only, play, resultsOf, SAVE, WINDOW } from '../support/scenario.js'

const end = saying('Done.')
const stepsTold = (played: Awaited<ReturnType<typeof play>>) =>
  played.model.asked[1]?.results.flatMap((result) => result.steps.map((step) => step.result))

describe('what cannot be done', () => {
  it.each([
    ['an unknown key', chord('Ctrl', 'Fliegenpilz'), 'unknown-key'],
    ['a point outside the picture', click(5000, 10), 'outside-picture'],
    ['a secret nobody gave', type('{{secret:nope}}'), 'secret'],
  ])('refuses %s before anything is pressed; what came before stands, what comes after is skipped', async (_, bad, kind) => {
    const played = await play({ turns: [doing(click(SAVE.x, SAVE.y), bad, click(SAVE.x, SAVE.y)), end] })
    expect(resultsOf(played.events)).toEqual(['a1.1 done', 'a1.2 failed', 'a1.3 skipped'])
    expect(only(played.events, 'action.finished')[1]?.problem?.kind).toBe(kind)
    expect(only(played.events, 'action.started').map((event) => event.id)).toEqual(['a1.1'])
    expect(played.desktop.clicksOn('save')).toBe(1)
    expect(stepsTold(played)).toEqual(['done', 'failed', 'skipped'])
    expect(played.end.status).toBe('done')
  })

  it('tells the model of an action there is none of, and does nothing that came after it', async () => {
    const played = await play({ turns: [doing(click(SAVE.x, SAVE.y), unreadable('fly'), click(SAVE.x, SAVE.y)), end] })
    expect(resultsOf(played.events)).toEqual(['a1.1 done', 'a1.2 skipped'])
    expect(only(played.events, 'problem').map((event) => event.kind)).toEqual(['unknown-action'])
    expect(played.desktop.clicksOn('save')).toBe(1)
    expect(stepsTold(played)).toEqual(['done', 'failed', 'skipped'])
    expect(played.model.asked[1]?.results[0]?.steps[1]?.problem?.message).toContain('fly')
  })

  it('does not press what lies under a window of our own', async () => {
    const played = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      before: ({ desktop }) => desktop.bridge.windows.setOwn([{ x: 40, y: 40, width: 400, height: 300 }]),
    })
    expect(only(played.events, 'action.finished')[0]).toMatchObject({ result: 'failed', problem: { kind: 'own-window' } })
    expect(played.desktop.strokes).toEqual([])
  })

  it('refuses a tool there is none of, and skips the calls after it', async () => {
    const played = await play({ turns: [answer([tool('shell', { command: 'ls' }), computer(click(SAVE.x, SAVE.y))]), end] })
    expect(resultsOf(played.events)).toEqual(['t1.1 failed', 'a1.2 skipped'])
    expect(played.model.asked[1]?.results.map((result) => result.steps.map((step) => step.result))).toEqual([
      ['failed'],
      ['skipped'],
    ])
    expect(played.desktop.strokes).toEqual([])
  })
})

describe('a batch', () => {
  it('announces all of its actions before the first is done, with the place each lands on', async () => {
    const { events } = await play({ turns: [doing(click(SAVE.x, SAVE.y), type('x'), click(NAME.x, NAME.y)), end] })
    const kinds = events.map((event) => event.type)
    expect(kinds.lastIndexOf('action.proposed')).toBeLessThan(kinds.indexOf('action.started'))
    expect(only(events, 'action.proposed').map((event) => event.lands)).toEqual([
      { display: 'fake-1', ...SAVE },
      undefined,
      { display: 'fake-1', ...NAME },
    ])
  })

  it('presses nothing before the line that announces it is on disk', async () => {
    let strokesAtStart = -1
    await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      before: ({ log }) => log.slow(50),
      on: (event, { desktop }) => {
        if (event.type === 'action.started') strokesAtStart = desktop.strokes.length
      },
    })
    expect(strokesAtStart).toBe(0)
  })

  it('is answered with a fresh picture when it is empty', async () => {
    const played = await play({ turns: [answer([computer()]), end] })
    expect(played.end.status).toBe('done')
    expect(played.model.asked[1]?.results).toEqual([{ callId: expect.any(String) as string, steps: [], acknowledged: [] }])
    expect(only(played.events, 'frame').length).toBe(2)
  })

  it('says of each action whether anything changed, as far as that was watched', async () => {
    const { events } = await play({
      turns: [doing(click(NAME.x, NAME.y), type('Ada')), doing(click(620, 380)), doing(screenshot, wait(200)), end],
    })
    const effects = only(events, 'action.finished').map((event) => `${event.id} ${event.effect}`)
    expect(effects.slice(1)).toEqual(['a1.2 changed', 'a2.1 unchanged', 'a3.1 unknown', 'a3.2 unknown'])
  })

  it('waits for what an action sets off before it looks', async () => {
    const { events, desktop } = await play({
      windows: [
        {
          ...WINDOW,
          controls: [
            {
              kind: 'button',
              id: 'save',
              text: 'Save',
              rect: { x: 20, y: 20, width: 100, height: 40 },
              onClick: (it) => it.later(200, (now) => now.setText('note', 'saved')),
            },
            { kind: 'label', id: 'note', text: 'nothing yet', x: 20, y: 200 },
          ],
        },
      ],
      turns: [doing(click(SAVE.x, SAVE.y)), end],
    })
    expect(desktop.textOf('note')).toBe('saved')
    expect(only(events, 'frame')[1]).toMatchObject({ reason: 'settled' })
    expect(only(events, 'frame')[1]?.settledMs).toBeGreaterThanOrEqual(200)
    expect(only(events, 'action.finished')[0]?.effect).toBe('changed')
  })

  it('tells where the pointer is when it is asked', async () => {
    const played = await play({ turns: [doing(action({ kind: 'move', x: 33, y: 44 }), action({ kind: 'cursorPosition' })), end] })
    expect(played.model.asked[1]?.results[0]?.output).toBe('The pointer is at (33, 44).')
  })
})

it('plans everything and sends nothing in a dry run', async () => {
  const played = await play({
    options: { dryRun: true },
    turns: [doing(click(SAVE.x, SAVE.y), chord('Ctrl', 'Nope')), end],
  })
  expect(played.desktop.strokes).toEqual([])
  expect(only(played.events, 'action.finished').map(({ result, effect }) => `${result} ${effect}`)).toEqual([
    'done unknown',
    'failed unknown',
  ])
})
