/** Keys as the person reads them: names a model uses ('ctrl', 'Page_Down') and positions of a chord ('Ctrl+Alt+Period'). */
export type Platform = 'linux' | 'macos' | 'windows'

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  control: 'Ctrl',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
  meta: 'Meta',
  super: 'Meta',
  cmd: 'Meta',
  command: 'Meta',
  win: 'Meta',
  return: 'Enter',
  enter: 'Enter',
  escape: 'Esc',
  esc: 'Esc',
  backspace: 'Backspace',
  delete: 'Delete',
  del: 'Delete',
  tab: 'Tab',
  space: 'Space',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  arrowup: '↑',
  up: '↑',
  arrowdown: '↓',
  down: '↓',
  arrowleft: '←',
  left: '←',
  arrowright: '→',
  right: '→',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  capslock: 'Caps Lock',
  printscreen: 'Print Screen',
}

const MODIFIERS: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  linux: { Meta: 'Super' },
  windows: { Meta: 'Win' },
  macos: { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘', Enter: '⏎' },
}

/** What stands on the key at a DOM position, on the US layout; a window may hand in the person's own layout. */
const POSITIONS: Readonly<Record<string, string>> = {
  Period: '.',
  Comma: ',',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Minus: '-',
  Equal: '=',
  Backquote: '`',
}

const onPlatform = (name: string, platform: Platform): string => MODIFIERS[platform][name] ?? name

/** 'ctrl' → 'Ctrl', 'Page_Down' → 'Page Down', 's' → 'S', 'f5' → 'F5' */
export function keyName(key: string, platform: Platform = 'linux'): string {
  const known = NAMES[key.toLowerCase().replace(/[_\s-]/g, '')]
  if (known !== undefined) return onPlatform(known, platform)
  return key.length === 1 || /^f\d+$/i.test(key) ? key.toUpperCase() : key
}

/** ['ctrl','s'] → 'Ctrl S' */
export const keysInWords = (keys: readonly string[], platform?: Platform): string =>
  keys.map((key) => keyName(key, platform)).join(' ')

export type KeyLayout = ReadonlyMap<string, string>

/** 'Ctrl+Alt+Period' → ['Ctrl', 'Alt', '.'] in the person's layout when it is known */
export function chordCaps(chord: string, platform: Platform, layout: KeyLayout = new Map()): readonly string[] {
  return chord.split('+').map((part) => {
    const drawn = layout.get(part)?.toUpperCase() ?? POSITIONS[part] ?? part.replace(/^(Key|Digit)(?=.$)/, '')
    return keyName(drawn, platform)
  })
}

const MODIFIER_CODES = /^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/

export interface PressedKey {
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/** What a person pressed, as a chord; null while only modifiers are down or none is. */
export function pressedChord(event: PressedKey): string | null {
  const modifiers = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Meta']
  const held = modifiers.filter((name) => name !== false)
  if (held.length === 0 || event.code === '' || MODIFIER_CODES.test(event.code)) return null
  return [...held, event.code].join('+')
}
