import { describe, expect, it } from 'vitest'
import type { HumanEvent } from '../../native-bridge/index.js'
import type { YieldSettings } from '../../electron/protocol/settings.js'
import type { PersonPlace } from '../../electron/runner/running-session.js'
import { ask, click, doing, saying, type, wait } from '../support/builders.js'
import {
  NAME,
  only,
  play,
  resultsOf,
  SAVE,
  typesOf,
  WINDOW,
  type Played,
  type Scenario,
  type Scene,
} from '../support/scenario.js'

const end = saying('Done.')
const key = (code: string, down = true): HumanEvent => ({ kind: 'key', code, down, atMs: 0 })
const move = (x: number, y: number): HumanEvent => ({ kind: 'move', x, y, atMs: 0 })
const press = (x: number, y: number, down = true): HumanEvent => ({ kind: 'button', button: 'left', down, x, y, atMs: 0 })
const wheel: HumanEvent = { kind: 'wheel', x: 300, y: 300, atMs: 0 }

const controls = ({ events }: Played) => only(events, 'control').map(({ state, by }) => `${state} ${by}`)
const person = (mode: YieldSettings['mode'] = 'idle', goesOnAt?: (ms: number | null) => void) => ({
  yield: { mode, idleSeconds: 5 },
  stopCorner: 'off' as const,
  ...(goesOnAt ? { goesOnAt } : {}),
})

/** A person does this while the second action is being done. */
const duringSecond = (act: (scene: Scene) => void, more: Partial<Scenario> = {}) =>
  play({
    turns: [doing(wait(2000), type('Grace Hopper'), click(SAVE.x, SAVE.y)), end],
    options: { person: person() },
    on: (event, scene) => {
      if (event.type === 'action.started' && event.id === 'a1.2') act(scene)
    },
    ...more,
  })
const does = (event: HumanEvent, place: PersonPlace = 'desktop') => duringSecond((scene) => scene.session.human(event, place))

describe('a person’s input on the driven display', () => {
  it.each([
    ['a key', key('KeyX')],
    ['a move', move(300, 300)],
    ['a click', press(300, 300)],
    ['the wheel', wheel],
  ])('pauses in the middle of a batch and goes on by itself after five idle seconds: %s', async (_, event) => {
    const played = await does(event)
    expect(resultsOf(played.events).sort()).toEqual(['a1.1 done', 'a1.2 interrupted', 'a1.3 skipped'])
    expect(controls(played).slice(0, 2)).toEqual(['paused human-input', 'running human-input'])
    const [paused, running] = only(played.events, 'control').map(({ at }) => Date.parse(at))
    expect((running ?? 0) - (paused ?? 0)).toBeGreaterThanOrEqual(event.kind === 'key' || event.kind === 'button' ? 30_000 : 5000)
    expect(played.desktop.clicksOn('save')).toBe(0)
    expect(played.end.status).toBe('done')
  })

  it('is all let go of before the line that says so', async () => {
    let heldThen: readonly string[] = ['?']
    const played = await play({
      turns: [doing({ kind: 'holdKey', keys: ['Shift'], ms: 60_000 }), end],
      options: { person: person() },
      on: (event, { session, desktop }) => {
        if (event.type === 'action.started') void Promise.resolve().then(() => session.human(wheel, 'desktop'))
        if (event.type === 'control' && event.state === 'paused') heldThen = desktop.bridge.input.held()
      },
    })
    expect(heldThen).toEqual([])
    expect(resultsOf(played.events)).toEqual(['a1.1 interrupted'])
  })

  it('counts the idle seconds anew with each touch, and not at all while a button is down', async () => {
    const told: (number | null)[] = []
    const played = await duringSecond(
      ({ session }) => {
        session.human(press(300, 300), 'desktop')
        session.human(press(300, 300, false), 'desktop')
      },
      { options: { person: person('idle', (ms) => told.push(ms)) } },
    )
    const [paused, running] = only(played.events, 'control').map(({ at }) => Date.parse(at))
    expect((running ?? 0) - (paused ?? 0)).toBeLessThan(10_000)
    expect(told[0]).toBe(null)
    expect(told.filter((ms) => ms !== null)).toHaveLength(1)
    expect(told.at(-1)).toBe(null)
  })

  it('gives the model what the person did, without what was typed, and a fresh picture', async () => {
    const played = await duringSecond(({ session }) => {
      session.human(press(NAME.x, NAME.y), 'desktop')
      session.human(press(NAME.x, NAME.y, false), 'desktop')
      for (const code of ['KeyS', 'KeyE', 'KeyC']) for (const down of [true, false]) session.human(key(code, down), 'desktop')
      session.human(key('ControlLeft'), 'desktop')
      session.human(key('KeyV'), 'desktop')
      session.human(key('KeyV', false), 'desktop')
      session.human(key('ControlLeft', false), 'desktop')
    })
    const [human] = only(played.events, 'human')
    const [before] = only(played.events, 'frame')
    expect(human?.did).toEqual(['clicked left in “Form”', 'pressed keys 3 times in “Form”', 'pressed Ctrl+V in “Form”'])
    expect(human?.before).toBe(before?.id)
    const types = typesOf(played.events)
    expect(types.slice(types.indexOf('human') + 1).filter((one) => one === 'frame')).toHaveLength(1)
    expect(played.model.asked[1]?.notes.join(' ')).toContain('clicked left in “Form”; pressed keys 3 times in “Form”')
  })

  it('tells which windows came, went and came to the front', async () => {
    const played = await duringSecond(({ session, desktop }) => {
      session.human(wheel, 'desktop')
      desktop.later(1000, (later) => later.openWindow({ ...WINDOW, title: 'Mail', controls: [] }))
    })
    expect(only(played.events, 'human')[0]?.did).toContain('opened the window “Mail”')
  })
})

