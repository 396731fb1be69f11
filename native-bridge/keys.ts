/**
 * Every key name that is accepted, and what it stands for. Three vocabularies, any case, with or without `_`, `-` or
 * blanks inside: what models write (CTRL, PAGE_DOWN), X keysyms (Control_L, Prior) and DOM codes (ControlLeft, PageDown);
 * and any single character. The canonical names are DOM-like; each platform maps them to its own.
 *
 * A letter stands for its key, whatever the case: models write "CTRL", "C" for Ctrl+C. Shift must be named.
 * DOM codes of letters, digits and signs stand for what the US keyboard prints there.
 */
import { distance } from 'fastest-levenshtein'
import { done, refused } from './outcome.js'
import type { KeyName, Outcome } from './types.js'

const FUNCTION_KEYS = [
  'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12',
  'F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24',
] as const // prettier-ignore

/** Canonical name → its other names. A side that is not said is the left one. */
const NAMES = {
  Control: 'ctrl control_l controlleft leftcontrol leftctrl ctrlleft ctrl_l',
  ControlRight: 'control_r rightcontrol rightctrl ctrlright ctrl_r',
  Shift: 'shift_l shiftleft leftshift',
  ShiftRight: 'shift_r rightshift',
  Alt: 'option opt alt_l altleft leftalt menu_alt leftoption',
  AltRight: 'alt_r rightalt rightoption',
  AltGraph: 'altgr iso_level3_shift mode_switch',
  Meta: 'cmd command super win windows meta_l metaleft super_l leftsuper leftwin leftcmd leftmeta os osleft hyper_l',
  MetaRight: 'meta_r super_r rightsuper rightwin rightcmd rightmeta osright hyper_r',
  Enter: 'return ret linefeed',
  Escape: 'esc',
  Tab: 'tabulator',
  Space: 'spacebar',
  Backspace: 'back_space bksp',
  Delete: 'del',
  Insert: 'ins',
  Home: '',
  End: '',
  PageUp: 'pgup prior',
  PageDown: 'pgdn pgdown next',
  ArrowUp: 'up uparrow',
  ArrowDown: 'down downarrow',
  ArrowLeft: 'left leftarrow',
  ArrowRight: 'right rightarrow',
  CapsLock: 'caps capital',
  NumLock: 'num_lock numberlock',
  ScrollLock: 'scroll_lock',
  PrintScreen: 'print prtsc prtscr snapshot sysrq sys_req',
  Pause: 'break pausebreak',
  ContextMenu: 'menu apps application',
  Help: '',
  Undo: '',
  Numpad0: 'kp_0 kp_insert num_pad_0',
  Numpad1: 'kp_1 kp_end',
  Numpad2: 'kp_2 kp_down',
  Numpad3: 'kp_3 kp_next kp_page_down',
  Numpad4: 'kp_4 kp_left',
  Numpad5: 'kp_5 kp_begin',
  Numpad6: 'kp_6 kp_right',
  Numpad7: 'kp_7 kp_home',
  Numpad8: 'kp_8 kp_up',
  Numpad9: 'kp_9 kp_prior kp_page_up',
  NumpadAdd: 'kp_add',
  NumpadSubtract: 'kp_subtract',
  NumpadMultiply: 'kp_multiply multiply',
  NumpadDivide: 'kp_divide divide',
  NumpadDecimal: 'kp_decimal kp_delete decimal',
  NumpadEnter: 'kp_enter',
  NumpadEqual: 'kp_equal',
  AudioVolumeMute: 'volumemute mute xf86audiomute audiomute',
  AudioVolumeDown: 'volumedown xf86audiolowervolume audiovoldown',
  AudioVolumeUp: 'volumeup xf86audioraisevolume audiovolup',
  MediaPlayPause: 'playpause xf86audioplay audioplay',
  MediaStop: 'xf86audiostop audiostop',
  MediaTrackNext: 'nexttrack xf86audionext audionext',
  MediaTrackPrevious: 'previoustrack xf86audioprev audioprev',
  BrowserBack: 'xf86back',
  BrowserForward: 'xf86forward',
  BrowserRefresh: 'xf86reload',
  BrowserHome: 'xf86homepage',
} as const

