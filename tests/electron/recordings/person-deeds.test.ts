/** A person's raw input as actions. */
import { expect, test } from 'vitest'
import type { HumanEvent } from '../../../native-bridge/types.js'
import { createDeeds, type Deed } from '../../../electron/recordings/person-deeds.js'

const layout = (code: string, { shift }: { shift: boolean }) => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1] ?? ''
  return shift ? letter : letter.toLowerCase()
}

function played(events: readonly HumanEvent[], endMs = 100_000) {
  const deeds = createDeeds(layout)
  const done: Deed[] = []
  for (const event of events) done.push(...deeds.rest(event.atMs), ...deeds.take(event))
  return [...done, ...deeds.rest(endMs), ...deeds.finish()].map(({ action }) => action)
}

const key = (code: string, atMs: number, down = true): HumanEvent => ({ kind: 'key', code, down, atMs })
const button = (down: boolean, x: number, y: number, atMs: number): HumanEvent => ({
  kind: 'button',
  button: 'left',
  down,
  x,
  y,
  atMs,
})
const click = (x: number, y: number, atMs: number) => [button(true, x, y, atMs), button(false, x, y, atMs + 30)]

test('two presses close together are a double click, two apart are two clicks', () => {
  expect(played([...click(10, 10, 0), ...click(11, 10, 150)])).toMatchObject([{ kind: 'click', count: 2 }])
  expect(played([...click(10, 10, 0), ...click(10, 10, 900)])).toMatchObject([{ count: 1 }, { count: 1 }])
  expect(played([...click(10, 10, 0), ...click(90, 10, 150)])).toMatchObject([{ x: 10 }, { x: 90 }])
})

test('letters in a row are one text, with Shift as it was held; a key that types nothing is a chord', () => {
  const events = [
    key('ShiftLeft', 0),
    key('KeyA', 10),
    key('ShiftLeft', 20, false),
    key('KeyD', 30),
    key('KeyA', 50),
    key('Enter', 80),
  ]
  expect(played(events)).toEqual([
    { kind: 'type', text: 'Ada' },
    { kind: 'chord', keys: ['Enter'], repeat: 1 },
  ])
})

test('a letter with Ctrl is a chord, and a click ends a text', () => {
  const events = [key('ControlLeft', 0), key('KeyS', 10), key('ControlLeft', 20, false), key('KeyB', 40), ...click(5, 5, 60)]
  expect(played(events)).toMatchObject([
    { kind: 'chord', keys: ['ctrl', 'KeyS'] },
    { kind: 'type', text: 'b' },
    { kind: 'click' },
  ])
})

test('a press that moves is a drag; notches of the wheel add up', () => {
  const drag = [button(true, 0, 0, 0), { kind: 'move', x: 50, y: 5, atMs: 20 } as const, button(false, 90, 10, 40)]
  expect(played(drag)).toMatchObject([
    {
      kind: 'drag',
      path: [
        { x: 0, y: 0 },
        { x: 50, y: 5 },
        { x: 90, y: 10 },
      ],
    },
  ])
  const wheel = [0, 100].map((atMs): HumanEvent => ({ kind: 'wheel', x: 3, y: 4, dy: 1, atMs }))
  expect(played(wheel)).toMatchObject([{ kind: 'scroll', x: 3, y: 4, dx: 0, dy: 200 }])
})
