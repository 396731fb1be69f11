import { describe, expect, it } from 'vitest'
import { plainWords } from '../../../renderer/shared/event-words.js'
import { clock, countdown, day, limitsInWords, money, span, tokens } from '../../../renderer/shared/format.js'
import { chordCaps, keyName, pressedChord } from '../../../renderer/shared/key-names.js'

describe('numbers', () => {
  it.each([
    [clock(252_000), '04:12'],
    [clock(3_725_000), '1:02:05'],
    [clock(-5), '00:00'],
    [countdown(102_000), '1:42'],
    [countdown(-1), '0:00'],
    [span(18), '18 ms'],
    [span(412), '0.4 s'],
    [span(72_000), '72 s'],
    [tokens(812), '812'],
    [tokens(48_234), '48.2k'],
    [tokens(1_400_000), '1.4M'],
    [money(0.4), '$0.40'],
    [money(null), 'unknown'],
    [limitsInWords({ steps: 80, costUsd: 2, minutes: 30 }), '80 steps, $2.00, 30 min'],
    [limitsInWords({ steps: 80, costUsd: 2, minutes: 30 }, false), '80 steps, 30 min'],
    [limitsInWords({ steps: 0, costUsd: 0, minutes: 0 }), 'No limits'],
  ])('%s', (words, expected) => {
    expect(words).toBe(expected)
  })

  it('name days as people do', () => {
    const now = new Date(2026, 10, 18, 12, 0)
    const before = (days: number) => new Date(2026, 10, 18 - days, 9, 5).toISOString()
    expect([0, 1, 2, 10, 400].map((days) => day(before(days), now))).toEqual([
      'today 09:05',
      'yesterday',
      'Monday',
      '8 Nov',
      '14 Oct 2025',
    ])
  })
})

describe('a model’s reason', () => {
  it.each([
    ['The invoice says 30 days net. So I open the list.', 'The invoice says 30 days net.'],
    ['**Opening the list**\n\nThe invoice says 30 days net.', 'The invoice says 30 days net.'],
    ['**Opening the list**', 'Opening the list'],
    ['- The field `terms` is empty', 'The field terms is empty'],
    ['Version 2.1 is shown', 'Version 2.1 is shown'],
    ['', ''],
  ])('%j is one plain sentence', (text, words) => {
    expect(plainWords(text)).toBe(words)
  })
})

describe('keys', () => {
  it.each([
    ['ctrl', 'Ctrl'],
    ['Control', 'Ctrl'],
    ['s', 'S'],
    ['f5', 'F5'],
    ['Page_Down', 'Page Down'],
    ['ArrowLeft', '←'],
    ['XF86AudioPlay', 'XF86AudioPlay'],
  ])('%s is printed as %s', (key, words) => {
    expect(keyName(key)).toBe(words)
  })

  it('shows a chord as it is printed', () => {
    expect(chordCaps('Ctrl+Alt+Period', 'linux')).toEqual(['Ctrl', 'Alt', '.'])
    expect(chordCaps('Ctrl+Alt+KeyP', 'linux')).toEqual(['Ctrl', 'Alt', 'P'])
    expect(chordCaps('Meta+Shift+Digit1', 'windows')).toEqual(['Win', 'Shift', '1'])
    expect(chordCaps('Ctrl+Alt+Space', 'macos')).toEqual(['⌃', '⌥', 'Space'])
  })

  it('shows a chord in the person’s layout when it is known', () => {
    expect(chordCaps('Ctrl+Alt+Slash', 'linux', new Map([['Slash', '-']]))).toEqual(['Ctrl', 'Alt', '-'])
  })

  const key = (code: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) => ({
    code,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...held,
  })

  it('reads a pressed chord by position', () => {
    expect(pressedChord(key('Period', { ctrlKey: true, altKey: true }))).toBe('Ctrl+Alt+Period')
  })

  it.each([
    ['a key without a modifier', key('Period')],
    ['a modifier alone', key('ControlLeft', { ctrlKey: true })],
  ])('takes %s for no chord', (_name, event) => {
    expect(pressedChord(event)).toBeNull()
  })
})
