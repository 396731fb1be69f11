/** Key positions by their DOM codes: of every key name in keys.ts, and of what a US keyboard prints. */
import type { Key } from '../../keys.js'

/** Each position with the characters it prints alone and with Shift. */
const PRINTED: Readonly<Record<string, string>> = {
  Backquote: '`~', Digit1: '1!', Digit2: '2@', Digit3: '3#', Digit4: '4$', Digit5: '5%', Digit6: '6^', Digit7: '7&',
  Digit8: '8*', Digit9: '9(', Digit0: '0)', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|',
  Semicolon: ';:', Quote: '\'"', Comma: ',<', Period: '.>', Slash: '/?', Space: ' ',
} // prettier-ignore

/** Canonical names that are not DOM codes themselves. */
const SIDES: Readonly<Record<string, string>> = {
  Control: 'ControlLeft',
  Shift: 'ShiftLeft',
  Alt: 'AltLeft',
  Meta: 'MetaLeft',
  ShiftRight: 'ShiftRight',
  AltGraph: 'AltRight',
}

export interface PrintedAt {
  readonly code: string
  readonly shift: boolean
}

/** Where a US keyboard prints a character; null: nowhere. */
export const printedAt = (character: string): PrintedAt | null => CHARACTERS.get(character) ?? null

/** The position of a key of keys.ts; null for a character that has none. */
export function codeOf(key: Key): string | null {
  return key.kind === 'character' ? (printedAt(key.name)?.code ?? null) : (SIDES[key.name] ?? key.name)
}

function collectCharacters(): ReadonlyMap<string, PrintedAt> {
  const characters = new Map<string, PrintedAt>()
  for (const [code, [plain, shifted]] of Object.entries(PRINTED)) {
    if (plain !== undefined) characters.set(plain, { code, shift: false })
    if (shifted !== undefined) characters.set(shifted, { code, shift: true })
  }
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    characters.set(letter, { code: `Key${letter}`, shift: true })
    characters.set(letter.toLowerCase(), { code: `Key${letter}`, shift: false })
  }
  return characters
}

const CHARACTERS = collectCharacters()
