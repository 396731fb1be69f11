import { describe, expect, it } from 'vitest'
import { conflictWith } from '../../../renderer/settings/hotkey-conflict.js'

const others = [
  { title: 'Pause', chord: 'Ctrl+Alt+Comma' },
  { title: 'Steer', chord: 'Ctrl+Alt+Slash' },
]

describe('a new hotkey', () => {
  it.each([
    ['Ctrl+Alt+Comma', 'Pause'],
    ['Alt+Ctrl+Slash', 'Steer'],
    ['Ctrl+Shift+Comma', null],
  ])('%s conflicts with %s', (chord, title) => {
    expect(conflictWith(chord, others)).toBe(title)
  })
})