describe('what is no take-over', () => {
  it.each([
    ['a key typed into a window of ours', key('KeyX'), 'own'],
    ['a move over a window of ours', move(300, 300), 'own'],
    ['the chord of a hotkey', key('Comma'), 'hotkey'],
    ['a modifier alone', key('ControlLeft'), 'desktop'],
    ['a key that goes up', key('Enter', false), 'desktop'],
    ['a move on another display', move(5000, 300), 'desktop'],
  ] as const)('%s', async (_, event, place) => {
    const played = await does(event, place)
    expect(controls(played)).toEqual([])
    expect(played.desktop.clicksOn('save')).toBe(1)
  })

  it('the hand that has just pressed Start still moves', async () => {
    const played = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      options: { person: person() },
      onAsk: (number, { session }) => {
        if (number === 1) session.human(move(300, 300), 'desktop')
      },
    })
    expect(controls(played)).toEqual([])
  })

  it('input while a question is open, which waits for the person anyway', async () => {
    const played = await play({
      turns: [doing(wait(3000), ask('Which?')), end],
      options: { person: person() },
      on: (event, { session, say }) => {
        if (event.type !== 'question.asked') return
        session.human(key('KeyX'), 'desktop')
        say({ type: 'answer', id: event.id, value: 'this' })
      },
    })
    expect(controls(played)).toEqual([])
    expect(resultsOf(played.events)).toEqual(['a1.1 done', 'a1.2 done'])
  })

  it('anything, when the setting says so', async () => {
    const played = await duringSecond(({ session }) => session.human(key('KeyX'), 'desktop'), {
      options: { person: person('off') },
    })
    expect(controls(played)).toEqual([])
  })
})

describe('when it goes on', () => {
  const waitThenContinue = (mode: YieldSettings['mode'], by: 'hotkey' | 'person') =>
    play({
      turns: [doing(wait(2000), click(SAVE.x, SAVE.y)), end],
      options: { person: person(mode) },
      wrap: (bridge, clock) => {
        sleep = (ms) => clock.sleep(ms, new AbortController().signal)
        return bridge
      },
      on: (event, scene) => {
        if (event.type === 'action.started' && event.id === 'a1.2') scene.session.human(wheel, 'desktop')
        if (event.type === 'control' && event.state === 'paused')
          void sleep(60_000).then(() => scene.say({ type: 'continue' }, by))
      },
    })
  let sleep: (ms: number) => Promise<void>

  it.each([
    ['hotkey', 'hotkey'],
    ['never', 'person'],
  ] as const)('%s: not by itself, but when it is told', async (mode, by) => {
    const played = await waitThenContinue(mode, by)
    expect(controls(played)).toEqual(['paused human-input', `running ${by}`])
    const [paused, running] = only(played.events, 'control').map(({ at }) => Date.parse(at))
    expect((running ?? 0) - (paused ?? 0)).toBeGreaterThanOrEqual(60_000)
  })

  it.each([
    ['pause', 'person'],
    ['takeOver', 'hotkey'],
  ] as const)('a %s that was asked for never ends by itself, also when it comes after a touch', async (what, by) => {
    const played = await play({
      turns: [doing(wait(2000), click(SAVE.x, SAVE.y)), end],
      options: { person: person() },
      wrap: (bridge, clock) => {
        sleep = (ms) => clock.sleep(ms, new AbortController().signal)
        return bridge
      },
      on: (event, scene) => {
        if (event.type === 'action.started' && event.id === 'a1.2') scene.session.human(wheel, 'desktop')
        if (event.type !== 'control' || event.state !== 'paused') return
        if (event.by === 'human-input') scene.say({ type: what }, by)
        else void sleep(60_000).then(() => scene.say({ type: 'continue' }, 'person'))
      },
    })
    expect(controls(played)).toEqual(['paused human-input', `paused ${by}`, 'running person'])
    expect(only(played.events, 'control').map((event) => event.takeOver)).toEqual([
      undefined,
      what === 'takeOver' ? true : undefined,
      undefined,
    ])
  })
})

describe('the stop corner', () => {
  const pushed = (x: number, y: number, stopCorner: 'off' | 'top-left' | 'bottom-right') =>
    duringSecond(({ session }) => session.human(move(x, y), 'desktop'), {
      options: { person: { ...person('off'), stopCorner } },
    })

  it.each([
    [0, 0, 'top-left'],
    [639, 399, 'bottom-right'],
  ] as const)('stops when the mouse is pushed to %i,%i', async (x, y, corner) => {
    const played = await pushed(x, y, corner)
    expect(played.end.status).toBe('stopped')
    expect(controls(played)).toEqual(['stopped person'])
  })

  it.each([
    [0, 0, 'off'],
    [0, 0, 'bottom-right'],
    [0, 200, 'top-left'],
  ] as const)('does not at %i,%i when it is %s', async (x, y, corner) => {
    expect((await pushed(x, y, corner)).end.status).toBe('done')
  })
})
