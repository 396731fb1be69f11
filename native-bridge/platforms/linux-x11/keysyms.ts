/** X keysyms: of the canonical keys, of characters, and back. */
import koffi from 'koffi'
import type { Key, NamedKey } from '../../keys.js'

export type Keysym = number

export const ISO_LEVEL3_SHIFT = 0xfe03
export const NUM_LOCK = 0xff7f
export const SHIFT_L = 0xffe1
export const CONTROL_L = 0xffe3
export const SMALL_V = 0x76
const F1 = 0xffbe
const UNICODE = 0x01000000

const NAMED: Readonly<Partial<Record<NamedKey, Keysym>>> = {
  Control: 0xffe3, ControlRight: 0xffe4, Shift: SHIFT_L, ShiftRight: 0xffe2, Alt: 0xffe9, AltRight: 0xffea,
  AltGraph: ISO_LEVEL3_SHIFT, Meta: 0xffeb, MetaRight: 0xffec,
  Enter: 0xff0d, Escape: 0xff1b, Tab: 0xff09, Space: 0x20, Backspace: 0xff08, Delete: 0xffff, Insert: 0xff63,
  Home: 0xff50, End: 0xff57, PageUp: 0xff55, PageDown: 0xff56,
  ArrowUp: 0xff52, ArrowDown: 0xff54, ArrowLeft: 0xff51, ArrowRight: 0xff53,
  CapsLock: 0xffe5, NumLock: NUM_LOCK, ScrollLock: 0xff14, PrintScreen: 0xff61, Pause: 0xff13, ContextMenu: 0xff67,
  Help: 0xff6a, Undo: 0xff65,
  // the keypad's keys by what they are without Num Lock
  Numpad0: 0xff9e, Numpad1: 0xff9c, Numpad2: 0xff99, Numpad3: 0xff9b, Numpad4: 0xff96, Numpad5: 0xff9d, Numpad6: 0xff98,
  Numpad7: 0xff95, Numpad8: 0xff97, Numpad9: 0xff9a, NumpadDecimal: 0xff9f,
  NumpadAdd: 0xffab, NumpadSubtract: 0xffad, NumpadMultiply: 0xffaa, NumpadDivide: 0xffaf, NumpadEnter: 0xff8d, NumpadEqual: 0xffbd,
  AudioVolumeMute: 0x1008ff12, AudioVolumeDown: 0x1008ff11, AudioVolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14, MediaStop: 0x1008ff15, MediaTrackNext: 0x1008ff17, MediaTrackPrevious: 0x1008ff16,
  BrowserBack: 0x1008ff26, BrowserForward: 0x1008ff27, BrowserRefresh: 0x1008ff73, BrowserHome: 0x1008ff18,
} // prettier-ignore

export function keysymOf(key: Key): Keysym | null {
  if (key.kind === 'character') return keysymOfCharacter(key.name)
  return functionKeysym(key.name) ?? NAMED[key.name] ?? null
}

/** The keysym of a function key, F7 for instance; null for every other name. */
export function functionKeysym(name: string): Keysym | null {
  const functionKey = /^F(\d+)$/.exec(name)
  return functionKey ? F1 + Number(functionKey[1]) - 1 : null
}

/** The keysym that types a character; `\n` is Return, `\t` is Tab. Null for other control characters and halves of a pair. */
export function keysymOfCharacter(character: string): Keysym | null {
  const code = character.codePointAt(0) ?? 0
  if (character === '\n') return 0xff0d
  if (character === '\t') return 0xff09
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff)) return null
  return code <= 0xff ? code : UNICODE + code
}

/** The character that a keysym of `keysymOfCharacter` types. */
export function characterOf(keysym: Keysym): string {
  if (keysym === 0xff0d) return '\n'
  if (keysym === 0xff09) return '\t'
  return String.fromCodePoint(keysym >= UNICODE ? keysym - UNICODE : keysym)
}

/** The keysym that stands for the same character as this one: layouts still use old names (Cyrillic_a) for many. */
export function plainKeysym(keysym: Keysym): Keysym {
  if (keysym <= 0xff || keysym >= UNICODE || (keysym >= 0xfd00 && keysym <= 0xffff)) return keysym
  const code = toCodePoint(keysym)
  if (code === 0) return keysym
  return code <= 0xff ? code : UNICODE + code
}

let native: ((keysym: number) => number) | null = null

/** Through libxkbcommon, which every toolkit brings along. Without it old names are unknown, and spare keys are used instead. */
function toCodePoint(keysym: Keysym): number {
  try {
    native ??= koffi.load('libxkbcommon.so.0').func('uint32 xkb_keysym_to_utf32(uint32 keysym)') as (keysym: number) => number
  } catch {
    native = () => 0
  }
  return native(keysym)
}
