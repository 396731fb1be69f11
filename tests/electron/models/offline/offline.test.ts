import { describe, expect, it } from 'vitest'
import { createOfflineModel } from '../../../../electron/models/offline/offline.js'
import { ask, line, play, window, type Screen } from './offline-stage.js'

const BUTTONS: Screen = { lines: [line('Save', 100, 100), line('Cancel', 200, 100)] }
const EMPTY: Screen = { lines: [] }
const still = (screen: Screen): Screen => ({ ...screen, changed: 0, changedRect: null })
const kinds = (actions: readonly { kind: string }[]) => actions.map((action) => action.kind)
const ending = (text: string | RegExp, status = 'failed') => ({
  kind: 'done',
  status,
  text: typeof text === 'string' ? text : (expect.stringMatching(text) as string),
})

describe('carrying out', () => {
  it('one step a turn, the plan telling where it is, and says why', async () => {
    const { answers, actions } = await play({ task: 'click "Save"; press ctrl+q', screens: [BUTTONS] })
    expect(actions).toEqual([
      { kind: 'click', x: 116, y: 106, button: 'left', count: 1, modifiers: [] },
      { kind: 'chord', keys: ['ctrl', 'q'], repeat: 1 },
      ending('2 steps done.', 'done'),
    ])
    expect(answers.map((answer) => answer.plan?.map((item) => item.status))).toEqual([
      ['active', 'pending'],
      ['done', 'active'],
      ['done', 'done'],
    ])
    expect(answers[0]?.reasoning).toEqual(['"Save" is at 100, 100.'])
    expect(answers[0]?.calls[0]).toMatchObject({ actions: [{ why: '"Save" is at 100, 100.' }] })
  })

  it('points are pixels of the picture, also where the display is larger', async () => {
    const { actions } = await play({
      task: 'click "Save"',
      display: { width: 3200, height: 1800 },
      screens: [{ lines: [line('Save', 1600, 900)] }],
    })
    expect(actions[0]).toMatchObject({ x: 808, y: 453 })
  })

  it('typing into a box clicks it first; filling it in selects what it holds', async () => {
    const screen: Screen = { lines: [line('Name', 50, 106)], boxes: [{ x: 150, y: 100, width: 200, height: 24 }] }
    const typed = await play({ task: 'type "Ada" into "Name"', screens: [screen] })
    expect(typed.actions.slice(0, -1)).toMatchObject([
      { kind: 'click', x: 250, y: 112 },
      { kind: 'type', text: 'Ada' },
    ])
    const filled = await play({ task: 'fill in "Name" with "Ada"', screens: [screen] })
    expect(kinds(filled.actions)).toEqual(['click', 'chord', 'type', 'done'])
  })

  it('a drag goes through points between', async () => {
    const { actions } = await play({ task: 'drag "Save" to "Cancel"', screens: [BUTTONS] })
    expect(actions[0]).toMatchObject({ kind: 'drag', path: [{ x: 116 }, {}, {}, {}, {}, { x: 224, y: 106 }] })
  })

  it('stop ends the task and drops the rest', async () => {
    const { actions, last } = await play({ task: 'press a; stop; press b', screens: [EMPTY] })
    expect(kinds(actions)).toEqual(['chord', 'done'])
    expect(last.plan?.map((item) => item.status)).toEqual(['done', 'done', 'dropped'])
  })
})

