import { describe, expect, it } from 'vitest'
import { placeOn, strokesOfButton, strokesOfKey, thinned } from '../../../renderer/watch/person-strokes.js'

const plain = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
const press = (key: string, code: string, held: object = {}) => strokesOfKey({ key, code, ...plain, isLevel3: false, ...held })

describe('a key over the live picture', () => {
  it('that makes a character types it, whatever was held to make it', () => {
    expect(press('a', 'KeyQ')).toEqual([{ kind: 'text', text: 'a' }])
    expect(press('!', 'Digit1', { shiftKey: true })).toEqual([{ kind: 'text', text: '!' }])
    expect(press('@', 'KeyQ', { ctrlKey: true, altKey: true, isLevel3: true })).toEqual([{ kind: 'text', text: '@' }])
  })

  it('of a chord is pressed between its modifiers, and nothing stays down', () => {
    expect(press('c', 'KeyC', { ctrlKey: true })).toEqual([
      { kind: 'key', key: 'Control', down: true },
      { kind: 'key', key: 'KeyC', down: true },
      { kind: 'key', key: 'KeyC', down: false },
      { kind: 'key', key: 'Control', down: false },
    ])
    expect(press('Tab', 'Tab', { shiftKey: true })).toHaveLength(4)
    expect(press('Enter', 'Enter')).toHaveLength(2)
  })

  it.each(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'CapsLock'])('%s alone does nothing', (key) => {
    expect(press(key, 'X')).toEqual([])
  })
})

it('a place in the scaled picture is the pixel under it, also at and beyond the edges', () => {
  const rect = { left: 100, top: 50, width: 400, height: 300 }
  const desktop = { width: 800, height: 600 }
  expect(placeOn({ x: 300, y: 200 }, rect, desktop)).toEqual({ x: 400, y: 300 })
  expect(placeOn({ x: 500, y: 350 }, rect, desktop)).toEqual({ x: 799, y: 599 })
  expect(placeOn({ x: 0, y: 0 }, rect, desktop)).toEqual({ x: 0, y: 0 })
})

it('a click goes to its place first; one of no known button is none', () => {
  expect(strokesOfButton(2, true, { x: 1, y: 2 }, plain)).toEqual([
    { kind: 'move', x: 1, y: 2 },
    { kind: 'button', button: 'right', down: true },
  ])
  expect(strokesOfButton(7, true, { x: 1, y: 2 }, plain)).toEqual([])
})

it('of moves in a row the last one stays, and nothing else is lost', () => {
  const move = (x: number) => ({ kind: 'move', x, y: 0 }) as const
  const down = { kind: 'button', button: 'left', down: true } as const
  expect(thinned([move(1), move(2), down, move(3), move(4)])).toEqual([move(2), down, move(4)])
})
