/** A chord as Electron's globalShortcut wants it. Letters and signs are those of a US keyboard: it knows no positions. */
import type { Chord, Modifier } from '../hotkeys/index.js'

const MODIFIERS: Readonly<Record<Modifier, string>> = { Ctrl: 'Control', Alt: 'Alt', Shift: 'Shift', Meta: 'Super' }

const KEYS: Readonly<Record<string, string>> = {
  Period: '.',
  Comma: ',',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  Space: 'Space',
  Enter: 'Return',
  Tab: 'Tab',
  Escape: 'Escape',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ScrollLock: 'Scrolllock',
  PrintScreen: 'PrintScreen',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
}

/** Null for a key that Electron has no name for. */
export function acceleratorOf(chord: Chord): string | null {
  const key = keyOf(chord.code)
  return key === null ? null : [...chord.modifiers.map((modifier) => MODIFIERS[modifier]), key].join('+')
}

function keyOf(code: string): string | null {
  const [, letterOrDigit] = /^(?:Key|Digit)(.)$/.exec(code) ?? []
  if (letterOrDigit !== undefined) return letterOrDigit
  const [, numpad] = /^Numpad(\d)$/.exec(code) ?? []
  if (numpad !== undefined) return `num${numpad}`
  if (/^F\d+$/.test(code)) return code
  return KEYS[code] ?? null
}
