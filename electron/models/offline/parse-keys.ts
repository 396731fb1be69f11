/** "ctrl+shift+s", "Tab 3 times", "Down, Down, Enter" → chords. */

const MODIFIERS: Readonly<Record<string, string>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  strg: 'ctrl',
  shift: 'shift',
  alt: 'alt',
  option: 'alt',
  altgr: 'altgr',
  meta: 'meta',
  super: 'meta',
  win: 'meta',
  windows: 'meta',
  cmd: 'meta',
  command: 'meta',
}
const NAMED: Readonly<Record<string, string>> = {
  enter: 'Enter', return: 'Enter', tab: 'Tab', escape: 'Escape', esc: 'Escape', space: 'Space', 'space bar': 'Space', spacebar: 'Space',
  backspace: 'Backspace', delete: 'Delete', del: 'Delete', insert: 'Insert', ins: 'Insert', home: 'Home', end: 'End',
  pageup: 'PageUp', 'page up': 'PageUp', pgup: 'PageUp', pagedown: 'PageDown', 'page down': 'PageDown', pgdn: 'PageDown',
  up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight',
  'arrow up': 'ArrowUp', 'arrow down': 'ArrowDown', 'arrow left': 'ArrowLeft', 'arrow right': 'ArrowRight',
  'up arrow': 'ArrowUp', 'down arrow': 'ArrowDown', 'left arrow': 'ArrowLeft', 'right arrow': 'ArrowRight',
  arrowup: 'ArrowUp', arrowdown: 'ArrowDown', arrowleft: 'ArrowLeft', arrowright: 'ArrowRight',
  capslock: 'CapsLock', 'caps lock': 'CapsLock', 'print screen': 'PrintScreen', printscreen: 'PrintScreen', 'context menu': 'ContextMenu',
  plus: '+', minus: '-', comma: ',', period: '.', slash: '/',
} // prettier-ignore
const TIMES: Readonly<Record<string, number>> = { once: 1, twice: 2, thrice: 3 }
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "3", "three" → 3; null for anything else. */
export const parseNumber = (word: string): number | null => {
  if (/^\d+$/.test(word)) return Number(word)
  const index = NUMBERS.indexOf(word.toLowerCase())
  return index >= 0 ? index : null
}

const keyOf = (name: string): string | null => {
  const word = name.trim().toLowerCase().replace(/\s+/g, ' ')
  const modifier = MODIFIERS[word]
  if (modifier) return modifier
  if (NAMED[word]) return NAMED[word]
  if (/^f([1-9]|1\d|2[0-4])$/.test(word)) return word.toUpperCase()
  return word.length === 1 ? word : null
}

/** null: some part is no key. */
export const parseChord = (words: string): readonly string[] | null => {
  const bare = words.trim().replace(/^the\s+/i, '').replace(/\s+keys?$/i, '') // prettier-ignore
  if (bare === '+' || bare === '-') return [bare]
  const parts = bare.split(/\s*\+\s*(?=.)|(?<=^(?:ctrl|control|alt|shift|super|win|cmd|command|meta)(?:-[a-z]+)*)-(?=.)/i)
  const keys = parts.map(keyOf)
  if (keys.includes(null)) return null
  const chord = keys as string[]
  const isOrdered = chord.slice(0, -1).every((key) => Object.values(MODIFIERS).includes(key))
  return isOrdered ? chord : null
}

export interface Keys {
  readonly chords: readonly (readonly string[])[]
  readonly repeat: number
}

/** "times" at the end; the words before it. */
export const takeRepeat = (words: string): { readonly rest: string; readonly repeat: number } => {
  const found = /^(.*?)[\s,]+(?:(once|twice|thrice)|(\S+)\s+times)$/i.exec(words)
  const repeat = found ? (TIMES[found[2]?.toLowerCase() ?? ''] ?? parseNumber(found[3] ?? '')) : null
  return found && repeat !== null && repeat !== undefined ? { rest: found[1]!, repeat } : { rest: words, repeat: 1 }
}

export const parseKeys = (words: string): Keys | null => {
  const { rest, repeat } = takeRepeat(
    words.replace(/^(?:the\s+)?(?:keys?|key combination|shortcut|hotkey|keyboard shortcut)\s+/i, ''),
  )
  const names = rest === ',' ? [','] : rest.split(/\s*,\s*(?:and\s+|then\s+)?|\s+and\s+|\s+then\s+/)
  const chords = names.map(parseChord)
  if (chords.includes(null) || repeat < 1 || repeat > 100) return null
  return { chords: chords as (readonly string[])[], repeat }
}