/** Signs by their X keysym and DOM names. */
const SIGNS: Readonly<Record<string, string>> = {
  '!': 'exclam exclamationmark',
  '"': 'quotedbl doublequote',
  '#': 'numbersign hash',
  $: 'dollar',
  '%': 'percent',
  '&': 'ampersand',
  "'": 'apostrophe quoteright quote singlequote',
  '(': 'parenleft',
  ')': 'parenright',
  '*': 'asterisk star',
  '+': 'plus add',
  ',': 'comma',
  '-': 'minus hyphen dash subtract',
  '.': 'period dot',
  '/': 'slash',
  ':': 'colon',
  ';': 'semicolon',
  '<': 'less intlbackslash',
  '=': 'equal equals',
  '>': 'greater',
  '?': 'question questionmark',
  '@': 'at',
  '[': 'bracketleft leftbracket',
  '\\': 'backslash',
  ']': 'bracketright rightbracket',
  '^': 'asciicircum caret',
  _: 'underscore',
  '`': 'grave quoteleft backquote backtick',
  '{': 'braceleft leftbrace',
  '|': 'bar pipe',
  '}': 'braceright rightbrace',
  '~': 'asciitilde tilde',
}

export type NamedKey = keyof typeof NAMES | (typeof FUNCTION_KEYS)[number]

/** `name` is the canonical name: of a character key the character itself, letters in lower case. */
export type Key = { readonly kind: 'named'; readonly name: NamedKey } | { readonly kind: 'character'; readonly name: string }

const MODIFIERS: ReadonlySet<string> = new Set<NamedKey>([
  'Control', 'ControlRight', 'Shift', 'ShiftRight', 'Alt', 'AltRight', 'AltGraph', 'Meta', 'MetaRight',
]) // prettier-ignore

export const isModifier = (key: Key): boolean => key.kind === 'named' && MODIFIERS.has(key.name)

/** The key a name stands for, or 'unknown-key' with the nearest name there is. */
export function resolveKey(name: KeyName): Outcome<Key> {
  const single = [...name].length === 1 ? keyOfCharacter(name) : null
  const key = single ?? KEYS.get(plain(name))
  return key ? done(key) : refused('unknown-key', explain(name))
}

/** All canonical names of named keys: what a platform must map. */
export const namedKeys = (): readonly NamedKey[] => [...(Object.keys(NAMES) as (keyof typeof NAMES)[]), ...FUNCTION_KEYS]

/** All names but single characters, as they are compared: lower case, without blanks and underscores. */
export const keyNames = (): readonly string[] => [...KEYS.keys()]

function keyOfCharacter(character: string): Key | null {
  if (character === ' ') return { kind: 'named', name: 'Space' }
  if (character === '\n' || character === '\r') return { kind: 'named', name: 'Enter' }
  if (character === '\t') return { kind: 'named', name: 'Tab' }
  if (/[\p{C}\p{Z}]/u.test(character)) return null
  const lower = character.toLowerCase()
  return { kind: 'character', name: [...lower].length === 1 ? lower : character }
}

function explain(name: string): string {
  const shown = JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)
  const parts = name.split('+').filter((part) => part !== '')
  if (parts.length > 1 && parts.every((part) => resolveKey(part.trim()).ok)) {
    return `${shown} is several keys. Name each key of a chord by itself.`
  }
  return `There is no key ${shown}. The nearest name is ${nearest(plain(name).slice(0, LONGEST_NAME))}.`
}

function nearest(wanted: string): string {
  let best = { name: '', away: Infinity }
  for (const [name, key] of KEYS) {
    const away = distance(wanted, name)
    if (away < best.away) best = { name: key.name, away }
  }
  return best.name
}

/** Beyond this a name is only noise, and comparing would take time. */
const LONGEST_NAME = 24

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

function collectKeys(): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>()
  for (const name of namedKeys()) keys.set(plain(name), { kind: 'named', name })
  for (const [name, others] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    for (const other of words(others)) keys.set(plain(other), { kind: 'named', name })
  }
  for (const [name, others] of Object.entries(SIGNS))
    for (const other of words(others)) keys.set(other, { kind: 'character', name })
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') keys.set(`key${letter}`, { kind: 'character', name: letter })
  for (const digit of '0123456789') {
    for (const prefix of ['digit', 'num']) keys.set(`${prefix}${digit}`, { kind: 'character', name: digit })
  }
  return keys
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

const KEYS = collectKeys()