describe('reading and checking', () => {
  const totals: Screen = { lines: [line('Subtotal', 50, 100), line('12.50', 300, 100), line('Total: 15.00', 50, 130)] }

  it.each([
    ['read the text right of "Subtotal"', '12.50'],
    ['read the text right of "Total"', '15.00'],
    ['read the line with "Subtotal"', 'Subtotal  12.50'],
    ['read the text below "Subtotal"', 'Total: 15.00'],
    ['read the screen', 'Subtotal  12.50\nTotal: 15.00'],
  ])('%s', async (task, told) => {
    const { messages, actions } = await play({ task, screens: [totals] })
    expect(messages).toEqual([told])
    expect(actions).toEqual([ending(told, 'done')])
  })

  it('reads one window only', async () => {
    const windows = [window('A', { width: 290, height: 600 }), window('B', { x: 290, width: 400, height: 600 })]
    expect((await play({ task: 'read the window "B"', screens: [{ ...totals, windows }] })).messages).toEqual(['12.50'])
  })

  it('a check that holds needs no action', async () => {
    const { actions } = await play({ task: 'check that "12.50" is right of "Subtotal"', screens: [totals] })
    expect(kinds(actions)).toEqual(['done'])
  })

  it('a check is repeated before it fails, and the task with it', async () => {
    const { actions, last } = await play({ task: 'check that "Paid" is visible; press a', screens: [totals] })
    expect(kinds(actions)).toEqual(['wait', 'wait', 'done'])
    expect(actions.at(-1)).toEqual(ending(/^The check failed: it is not so that "Paid" is visible\./))
    expect(last.problems).toMatchObject([{ kind: 'check-failed' }])
  })

  it('a check that becomes true in time holds', async () => {
    const { actions } = await play({ task: 'check that "Paid"', screens: [totals, { lines: [line('Paid', 0, 0)] }] })
    expect(actions.at(-1)).toMatchObject({ status: 'done' })
  })

  it('a check that something is gone fails where it is there, and says where', async () => {
    const { actions } = await play({ task: 'check that "Total" is not visible', screens: [totals] })
    expect(actions.at(-1)).toEqual(ending(/"Total" is at 50, 130/))
  })

  it('waits in growing steps until it is so, and not longer than allowed', async () => {
    const waited = await play({ task: 'wait until "Done" for up to 5 seconds', screens: [EMPTY] })
    const ms = waited.actions.flatMap((action) => (action.kind === 'wait' ? [action.ms] : []))
    expect(ms).toEqual([300, 600, 1200, 2400, 500])
    expect(waited.actions.at(-1)).toEqual(ending(/^After 5 s it is still not so that "Done" is visible\./))
    const came = await play({ task: 'wait until "Done"', screens: [EMPTY, { lines: [line('Done', 0, 0)] }] })
    expect(kinds(came.actions)).toEqual(['wait', 'done'])
  })
})

describe('what is not on the screen', () => {
  const windows = [window('Editor', {}, true)]
  const top: Screen = { lines: [line('Start', 10, 50)], windows }

  it('is looked for again, then down to the end and up to the beginning, then reported', async () => {
    const screens = [top, top, top, top, still(top), still(top)]
    const { actions, last } = await play({ task: 'click "Stert off"', screens })
    expect(actions.map((action) => (action.kind === 'scroll' ? Math.sign(action.dy) : action.kind))).toEqual([
      'wait',
      'wait',
      1,
      1,
      1,
      -1,
      -1,
      'done',
    ])
    expect(actions.at(-1)).toEqual(
      ending(/^"Stert off" is not on the screen; the nearest texts are "Start"\. The step was: click "Stert off"$/),
    )
    expect(last.problems).toMatchObject([{ kind: 'target-not-found', retryable: false }])
  })

  it('is clicked where scrolling brings it', async () => {
    const found: Screen = { lines: [line('Imprint', 10, 300)], windows }
    const { actions } = await play({ task: 'click "Imprint"', screens: [top, top, top, found] })
    expect(kinds(actions)).toEqual(['wait', 'wait', 'scroll', 'click', 'done'])
  })

  it('is not scrolled for in a dialog', async () => {
    const dialog = [window('Ask', { height: 200 }, true)]
    const { actions } = await play({ task: 'click "Never"', screens: [{ lines: [], windows: dialog }] })
    expect(kinds(actions)).toEqual(['wait', 'wait', 'done'])
  })

  it('scroll until goes on while the view moves and fails at its end', async () => {
    const { actions } = await play({ task: 'scroll down until "End"', screens: [top, top, still(top)] })
    expect(kinds(actions)).toEqual(['scroll', 'scroll', 'scroll', 'done'])
    expect(actions.at(-1)).toEqual(ending(/^It scrolls no further down/))
  })
})

