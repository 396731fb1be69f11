import { describe, expect, it } from 'vitest'
import { HeldInput } from '../../native-bridge/held-input.js'

describe('what is held down', () => {
  it('is named in the order it was pressed and let go of in the reverse', () => {
    const held = new HeldInput<number>()
    held.add('Control', 37)
    held.add('Shift', 50)
    held.add('left', 1)
    expect(held.names()).toEqual(['Control', 'Shift', 'left'])
    expect(held.takeAll()).toEqual([1, 50, 37])
    expect(held.names()).toEqual([])
    expect(held.takeAll()).toEqual([])
  })

  it('is given back once', () => {
    const held = new HeldInput<number>()
    held.add('a', 38)
    expect(held.has('a')).toBe(true)
    expect(held.all()).toEqual([38])
    expect(held.take('a')).toBe(38)
    expect(held.take('a')).toBeUndefined()
    expect(held.has('a')).toBe(false)
  })
})
