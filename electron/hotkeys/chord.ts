/** Chords of key positions: text such as `Ctrl+Alt+Period` to data and back, and which of them collide. */
import type { HotkeyName, Hotkeys } from '../protocol/settings.js'

export type Modifier = 'Ctrl' | 'Alt' | 'Shift' | 'Meta'

/** One key (a DOM KeyboardEvent.code) with at least one modifier, in `MODIFIERS` order. */
export interface Chord {
  readonly modifiers: readonly Modifier[]
  readonly code: string
}

export const MODIFIERS: readonly Modifier[] = ['Ctrl', 'Alt', 'Shift', 'Meta']

/** Both keys of a modifier count as one: a person does not look which Ctrl it is. */
export const MODIFIER_CODES: Readonly<Record<string, Modifier>> = {
  ControlLeft: 'Ctrl',
  ControlRight: 'Ctrl',
  AltLeft: 'Alt',
  AltRight: 'Alt',
  ShiftLeft: 'Shift',
  ShiftRight: 'Shift',
  MetaLeft: 'Meta',
  MetaRight: 'Meta',
}

const HOTKEY_NAMES: readonly HotkeyName[] = ['stop', 'pause', 'takeOver', 'steer', 'overlay']

const LETTER_DIGIT_OR_FUNCTION =
  /^(Key[A-Z]|Digit[0-9]|F([1-9]|1[0-9]|2[0-4])|Numpad([0-9]|Add|Subtract|Multiply|Divide|Decimal|Enter))$/

/** The other positions a chord may end in: those every platform can report. */
const NAMED_CODES: ReadonlySet<string> = new Set([
  'Period',
  'Comma',
  'Slash',
  'Semicolon',
  'Quote',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Backquote',
  'Minus',
  'Equal',
  'Space',
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'Insert',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Pause',
  'ScrollLock',
  'PrintScreen',
])

export type ParsedChord = { readonly ok: true; readonly chord: Chord } | { readonly ok: false; readonly reason: string }

const refuse = (reason: string): ParsedChord => ({ ok: false, reason })

/** Reads a chord as it stands in the settings. Modifiers may come in any order, each once; the key comes last. */
export function parseChord(text: string): ParsedChord {
  const parts = text.split('+').map((part) => part.trim())
  const code = parts.pop() ?? ''
  const modifiers = parts as Modifier[]
  const stranger = parts.find((part) => !(MODIFIERS as readonly string[]).includes(part))
  if (stranger !== undefined) return refuse(`“${stranger}” is not a modifier. Use Ctrl, Alt, Shift or Meta.`)
  if (modifiers.length === 0) return refuse('A hotkey needs at least one of Ctrl, Alt, Shift and Meta.')
  if (new Set(modifiers).size !== modifiers.length) return refuse(`“${text}” names a modifier twice.`)
  if (!isKeyCode(code)) return refuse(`“${code}” is not a key that a hotkey can end in.`)
  if (modifiers.every((modifier) => modifier === 'Shift') && !/^F\d+$/.test(code)) {
    return refuse('Shift alone is part of typing. Add Ctrl, Alt or Meta.')
  }
  return { ok: true, chord: { modifiers: MODIFIERS.filter((modifier) => modifiers.includes(modifier)), code } }
}

export function formatChord(chord: Chord): string {
  return [...chord.modifiers, chord.code].join('+')
}

export function isKeyCode(code: string): boolean {
  return LETTER_DIGIT_OR_FUNCTION.test(code) || NAMED_CODES.has(code)
}

export interface ChordConflict {
  readonly name: HotkeyName
  readonly other: HotkeyName
  readonly chord: string
}

/** Each hotkey whose chord an earlier one already has, in the order stop, pause, takeOver, steer, overlay: the earlier one keeps it. */
export function findConflicts(hotkeys: Hotkeys): readonly ChordConflict[] {
  const owners = new Map<string, HotkeyName>()
  const conflicts: ChordConflict[] = []
  for (const name of HOTKEY_NAMES) {
    const parsed = parseChord(hotkeys[name])
    if (!parsed.ok) continue
    const chord = formatChord(parsed.chord)
    const other = owners.get(chord)
    if (other === undefined) owners.set(chord, name)
    else conflicts.push({ name, other, chord })
  }
  return conflicts
}

export interface Bindings {
  readonly bound: readonly { readonly name: HotkeyName; readonly chord: Chord }[]
  /** hotkeys that can't fire, with one sentence each */
  readonly problems: readonly { readonly name: HotkeyName; readonly reason: string }[]
}

/** The chords to listen for. What can't be read or is taken by another hotkey is a problem, never silently dead. */
export function bindHotkeys(hotkeys: Hotkeys): Bindings {
  const conflicts = new Map(findConflicts(hotkeys).map((conflict) => [conflict.name, conflict]))
  const bound: { name: HotkeyName; chord: Chord }[] = []
  const problems: { name: HotkeyName; reason: string }[] = []
  for (const name of HOTKEY_NAMES) {
    const parsed = parseChord(hotkeys[name])
    const conflict = conflicts.get(name)
    if (!parsed.ok) problems.push({ name, reason: parsed.reason })
    else if (conflict)
      problems.push({ name, reason: `${conflict.chord} is already the key for ${HOTKEY_WORDS[conflict.other]}.` })
    else bound.push({ name, chord: parsed.chord })
  }
  return { bound, problems }
}

/** What each hotkey does, as the windows call it. */
export const HOTKEY_WORDS: Readonly<Record<HotkeyName, string>> = {
  stop: 'Stop',
  pause: 'Pause',
  takeOver: 'Take over',
  steer: 'Steer',
  overlay: 'Overlay',
}
