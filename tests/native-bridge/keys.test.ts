import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isModifier, namedKeys, resolveKey } from '../../native-bridge/keys.js'

const nameOf = (name: string) => {
  const key = resolveKey(name)
  return key.ok ? key.value.name : `refused: ${key.problem.message}`
}

describe('a key name stands for a key', () => {
  it.each([
    // what models write
    ['ENTER', 'Enter'], ['RETURN', 'Enter'], ['ESC', 'Escape'], ['PAGE_UP', 'PageUp'], ['PGDN', 'PageDown'], ['ARROWLEFT', 'ArrowLeft'],
    ['UP', 'ArrowUp'], ['CTRL', 'Control'], ['OPTION', 'Alt'], ['CMD', 'Meta'], ['WINDOWS', 'Meta'], ['CAPSLOCK', 'CapsLock'],
    ['DEL', 'Delete'], ['SPACE', 'Space'], ['F12', 'F12'], ['f24', 'F24'],
    // X keysyms
    ['Control_L', 'Control'], ['Super_L', 'Meta'], ['Prior', 'PageUp'], ['Next', 'PageDown'], ['BackSpace', 'Backspace'], ['Return', 'Enter'],
    ['KP_Enter', 'NumpadEnter'], ['ISO_Level3_Shift', 'AltGraph'], ['question', '?'], ['slash', '/'], ['Caps_Lock', 'CapsLock'], ['space', 'Space'],
    // DOM codes
    ['ControlLeft', 'Control'], ['MetaRight', 'MetaRight'], ['KeyA', 'a'], ['Digit1', '1'], ['Numpad1', 'Numpad1'], ['BracketLeft', '['],
    ['Backquote', '`'], ['Period', '.'], ['IntlBackslash', '<'], ['ArrowDown', 'ArrowDown'],
    // nut-js
    ['LeftControl', 'Control'], ['LeftCmd', 'Meta'], ['Num1', '1'],
    // single characters
    ['a', 'a'], ['A', 'a'], ['/', '/'], ['\\', '\\'], ['-', '-'], ['_', '_'], [' ', 'Space'], ['\n', 'Enter'], ['\t', 'Tab'], ['é', 'é'], ['Ж', 'ж'],
  ])('%j is %s', (name, expected) => expect(nameOf(name)).toBe(expected)) // prettier-ignore

  it('the case does not matter, nor do underscores, blanks and hyphens', () => {
    for (const name of ['pageup', 'PAGEUP', 'Page_Up', 'page up', 'Page-Up']) expect(nameOf(name)).toBe('PageUp')
  })

  it('every printable ASCII character is a key', () => {
    for (let code = 0x20; code < 0x7f; code++) expect(resolveKey(String.fromCharCode(code)).ok).toBe(true)
  })

  it('every canonical name stands for itself', () => {
    for (const name of namedKeys()) expect(nameOf(name)).toBe(name)
  })

  it('modifiers are known as such on both sides', () => {
    const areModifiers = (names: string[]) => names.map((name) => resolveKey(name)).map((key) => key.ok && isModifier(key.value))
    expect(areModifiers(['ctrl', 'Shift_R', 'ALTGR', 'win'])).toEqual([true, true, true, true])
    expect(areModifiers(['a', 'Tab', 'CapsLock'])).toEqual([false, false, false])
  })
})

describe('a name that is no key is refused', () => {
  it.each([
    ['entr', 'Enter'],
    ['contrl', 'Control'],
    ['pagedwn', 'PageDown'],
    ['escpae', 'Escape'],
    ['F25', 'F2'],
  ])('%j with %s as the nearest name', (name, nearest) => {
    const key = resolveKey(name)
    expect(key).toMatchObject({ ok: false, problem: { kind: 'unknown-key', retryable: false } })
    expect(!key.ok && key.problem.message).toContain(nearest)
  })

  it('a chord in one word is told to be several keys', () => {
    const key = resolveKey('ctrl+shift+t')
    expect(!key.ok && key.problem.message).toContain('several keys')
  })

  it.each(['', '   ', '\u0007', '\ud83d', '__proto__', 'constructor', 'toString'])('%j', (name) => {
    expect(resolveKey(name)).toMatchObject({ ok: false, problem: { kind: 'unknown-key' } })
  })

  it('whatever the name is, the answer is a value of one sentence and short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const key = resolveKey(name)
        return key.ok || (key.problem.kind === 'unknown-key' && key.problem.message.length < 400)
      }),
    )
  })
})
