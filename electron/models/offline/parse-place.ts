/** "the second "Delete" below "Drafts" in the window "Mail"" → Place. */
import { Q, valueOf } from './quotes.js'
import type { Place, Side } from './steps.js'

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const FIELD_NOUNS = ['field', 'input', 'box', 'text box', 'textbox', 'text field', 'input field', 'entry', 'text area', 'editor', 'input box', 'entry field', 'search box', 'search field'] // prettier-ignore
const MENU_NOUNS = ['menu', 'tab', 'link', 'button', 'dropdown', 'drop-down', 'combo box', 'list']
const FILE_NOUNS = ['file', 'folder', 'document', 'directory']
const OTHER_NOUNS = ['item', 'menu item', 'menu entry', 'list item', 'option', 'icon', 'label', 'text', 'word', 'words', 'line', 'row', 'cell', 'column', 'heading', 'title', 'value', 'number', 'checkbox', 'check box', 'radio button', 'key', 'program', 'app', 'application', 'entry called', 'button called', 'called', 'named', 'labelled', 'labeled', 'with the text', 'text that says', 'that says', 'saying', 'marked'] // prettier-ignore

const SIDES: readonly (readonly [RegExp, Side])[] = [
  [/^(?:(?:to )?the )?(?:immediate )?right of$/, 'rightOf'],
  [/^(?:(?:to )?the )?(?:immediate )?left of$/, 'leftOf'],
  [/^(?:just )?(?:below|under|underneath|beneath)$/, 'below'],
  [/^(?:just )?(?:above|over)$/, 'above'],
  [/^(?:next to|beside|in the (?:same )?(?:row|line) (?:of|as|with))$/, 'beside'],
]

const WINDOW = [
  new RegExp(`\\s*\\b(?:in|into|inside|within|of|on|to|from)\\s+(?:the\\s+)?(?:window|dialog|app|application|program)\\s+(?:called\\s+|named\\s+|titled\\s+)?${Q}`, 'i'),
  new RegExp(`\\s*\\b(?:in|into|inside|within|of|on|to|from)\\s+(?:the\\s+)?${Q}\\s+(?:window|dialog|app|application|program)\\b`, 'i'),
] // prettier-ignore

const RELATION = new RegExp(
  `\\s*\\b((?:(?:to )?the )?(?:immediate )?(?:right|left) of|(?:just )?(?:below|under|underneath|beneath|above|over)|next to|beside|in the (?:same )?(?:row|line) (?:of|as|with))\\s+(?:the\\s+)?(?:(?:text|label|word|heading|line|title|field|button|row)\\s+)?${Q}(?:\\s+(?:label|text|heading|button|field))?`,
  'i',
)

const alternatives = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
const NOUN = `(?:${alternatives([...FIELD_NOUNS, ...MENU_NOUNS, ...FILE_NOUNS, ...OTHER_NOUNS])})`
const ARTICLE = '(?:(?:the|a|an|on|at|to|that|this|its|your|my)\\s+)*'
const ORDINAL = `(?:(${ORDINALS.join('|')}|last|\\d{1,2}(?:st|nd|rd|th))\\s+)?`
const REST = new RegExp(`^${ARTICLE}${ORDINAL}((?:${NOUN}\\s+)*)${Q}?((?:\\s*\\b${NOUN})*)$`, 'i')
const bareName = (lead: string) =>
  new RegExp(`^${ARTICLE}${ORDINAL}((?:${NOUN}\\s+)${lead})(\\S+(?:\\s+\\S+){0,3}?)((?:\\s+${NOUN})*)$`, 'i')
/** The kind of thing is said after its name ("the file menu") or before it ("button Save"). */
const BARE = [bareName('*?'), bareName('*')]

const ordinalOf = (word: string | undefined): number | null => {
  if (!word) return null
  if (word.toLowerCase() === 'last') return -1
  const index = ORDINALS.indexOf(word.toLowerCase())
  return index >= 0 ? index + 1 : Number.parseInt(word, 10)
}

const kindOf = (nouns: string): Place['as'] => {
  const has = (words: readonly string[]) => new RegExp(`\\b(?:${alternatives(words)})\\b`, 'i').test(nouns)
  if (/\b(?:check ?box|radio button|list item|menu item|combo box)\b/i.test(nouns)) return 'any'
  if (has(FIELD_NOUNS)) return 'field'
  if (has(MENU_NOUNS)) return 'menu'
  return has(FILE_NOUNS) ? 'file' : 'any'
}

const sideOf = (words: string): Side =>
  SIDES.find(([pattern]) => pattern.test(words.toLowerCase().replace(/\s+/g, ' ')))?.[1] ?? 'beside'

/** Words that a person says instead of naming a thing: nothing on the screen is meant by them alone. */
const POINTING = /^(?:it|here|there|this|that|them|everything|anything|something|one|ok button)$/i

/** A name without quotes counts where it begins as names on a screen do: with a capital, a digit or a sign. */
const isName = (text: string) => /^[\p{Lu}\d/~+*=%<>()-]/u.test(text) && !POINTING.test(text) && !text.includes('\u27E6')

/** One plain word counts too where its kind is said: "the file menu". */
export const isWord = (text: string) => /^[\p{L}\d][\p{L}\d._-]*$/u.test(text) && !POINTING.test(text)

export const parsePlace = (words: string, quoted: readonly string[]): Place | null => {
  const inside = takeWindow(words.trim(), quoted)
  const relation = RELATION.exec(inside.rest)
  if (!relation) return parseNamed(inside.rest, quoted, null, inside.window)
  const near = { side: sideOf(relation[1]!), text: valueOf(relation[2]!, quoted) }
  return parseNamed(without(inside.rest, relation), quoted, near, inside.window)
}

const without = (words: string, found: RegExpExecArray) =>
  (words.slice(0, found.index) + words.slice(found.index + found[0].length)).trim()

const takeWindow = (words: string, quoted: readonly string[]): { rest: string; window: string | null } => {
  for (const pattern of WINDOW) {
    const found = pattern.exec(words)
    if (found) return { rest: without(words, found), window: valueOf(found[1]!, quoted) }
  }
  return { rest: words, window: null }
}

const parseNamed = (rest: string, quoted: readonly string[], near: Place['near'], window: string | null): Place | null => {
  const found = REST.exec(rest)
  if (!found || !(found[3] || near || window !== null)) return parseBare(rest, near, window)
  const [, ordinal, before, hole, after] = found
  const text = hole ? valueOf(hole, quoted).trim() : null
  return text === '' ? null : { text, ordinal: ordinalOf(ordinal), near, window, as: kindOf(`${before ?? ''} ${after ?? ''}`) }
}

const parseBare = (rest: string, near: Place['near'], window: string | null): Place | null => {
  for (const pattern of BARE) {
    const found = pattern.exec(rest)
    if (!found || !(isName(found[3]!) || (found[4]!.trim() !== '' && isWord(found[3]!)))) continue
    return { text: found[3]!, ordinal: ordinalOf(found[1]), near, window, as: kindOf(`${found[2] ?? ''} ${found[4] ?? ''}`) }
  }
  return null
}
