/**
 * Chooses how a text is typed. Keys are the rule: every program takes them, one after the other, and they can be stopped at any
 * character. Pasting is for texts that would take long by keys, in programs known to paste with Ctrl+V. Pure.
 */
import type { Control } from '../../types.js'

export interface TextToType {
  readonly characters: number
  /** different characters that the keyboard layout lacks */
  readonly foreign: number
  /** how many stretches of it are long enough to paste */
  readonly stretches: number
  readonly hasTabs: boolean
  readonly isSecret: boolean
}

export interface TypingTarget {
  /** the program's name as its window tells it (WM_CLASS), '' if unknown */
  readonly app: string
  /** the field with the keyboard, as the program tells it; null if it tells nothing */
  readonly field: Field | null
  /** do we hold a key down? */
  readonly isHolding: boolean
  /** how many characters that the layout lacks can be typed before keys must be made anew */
  readonly spareRoom: number
}

export type Field = Pick<Control, 'isEditable' | 'isMultiline' | 'isPassword' | 'url'>

export type TypingWay =
  | {
      readonly way: 'keys'
      readonly why: 'secret' | 'password' | 'held-key' | 'quick-enough' | 'not-known-to-paste' | 'short-lines'
    }
  | { readonly way: 'paste'; readonly why: 'tabs' | 'long' | 'many-foreign' }

/** Nobody's password takes as long. */
const LONG_MS = 3000
const MS_PER_CHARACTER = 1.2
/** used keys must rest, and programs must notice the new ones */
const MS_PER_NEW_KEYS = 350
/** a program must have read the one before the next is pasted */
const MS_PER_PASTE = 150

/** Terminals are not among them: they paste by other keys. Nor are editors in which Ctrl+V is something else. */
const PASTES =
  /chrom(e|ium)|firefox|librewolf|navigator|brave|vivaldi|opera|edge|electron|slack|discord|obsidian|teams|signal|libreoffice|soffice|mousepad|gedit|text-?editor|pluma|xed|l3afpad|leafpad|featherpad|kate|kwrite|thunderbird|evolution/i

const CHROMIUMS = /chrom(e|ium)|brave|vivaldi|opera|edge|electron|slack|discord|obsidian|teams|signal/i

/** Chromium reads the clipboard in its browser process, and then for the page. Changed in between, it is not pasted. */
export const readsOfOnePaste = (app: string): number => (CHROMIUMS.test(app) ? 2 : 1)

/**
 * On a page the Tab key leaves a text area, so a tab character that belongs into one is pasted. Elsewhere a text of several lines
 * takes it from the key.
 */
const losesTabs = ({ field, app }: TypingTarget): boolean =>
  field !== null && field.isEditable && field.isMultiline && field.url !== null && PASTES.test(app)

export function chooseTypingWay(text: TextToType, target: TypingTarget): TypingWay {
  if (text.isSecret) return { way: 'keys', why: 'secret' }
  if (target.field?.isPassword) return { way: 'keys', why: 'password' }
  if (target.isHolding) return { way: 'keys', why: 'held-key' }
  if (text.hasTabs && losesTabs(target)) return { way: 'paste', why: 'tabs' }
  const typingMs = text.characters * MS_PER_CHARACTER
  const newKeysMs = Math.ceil(text.foreign / Math.max(1, target.spareRoom)) * MS_PER_NEW_KEYS
  if (typingMs + newKeysMs < LONG_MS) return { way: 'keys', why: 'quick-enough' }
  if (!PASTES.test(target.app)) return { way: 'keys', why: 'not-known-to-paste' }
  const isWorthIt = text.stretches > 0 && text.stretches * MS_PER_PASTE < (typingMs + newKeysMs) / 2
  if (!isWorthIt) return { way: 'keys', why: 'short-lines' }
  return { way: 'paste', why: newKeysMs > typingMs ? 'many-foreign' : 'long' }
}

/** A stretch of text to paste, or to type by keys. */
export interface Piece {
  readonly way: TypingWay['way']
  readonly text: string
}

/** Anything shorter is quicker by keys than by a paste, unless it has many characters that few keyboards have. */
const LONG_ENOUGH = 150
const FOREIGN_ENOUGH = 30

const isWorthAPaste = (part: string): boolean =>
  part.length >= LONG_ENOUGH || new Set(part.replace(/[ -~]/g, '')).size >= FOREIGN_ENOUGH

/**
 * What to paste and what not: Return is always a key, so that a text submits or breaks its line where it would if it were typed.
 * So is Tab, unless the field keeps tabs and would not get them from the key.
 */
export function piecesToPaste(text: string, areTabsPasted = false): readonly Piece[] {
  const pieces: { way: TypingWay['way']; text: string }[] = []
  for (const part of text.split(areTabsPasted ? /(\n+)/ : /([\n\t]+)/)) {
    if (part === '') continue
    const way = isPasted(part, areTabsPasted) ? 'paste' : 'keys'
    const last = pieces.at(-1)
    if (way === 'keys' && last?.way === 'keys') last.text += part
    else pieces.push({ way, text: part })
  }
  return pieces
}

function isPasted(part: string, areTabsPasted: boolean): boolean {
  if (part.includes('\n')) return false
  return part.includes('\t') ? areTabsPasted : isWorthAPaste(part)
}
