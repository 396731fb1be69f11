/** Ordinary actions are not held up: with nobody there to answer, each of them is done. */
import { describe, expect, it } from 'vitest'
import type { Action } from '../../electron/protocol/action.js'
import type { Display, FakeWindowSpec } from '../../native-bridge/index.js'
import { chord, click, doing, saying, type } from '../support/builders.js'
import { only, play, resultsOf } from '../support/scenario.js'
import { ORDINARY, type Ordinary } from './ordinary-actions.js'

/** What a program has no examples of is no test. */
const given =
  (examples: readonly unknown[]) =>
  (name: string, run: () => Promise<void>, ms: number): void => {
    if (examples.length > 0) it(name, run, ms)
  }

const SCREEN: Display = { id: 'fake-1', x: 0, y: 0, width: 1600, height: 900, scale: 1, primary: true }
const [COLUMNS, ROWS, WIDE, HIGH] = [5, 24, 300, 34]
const place = (index: number) => ({ x: 10 + (index % COLUMNS) * WIDE, y: 10 + Math.floor(index / COLUMNS) * HIGH })

const parts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** A window full of buttons close to one another, as menus and toolbars are. */
const windowOf = (app: string, texts: readonly string[]): FakeWindowSpec => ({
  title: 'Ordinary',
  app,
  x: 20,
  y: 40,
  width: 1540,
  height: 840,
  controls: texts.map((text, index) => ({
    kind: 'button' as const,
    text,
    rect: { ...place(index), width: WIDE - 12, height: HIGH - 6 },
  })),
})

const fieldIn = (app: string): FakeWindowSpec => ({
  ...windowOf(app, []),
  controls: [{ kind: 'field', id: 'field', multiline: true, rect: { x: 20, y: 20, width: 1400, height: 700 } }],
})

async function heldUp(window: FakeWindowSpec, actions: readonly Action[]): Promise<readonly string[]> {
  const options = { canAnswer: () => false, dryRun: true, display: SCREEN, displays: [SCREEN] }
  const { events } = await play({ screen: SCREEN, windows: [window], options, turns: [doing(...actions), saying('Done.')] })
  expect(resultsOf(events).length).toBe(actions.length)
  return only(events, 'approval.asked').map(({ what, why }) => `${what}: ${why}`)
}

/** Which of them are held up: each is tried by itself only when not all together went through. */
async function among(
  window: (one: readonly string[]) => FakeWindowSpec,
  texts: readonly string[],
  action: (text: string, at: number) => Action,
) {
  const all = await heldUp(window(texts), texts.map(action))
  if (all.length === 0) return []
  const each = await Promise.all(texts.map((text) => heldUp(window([text]), [action(text, 0)])))
  return [...all, ...each.flat()]
}

const press = (_: string, at: number) => click(20 + place(at).x + 40, 40 + place(at).y + 14)

describe.each<Ordinary>(ORDINARY)('in $app', ({ app, presses = [], types = [], keys = [] }) => {
  given(presses)(
    'buttons, links and menus are pressed',
    async () => {
      for (const part of parts(presses, COLUMNS * ROWS))
        expect(await among((texts) => windowOf(app, texts), part, press)).toEqual([])
    },
    30_000,
  )

  given(types)(
    'texts and commands are typed',
    async () => {
      const ending = app === 'xterm' ? '\n' : ''
      expect(
        await among(
          () => fieldIn(app),
          types,
          (text) => type(text + ending),
        ),
      ).toEqual([])
    },
    30_000,
  )

  given(keys)(
    'keys are pressed',
    async () => {
      expect(
        await among(
          () => fieldIn(app),
          keys,
          (text) => chord(...text.split('+')),
        ),
      ).toEqual([])
    },
    30_000,
  )
})

it('these are at least 500 different actions', () => {
  const all = ORDINARY.flatMap(({ app, presses = [], types = [], keys = [] }) => [
    ...presses.map((text) => `${app} press ${text}`),
    ...types.map((text) => `${app} type ${text}`),
    ...keys.map((text) => `${app} key ${text}`),
  ])
  expect(new Set(all).size).toBeGreaterThanOrEqual(500)
})
