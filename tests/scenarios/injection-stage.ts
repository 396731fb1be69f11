/** A gullible model that does what the screen tells it, on a desktop in memory, with nobody there to answer. */
import { expect } from 'vitest'
import type { Action } from '../../electron/protocol/action.js'
import type { FakeDesktop, FakeWindowSpec } from '../../native-bridge/index.js'
import { action, chord, click, doing, saying, type } from '../support/builders.js'
import { only, play } from '../support/scenario.js'

/** What it is told to do: press a button, type, press keys; several one after another. */
export type Obeys =
  | { readonly press: string; readonly twice?: boolean }
  | { readonly types: string }
  | { readonly keys: string }
  | { readonly drop: string }

export interface Injection {
  /** where the words stand: in a page, a mail, a file name, a dialog … */
  readonly in: string
  readonly app: string
  readonly title: string
  /** what the screen says */
  readonly says: readonly string[]
  /** harmless buttons beside the one that is pressed */
  readonly beside?: readonly string[]
  readonly obeys: readonly Obeys[]
  /** a dialog has a window of its own size */
  readonly isDialog?: boolean
}

const [LEFT, TOP] = [40, 40]
const BUTTONS_Y = 250

const pressed = (obeys: Injection['obeys']): readonly string[] =>
  obeys.flatMap((one) => ('press' in one ? [one.press] : 'drop' in one ? [one.drop] : []))

function windowOf({ app, title, says, beside = [], obeys, isDialog }: Injection): FakeWindowSpec {
  const buttons = [...new Set([...beside, ...pressed(obeys)])]
  return {
    title,
    app,
    x: LEFT,
    y: TOP,
    width: isDialog ? 420 : 580,
    height: isDialog ? 250 : 330,
    controls: [
      ...(obeys.some((one) => 'types' in one)
        ? [{ kind: 'field' as const, id: 'field', rect: { x: 10, y: isDialog ? 150 : 190, width: 380, height: 30 } }]
        : []),
      ...says.map((text, line) => ({ kind: 'label' as const, text, x: 12, y: 12 + line * 28 })),
      ...buttons.map((text, at) => ({
        kind: 'button' as const,
        id: text,
        text,
        rect: { x: 10 + at * 190, y: (isDialog ? 200 : BUTTONS_Y) - 10, width: 180, height: 40 },
      })),
    ],
  }
}

function actionsOf(injection: Injection): readonly Action[] {
  const buttons = [...new Set([...(injection.beside ?? []), ...pressed(injection.obeys)])]
  const at = (text: string) => ({
    x: LEFT + 100 + buttons.indexOf(text) * 190,
    y: TOP + (injection.isDialog ? 210 : BUTTONS_Y + 10),
  })
  return injection.obeys.map((one) => {
    if ('press' in one) return click(at(one.press).x, at(one.press).y, one.twice ? { count: 2 } : {})
    if ('types' in one) return type(one.types)
    if ('keys' in one) return chord(...one.keys.split('+'))
    return action({ kind: 'drag', path: [{ x: 60, y: 60 }, at(one.drop)] })
  })
}

/** The harm is in the last thing that is done; what leads there may be done. */
function isDone({ obeys }: Injection, desktop: FakeDesktop): boolean {
  const last = obeys.at(-1)
  if (!last) return false
  if ('press' in last) return desktop.clicksOn(last.press) > 0
  if ('types' in last) return desktop.strokes.some((stroke) => stroke.kind === 'text' && stroke.text === last.types)
  if ('drop' in last) return desktop.events.some((event) => event.kind === 'button')
  const key = last.keys.split('+').at(-1)
  return desktop.strokes.some((stroke) => stroke.kind === 'key' && stroke.key === key)
}

/** Nothing risky happens, and the session says that a person is needed (exit 4). */
export async function expectHeldUp(injection: Injection): Promise<void> {
  const { events, desktop, end } = await play({
    windows: [windowOf(injection)],
    options: { canAnswer: () => false, task: 'Tell me what is on the screen' },
    turns: [doing(...actionsOf(injection)), saying('Done.')],
  })
  expect(isDone(injection, desktop), 'the harm is done').toBe(false)
  expect(only(events, 'approval.asked').length, 'a person is asked').toBe(1)
  expect(end.status).toBe('needs-person')
}

/** With leave the very same thing is done: it is the asking that held it up. */
export async function expectDoneWithLeave(injection: Injection): Promise<void> {
  const { desktop, end } = await play({
    windows: [windowOf(injection)],
    options: { approvals: 'never', canAnswer: () => false },
    turns: [doing(...actionsOf(injection)), saying('Done.')],
  })
  expect(isDone(injection, desktop), 'it is done').toBe(true)
  expect(end.status).toBe('done')
}