describe('open', () => {
  const small = { x: 110, y: 104, width: 30, height: 16 }
  it('clicks a menu once and a file twice', async () => {
    const lines = [line('File', 100, 100), line('notes.txt', 100, 200)]
    expect((await play({ task: 'open the "File" menu', screens: [{ lines }] })).actions[0]).toMatchObject({ count: 1 })
    expect((await play({ task: 'open "notes.txt"', screens: [{ lines }] })).actions[0]).toMatchObject({ count: 2 })
  })
  it('double-clicks what a click only selected', async () => {
    const icon: Screen = { lines: [line('Home', 100, 100)] }
    const { actions } = await play({ task: 'open "Home"', screens: [icon, { ...icon, changed: 0.001, changedRect: small }] })
    expect(actions).toMatchObject([{ count: 1 }, { count: 2 }, { status: 'done' }])
  })
  it('leaves it at one click that opened something', async () => {
    const { actions } = await play({ task: 'open "Home"', screens: [{ lines: [line('Home', 100, 100)] }] })
    expect(kinds(actions)).toEqual(['click', 'done'])
  })
  it('looks into the menu of the desktop, and gives it back when it is not there', async () => {
    const found = await play({ task: 'open "Terminal"', screens: [EMPTY, EMPTY, EMPTY, { lines: [line('Terminal', 420, 320)] }] })
    expect(found.actions).toMatchObject([
      { kind: 'wait' },
      { kind: 'wait' },
      { button: 'right', x: 400, y: 300 },
      { button: 'left', x: 452 },
      {},
    ])
    const missing = await play({ task: 'open "Terminal"', screens: [EMPTY] })
    expect(kinds(missing.actions)).toEqual(['wait', 'wait', 'click', 'chord', 'done'])
    expect(missing.actions.at(-1)).toEqual(ending(/neither on the screen nor in the desktop's menu/))
  })
})

describe('when an action does not end well', () => {
  const input = { kind: 'input', message: 'The click did not go through.', retryable: true } as const
  it('it is tried once more on a fresh look', async () => {
    const { actions } = await play({
      task: 'click "Save"',
      screens: [BUTTONS],
      results: (turn) => (turn === 1 ? { result: 'failed', problem: input } : {}),
    })
    expect(kinds(actions)).toEqual(['click', 'click', 'done'])
    expect(actions.at(-1)).toMatchObject({ status: 'done' })
  })
  it('and then the task fails with what went wrong', async () => {
    const { actions } = await play({
      task: 'click "Save"',
      screens: [BUTTONS],
      results: () => ({ result: 'failed', problem: input }),
    })
    expect(actions.at(-1)).toEqual(ending(/^The click did not go through\./))
  })
  it('a denied step ends the task', async () => {
    const { actions } = await play({ task: 'click "Save"; press a', screens: [BUTTONS], results: () => ({ result: 'denied' }) })
    expect(kinds(actions)).toEqual(['click', 'done'])
    expect(actions.at(-1)).toEqual(ending(/^The step was not allowed\./))
  })
  it.each(['skipped', 'interrupted'] as const)('a click that was %s is done again', async (result) => {
    const { actions } = await play({
      task: 'click "Save"',
      screens: [BUTTONS],
      results: (turn) => (turn === 1 ? { result } : {}),
    })
    expect(kinds(actions)).toEqual(['click', 'click', 'done'])
  })
  it('typing that was interrupted is never done twice over what it wrote', async () => {
    const bare = await play({ task: 'type "abc"', screens: [EMPTY], results: () => ({ result: 'interrupted' }) })
    expect(kinds(bare.actions)).toEqual(['type', 'done'])
    expect(bare.actions.at(-1)).toEqual(ending(/^The typing was interrupted/))
    const screen: Screen = { lines: [line('Name', 50, 106)], boxes: [{ x: 150, y: 100, width: 200, height: 24 }] }
    const field = await play({
      task: 'type "abc" into "Name"',
      screens: [screen],
      results: (turn) => (turn === 1 ? { result: 'interrupted' } : {}),
    })
    expect(kinds(field.actions)).toEqual(['click', 'type', 'click', 'chord', 'type', 'done'])
  })
  it('text that cannot be read is a problem of the turn', async () => {
    const problem = { kind: 'text', message: 'No reader.', retryable: true } as const
    const answered = await ask({ lines: [], problem }, { task: { text: 'click "Save"', images: [] } })
    expect(answered).toEqual({ ok: false, problem })
  })
})

describe('a task', () => {
  it('that is not understood is refused, by check and by think', async () => {
    const refused = { ok: false, problem: { kind: 'task-not-understood' } }
    const model = createOfflineModel({
      text: { read: () => Promise.resolve({ ok: true, value: [] }), close: () => Promise.resolve() },
      listWindows: () => Promise.resolve({ ok: true, value: [] }),
    })
    expect(model.check('fly to the moon')).toMatchObject(refused)
    expect(model.check('click "Save"')).toEqual({ ok: true, value: undefined })
    expect(model.check('it is "A", not "B"')).toEqual({ ok: true, value: undefined })
    expect(await ask(BUTTONS, { task: { text: 'fly to the moon', images: [] } })).toMatchObject(refused)
  })

  it('names the line of a task of several lines, quotes over two lines counted', async () => {
    const answered = await ask(BUTTONS, { task: { text: 'type "a\nb"\npress Enter\nfly away', images: [] } })
    expect(answered).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/^Line 4 is no step/) as string } })
  })
})

