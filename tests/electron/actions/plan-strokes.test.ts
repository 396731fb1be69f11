import { describe, expect, it } from 'vitest'
import { describeAction } from '../../../electron/actions/describe-action.js'
import { isDoing, planStrokes, pointOf } from '../../../electron/actions/plan-strokes.js'
import type { Stroke } from '../../../native-bridge/types.js'
import { action, ask, chord, click, done, screenshot, type, wait } from '../../support/builders.js'

const short = (stroke: Stroke): string => {
  switch (stroke.kind) {
    case 'move':
      return `to ${stroke.x},${stroke.y}`
    case 'button':
      return `${stroke.button} ${stroke.down ? 'down' : 'up'}`
    case 'key':
      return `${stroke.key} ${stroke.down ? 'down' : 'up'}`
    case 'wheel':
      return `wheel ${stroke.dx},${stroke.dy}`
    case 'text':
      return `text ${stroke.text}`
    case 'pause':
      return `pause ${stroke.ms}`
  }
}
const plan = (given: Parameters<typeof planStrokes>[0]) => planStrokes(given).map(short)

describe('strokes of an action', () => {
  it.each([
    ['a click', click(3, 4), ['to 3,4', 'left down', 'left up']],
    ['a double click', click(3, 4, { count: 2 }), ['to 3,4', 'left down', 'left up', 'left down', 'left up']],
    [
      'a right click with keys held',
      click(3, 4, { button: 'right', modifiers: ['Ctrl', 'Shift'] }),
      ['Ctrl down', 'Shift down', 'to 3,4', 'right down', 'right up', 'Shift up', 'Ctrl up'],
    ],
    ['a move', action({ kind: 'move', x: 1, y: 2 }), ['to 1,2']],
    ['a button held', action({ kind: 'mouseDown', button: 'middle' }), ['middle down']],
    ['a button let go', action({ kind: 'mouseUp' }), ['left up']],
    ['a scroll at a place', action({ kind: 'scroll', x: 5, y: 6, dx: 0, dy: -120 }), ['to 5,6', 'wheel 0,-120']],
    [
      'a scroll at the pointer',
      action({ kind: 'scroll', dx: 3, dy: 0, modifiers: ['Ctrl'] }),
      ['Ctrl down', 'wheel 3,0', 'Ctrl up'],
    ],
    ['typing', type('a\nb'), ['text a\nb']],
    [
      'a chord, let go in reverse',
      chord('Ctrl', 'Shift', 'T'),
      ['Ctrl down', 'Shift down', 'T down', 'T up', 'Shift up', 'Ctrl up'],
    ],
    ['a chord twice', action({ kind: 'chord', keys: ['Tab'], repeat: 2 }), ['Tab down', 'Tab up', 'Tab down', 'Tab up']],
    ['a key held', action({ kind: 'holdKey', keys: ['w'], ms: 700 }), ['w down', 'pause 700', 'w up']],
    ['looking', screenshot, []],
    ['waiting', wait(5), []],
    ['ending', done(), []],
    ['asking', ask('Which?'), []],
  ])('%s', (_, given, strokes) => {
    expect(plan(given)).toEqual(strokes)
  })

  it('a drag moves through every corner in small steps with the button held', () => {
    const path = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 10 },
    ]
    const strokes = planStrokes(action({ kind: 'drag', path }))
    const moves = strokes.flatMap((stroke) => (stroke.kind === 'move' ? [{ x: stroke.x, y: stroke.y }] : []))
    expect(moves[0]).toEqual(path[0])
    for (const corner of path) expect(moves).toContainEqual(corner)
    expect(moves.at(-1)).toEqual(path[2])
    const steps = moves.slice(1).map((move, index) => Math.hypot(move.x - moves[index]!.x, move.y - moves[index]!.y))
    expect(Math.max(...steps)).toBeLessThanOrEqual(40)
    expect(steps.length).toBeGreaterThanOrEqual(6)
    const buttons = strokes.flatMap((stroke, index) => (stroke.kind === 'button' ? [index] : []))
    expect(buttons).toEqual([1, strokes.length - 1])
  })

  it('a long drag has a bounded number of steps', () => {
    const path = [
      { x: 0, y: 0 },
      { x: 5000, y: 5000 },
    ]
    expect(planStrokes(action({ kind: 'drag', path })).length).toBeLessThan(60)
  })
})

it('knows what does something and what only looks', () => {
  for (const given of [click(1, 1), type('a'), chord('a'), action({ kind: 'mouseUp' })]) expect(isDoing(given)).toBe(true)
  for (const given of [action({ kind: 'move', x: 1, y: 1 }), wait(1), screenshot, done(), ask('?')])
    expect(isDoing(given)).toBe(false)
})

it('knows where an action is aimed', () => {
  expect(pointOf(click(3, 4))).toEqual({ x: 3, y: 4 })
  expect(
    pointOf(
      action({
        kind: 'drag',
        path: [
          { x: 1, y: 1 },
          { x: 9, y: 8 },
        ],
      }),
    ),
  ).toEqual({ x: 9, y: 8 })
  expect(pointOf(action({ kind: 'scroll', dx: 1, dy: 1 }))).toBe(null)
  expect(pointOf(type('a'))).toBe(null)
})

it('says an action in words', () => {
  expect(describeAction(click(3.4, 4, { count: 2, button: 'right', modifiers: ['Shift'] }))).toBe(
    'Shift + Double-click with the right button at (3, 4)',
  )
  expect(describeAction(type('a\nb'))).toBe('Type “a⏎b”')
  expect(describeAction(type('x'.repeat(200))).length).toBeLessThan(100)
  expect(describeAction(chord('Ctrl', 'S'))).toBe('Press Ctrl+S')
})
