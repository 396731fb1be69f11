import { describe, expect, it } from 'vitest'
import { acceleratorOf } from '../../../electron/app/accelerator.js'
import { parseChord } from '../../../electron/hotkeys/index.js'

function accelerator(text: string): string | null {
  const parsed = parseChord(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return acceleratorOf(parsed.chord)
}

describe('a chord as the system’s shortcut', () => {
  it.each([
    ['Ctrl+Alt+Period', 'Control+Alt+.'],
    ['Ctrl+Alt+Space', 'Control+Alt+Space'],
    ['Shift+Meta+KeyK', 'Shift+Super+K'],
    ['Ctrl+Digit7', 'Control+7'],
    ['Alt+Numpad5', 'Alt+num5'],
    ['Shift+F9', 'Shift+F9'],
    ['Ctrl+ArrowLeft', 'Control+Left'],
  ])('%s is %s', (chord, expected) => {
    expect(accelerator(chord)).toBe(expected)
  })

  it('has no name for a key that Electron does not know', () => {
    expect(accelerator('Ctrl+Pause')).toBeNull()
  })
})