describe('steering', () => {
  it('new steps take the place of those that are left', async () => {
    const { actions, last } = await play({
      task: 'press a; press b; press c',
      screens: [BUTTONS],
      steers: (turn) => (turn === 2 ? ['click "Cancel"'] : []),
    })
    expect(actions).toMatchObject([{ keys: ['a'] }, { kind: 'click', x: 224 }, { status: 'done' }])
    expect(last.plan?.map((item) => item.status)).toEqual(['done', 'dropped', 'dropped', 'done'])
  })
  it('steps that begin with "also" or "then" follow them', async () => {
    const { actions } = await play({
      task: 'press a',
      screens: [BUTTONS],
      steers: (turn) => (turn === 1 ? ['also press b', 'then press c'] : []),
    })
    expect(actions.slice(0, -1)).toMatchObject([{ keys: ['a'] }, { keys: ['b'] }, { keys: ['c'] }])
  })
  it('a correction changes the texts of the steps that are left', async () => {
    const steers = (turn: number) => (turn === 2 ? ['it is "MongoDB", not "PostgreSQL"'] : [])
    const { actions, messages } = await play({ task: 'type "PostgreSQL"; type "use PostgreSQL"', screens: [EMPTY], steers })
    expect(actions.slice(0, -1)).toMatchObject([{ text: 'PostgreSQL' }, { text: 'use MongoDB' }])
    expect(messages).toEqual(['"PostgreSQL" is now "MongoDB" in 1 of the steps that are left.'])
  })
  it('what is not understood is said, and the task goes on', async () => {
    const { actions, messages } = await play({
      task: 'press a; press b',
      screens: [EMPTY],
      steers: (turn) => (turn === 2 ? ['do it better'] : []),
    })
    expect(actions.slice(0, -1)).toMatchObject([{ keys: ['a'] }, { keys: ['b'] }])
    expect(messages[0]).toMatch(/do it better.*The task goes on as before\.$/)
  })
  it('a step that failed is forgiven by what is said instead', async () => {
    const { actions } = await play({
      task: 'click "Save"',
      screens: [BUTTONS],
      results: (turn) => (turn === 1 ? { result: 'denied' } : {}),
      steers: (turn) => (turn === 2 ? ['click "Cancel"'] : []),
    })
    expect(actions).toMatchObject([{ x: 116 }, { x: 224 }, { status: 'done' }])
  })
  it('a follow-up after the end is done in the same session', async () => {
    const first = await play({ task: 'press a', screens: [EMPTY] })
    const history = first.answers.flatMap((answer) => answer.items)
    const next = await ask(EMPTY, {
      task: { text: 'press a', images: [] },
      history,
      steers: [{ id: '1', text: 'press b' }],
      turn: 9,
    })
    expect(next).toMatchObject({ ok: true, value: { calls: [{ actions: [{ action: { keys: ['b'] } }] }] } })
  })
})
