import { describe, expect, it } from 'vitest'
import { bindHotkeys, findConflicts, formatChord, parseChord } from '../../../electron/hotkeys/index.js'
import { chordSchema, hotkeysSchema } from '../../../electron/protocol/settings.js'

const DEFAULTS = hotkeysSchema.parse({})

describe('chords', () => {
  it.each([
    ['Ctrl+Alt+Period', { modifiers: ['Ctrl', 'Alt'], code: 'Period' }],
    ['Alt+Ctrl+Period', { modifiers: ['Ctrl', 'Alt'], code: 'Period' }],
    ['Meta+Shift+KeyK', { modifiers: ['Shift', 'Meta'], code: 'KeyK' }],
    ['Ctrl+Digit7', { modifiers: ['Ctrl'], code: 'Digit7' }],
    ['Shift+F9', { modifiers: ['Shift'], code: 'F9' }],
    ['Alt+NumpadEnter', { modifiers: ['Alt'], code: 'NumpadEnter' }],
  ])('%s is read', (text, chord) => {
    expect(parseChord(text)).toEqual({ ok: true, chord })
  })

  it.each([
    ['Period', 'at least one of Ctrl'],
    ['', 'at least one of Ctrl'],
    ['Hyper+KeyA', '“Hyper” is not a modifier'],
    ['Ctrl+Ctrl+KeyA', 'names a modifier twice'],
    ['Ctrl+Alt+Banana', '“Banana” is not a key'],
    ['Ctrl+Alt', '“Alt” is not a key'],
    ['Ctrl+F25', '“F25” is not a key'],
    ['Shift+KeyA', 'Shift alone is part of typing'],
  ])('“%s” is refused with a reason', (text, reason) => {
    const parsed = parseChord(text)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.reason).toContain(reason)
  })

  it('writes what it read, modifiers in one order, as the settings take it', () => {
    const parsed = parseChord('Shift+Meta+Alt+Ctrl+ArrowLeft')
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(formatChord(parsed.chord)).toBe('Ctrl+Alt+Shift+Meta+ArrowLeft')
    expect(chordSchema.safeParse(formatChord(parsed.chord)).success).toBe(true)
  })

  it('has no conflict in the defaults and binds all five', () => {
    expect(findConflicts(DEFAULTS)).toEqual([])
    expect(bindHotkeys(DEFAULTS).bound.map(({ name }) => name)).toEqual(['stop', 'pause', 'takeOver', 'steer', 'overlay'])
    expect(bindHotkeys(DEFAULTS).problems).toEqual([])
  })

  it('names a conflict however it is written, and Stop keeps its key', () => {
    const hotkeys = { ...DEFAULTS, steer: 'Alt+Ctrl+Period' }
    expect(findConflicts(hotkeys)).toEqual([{ name: 'steer', other: 'stop', chord: 'Ctrl+Alt+Period' }])
    const { bound, problems } = bindHotkeys(hotkeys)
    expect(bound.find(({ chord }) => chord.code === 'Period')?.name).toBe('stop')
    expect(problems).toEqual([{ name: 'steer', reason: 'Ctrl+Alt+Period is already the key for Stop.' }])
  })

  it('reports a chord it can’t read instead of leaving the hotkey dead in silence', () => {
    const { bound, problems } = bindHotkeys({ ...DEFAULTS, pause: 'Ctrl+Alt+Nowhere' })
    expect(bound.map(({ name }) => name)).not.toContain('pause')
    expect(problems).toEqual([{ name: 'pause', reason: '“Nowhere” is not a key that a hotkey can end in.' }])
  })
})
