import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import {
  action,
  answer,
  ask,
  checked,
  chord,
  click,
  computer,
  doing,
  saying,
  screenshot,
  type,
  wait,
} from '../support/builders.js'
import { NAME, only, play, resultsOf, SAVE, type Scene } from '../support/scenario.js'

const end = saying('Done.')
const answering =
  (value: string | boolean) =>
  (event: SessionEvent, { say }: Scene) => {
    if (event.type === 'approval.asked' || event.type === 'question.asked') say({ type: 'answer', id: event.id, value })
  }

describe('approvals: ask', () => {
  it('asks before everything that does something, and not for looking, waiting and moving', async () => {
    const { events, desktop } = await play({
      options: { approvals: 'ask' },
      turns: [doing(screenshot, wait(10), action({ kind: 'move', x: 5, y: 5 }), click(SAVE.x, SAVE.y), type('a')), end],
      on: answering('allow'),
    })
    expect(only(events, 'approval.asked').map((event) => event.for)).toEqual(['a1.4', 'a1.5'])
    expect(only(events, 'approval.asked')[0]).toMatchObject({
      what: 'Click “Save” at (110, 80)',
      where: 'Form (form)',
      risk: 'low',
    })
    expect(desktop.clicksOn('save')).toBe(1)
  })

  it('skips the rest after a deny and tells the model', async () => {
    const {
      events,
      desktop,
      model,
      end: over,
    } = await play({
      options: { approvals: 'ask' },
      turns: [doing(click(SAVE.x, SAVE.y), click(NAME.x, NAME.y)), end],
      on: answering('deny'),
    })
    expect(resultsOf(events)).toEqual(['a1.1 denied', 'a1.2 skipped'])
    expect(desktop.strokes).toEqual([])
    expect(model.asked[1]?.results[0]?.steps.map((step) => step.result)).toEqual(['denied', 'skipped'])
    expect(model.asked[1]?.notes.join()).toMatch(/did not allow/)
    expect(over.status).toBe('done')
  })

  it('remembers allow-session for the same rule only', async () => {
    const { events } = await play({
      options: { approvals: 'ask' },
      turns: [doing(click(SAVE.x, SAVE.y), click(NAME.x, NAME.y), type('a')), end],
      on: answering('allow-session'),
    })
    expect(only(events, 'approval.asked').map((event) => event.for)).toEqual(['a1.1', 'a1.3'])
    expect(resultsOf(events)).toEqual(['a1.1 done', 'a1.2 done', 'a1.3 done'])
  })
})

describe('approvals: risky and never', () => {
  const risky = type('rm -rf ~/notes\n')

  it('asks what the rules call risky, and nothing else', async () => {
    const { events } = await play({ turns: [doing(click(NAME.x, NAME.y), risky), end], on: answering('allow') })
    expect(only(events, 'approval.asked')).toMatchObject([
      { for: 'a1.2', rule: 'deletes', risks: ['runs-command', 'deletes'], risk: 'high' },
    ])
  })

  it('asks for a high risk each time, also after allow-session', async () => {
    const { events } = await play({
      turns: [doing(chord('ctrl', 'alt', 'Delete')), doing(chord('Control_L', 'Alt_L', 'F1')), end],
      on: answering('allow-session'),
    })
    expect(only(events, 'approval.asked').map((event) => event.rule)).toEqual(['ends-session', 'ends-session'])
  })

  it('never asks when told never to', async () => {
    const { events, end: over } = await play({
      options: { approvals: 'never', canAnswer: () => false },
      turns: [doing(click(NAME.x, NAME.y), risky), end],
    })
    expect(only(events, 'approval.asked')).toEqual([])
    expect(over.status).toBe('done')
  })
})

describe('what was allowed', () => {
  const dialog = (text: string) => ({
    title: text,
    x: 40,
    y: 40,
    width: 400,
    height: 300,
    controls: [{ kind: 'button' as const, id: text, text, rect: { x: 20, y: 20, width: 100, height: 40 } }],
  })

  it('is not done where another thing stands on the spot by then: its words are read again', async () => {
    const { events, desktop, model } = await play({
      options: { approvals: 'ask' },
      turns: [doing(click(SAVE.x, SAVE.y), click(NAME.x, NAME.y)), end],
      on: (event, scene) => {
        if (event.type === 'approval.asked') scene.desktop.openWindow(dialog('Pay'))
        answering('allow')(event, scene)
      },
    })
    expect(only(events, 'approval.asked')[0]?.what).toContain('“Save”')
    expect(resultsOf(events)).toEqual(['a1.1 failed', 'a1.2 skipped'])
    expect([desktop.clicksOn('Pay'), desktop.clicksOn('save'), desktop.strokes]).toEqual([0, 0, []])
    const { problem } = only(events, 'action.finished')[0] ?? {}
    expect(problem).toMatchObject({ kind: 'target-not-found', message: expect.stringMatching(/“Save”.*“Pay” now/) as string })
    expect(JSON.stringify(model.asked[1]?.results)).toContain('Nothing was done.')
  })

  it('is done where the same words stand there still, whatever changed beside them', async () => {
    const { events, desktop } = await play({
      options: { approvals: 'ask' },
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      on: (event, scene) => {
        if (event.type === 'approval.asked') scene.desktop.setText('name', 'something else')
        answering('allow')(event, scene)
      },
    })
    expect(resultsOf(events)).toEqual(['a1.1 done'])
    expect(desktop.clicksOn('save')).toBe(1)
  })

  it('by a profile is no longer allowed once it has run out in mid-session', async () => {
    const rules = [{ id: 'tidy', risk: 'deletes' as const, then: 'allow' as const }]
    const profile = { rules, expiresAtMs: Date.now() + 30_000, approvalsAfter: 'risky' as const }
    const deletes = type('rm -rf ~/notes\n')
    const { events } = await play({
      options: { policy: { rules: [], projectRules: [], profile } },
      turns: [doing(click(NAME.x, NAME.y), deletes), doing(wait(60_000), deletes), end],
      on: answering('deny'),
    })
    expect(resultsOf(events)).toEqual(['a1.1 done', 'a1.2 done', 'a2.1 done', 'a2.2 denied'])
    expect(only(events, 'approval.asked')).toMatchObject([{ for: 'a2.2', rule: 'deletes' }])
    expect(only(events, 'action.started').find(({ id }) => id === 'a1.2')).toMatchObject({ decided: { rule: 'tidy' } })
  })

  it('without asking by a profile’s mode is asked for again once it has run out', async () => {
    const profile = { rules: [], expiresAtMs: Date.now() + 30_000, approvalsAfter: 'ask' as const }
    const { events } = await play({
      options: { approvals: 'never', policy: { rules: [], projectRules: [], profile } },
      turns: [doing(click(SAVE.x, SAVE.y)), doing(wait(60_000), click(SAVE.x, SAVE.y)), end],
      on: answering('deny'),
    })
    expect(resultsOf(events)).toEqual(['a1.1 done', 'a2.1 done', 'a2.2 denied'])
  })
})

describe("a provider's own check", () => {
  const call = checked(computer(click(SAVE.x, SAVE.y)), 'This site may be harmful.')

  it('is confirmed by a person in every mode, and the confirmation is told to the provider', async () => {
    const { events, model, desktop } = await play({
      options: { approvals: 'never' },
      turns: [answer([call]), end],
      on: answering('allow'),
    })
    expect(only(events, 'approval.asked')).toMatchObject([
      { rule: 'provider-safety-check', why: 'This site may be harmful.', risk: 'high' },
    ])
    expect(model.asked[1]?.results[0]?.acknowledged).toEqual(['check_1'])
    expect(desktop.clicksOn('save')).toBe(1)
  })

  it('ends the session when nobody can confirm it', async () => {
    const { end: over, desktop } = await play({
      options: { approvals: 'never', canAnswer: () => false },
      turns: [answer([call]), end],
    })
    expect(over).toMatchObject({ status: 'needs-person', problem: { kind: 'needs-person' } })
    expect(desktop.strokes).toEqual([])
  })

  it('is not acknowledged when the person denies it', async () => {
    const { model } = await play({ turns: [answer([call]), end], on: answering('deny') })
    expect(model.asked[1]?.results[0]).toMatchObject({ acknowledged: [], steps: [{ result: 'denied' }] })
  })
})

describe('nobody answers', () => {
  it('ends at once when there is nobody who could', async () => {
    const {
      end: over,
      events,
      desktop,
    } = await play({
      options: { approvals: 'ask', canAnswer: () => false },
      turns: [doing(click(SAVE.x, SAVE.y), type('a')), end],
    })
    expect(over.status).toBe('needs-person')
    expect(over.totals.ms).toBeLessThan(10_000)
    expect(only(events, 'approval.answered')).toMatchObject([{ answer: 'withdrawn', by: 'policy' }])
    expect(resultsOf(events)).toEqual(['a1.1 skipped', 'a1.2 skipped'])
    expect(desktop.strokes).toEqual([])
  })

  it('ends when the last one who could has gone', async () => {
    let asked = 0
    const { end: over } = await play({
      options: { approvals: 'ask', canAnswer: () => ++asked < 4 },
      turns: [doing(click(SAVE.x, SAVE.y)), end],
    })
    expect(over.status).toBe('needs-person')
    expect(over.totals.ms).toBeLessThan(60_000)
  })

  it('expires after five minutes: skipped, not denied', async () => {
    const { end: over, events } = await play({
      options: { approvals: 'ask' },
      turns: [doing(click(SAVE.x, SAVE.y)), end],
    })
    expect(over.status).toBe('needs-person')
    expect(over.totals.ms).toBeGreaterThanOrEqual(300_000)
    expect(only(events, 'approval.answered')).toMatchObject([{ answer: 'expired', by: 'expiry' }])
    expect(resultsOf(events)).toEqual(['a1.1 skipped'])
  })
})

describe('a question of the model', () => {
  it('waits for the answer and hands it over', async () => {
    const { events, model } = await play({
      turns: [doing(ask('Which colour?', { choices: ['red', 'blue'], answer: 'choice' })), end],
      on: (event, { say }) => {
        if (event.type !== 'question.asked') return
        say({ type: 'answer', id: event.id, value: 'green' })
        say({ type: 'answer', id: 'someone-else', value: 'red' })
        say({ type: 'answer', id: event.id, value: 'blue' })
      },
    })
    expect(only(events, 'problem').map((event) => event.kind)).toEqual(['bad-command', 'bad-command'])
    expect(only(events, 'question.answered')).toMatchObject([{ value: 'blue', by: 'person' }])
    expect(model.asked[1]?.results[0]).toMatchObject({ output: 'blue', steps: [{ result: 'done', note: 'blue' }] })
  })

  it('ends the session when nobody is there', async () => {
    const { end: over, events } = await play({ options: { canAnswer: () => false }, turns: [doing(ask('Which?')), end] })
    expect(over).toMatchObject({ status: 'needs-person' })
    expect(over.text).toContain('Which?')
    expect(resultsOf(events)).toEqual(['a1.1 interrupted'])
  })
})
