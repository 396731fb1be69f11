/** What a label does, by the words on it. Words are found whole and in their place, never inside other words. */
import { CHINESE } from './chinese.js'
import { DUTCH } from './dutch.js'
import { ENGLISH } from './english.js'
import { FRENCH } from './french.js'
import { GERMAN } from './german.js'
import { ITALIAN } from './italian.js'
import { JAPANESE } from './japanese.js'
import { PORTUGUESE } from './portuguese.js'
import { RUSSIAN } from './russian.js'
import { SPANISH } from './spanish.js'
import type { WordRisk, WordTable } from './word-table.js'

const TABLES: readonly WordTable[] = [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, RUSSIAN, CHINESE, JAPANESE]
export const LANGUAGES: readonly string[] = TABLES.map(({ language }) => language)

/** A button says no more than this; a longer line is a sentence that somebody wrote. */
const MOST_WORDS = 7
const MOST_CHARACTERS = 60

/** The risks of what is written on the thing that is pressed, the worst meaning of it first. */
export function labelRisks(label: string): readonly WordRisk[] {
  const text = plain(label)
  if (text === '' || text.length > MOST_CHARACTERS || text.split(' ').length > MOST_WORDS) return []
  const all = readingsOf(text)
  const isHarmless = (one: string) => COMPILED.some(({ harmless }) => harmless.test(one))
  const telling = all.filter((one) => !isHarmless(one))
  return isHarmless(text)
    ? []
    : ORDER.filter((risk) => telling.some((one) => COMPILED.some(({ labels }) => labels[risk]?.test(one))))
}

/** "Pay 45.00 € now" is "Pay now", "Close my account" is "Close account", and what says "Agree and send" also sends. */
function readingsOf(text: string): readonly string[] {
  const parts = text.split(AND)
  const all = parts.length > 1 ? [text, ...parts] : [text]
  return all.flatMap((one) => {
    const bare = one.replace(MONEY, ' ').replace(WHOSE, ' ').replace(POLITE, '').replace(/ +/g, ' ').trim()
    const [first = '', ...rest] = bare.split(' ')
    return [one, bare, ...(rest.length > 0 && isAgreeing(first) ? [rest.join(' ')] : [])]
  })
}

/** Does it only agree to what the dialog around it says? */
export const isAgreeing = (label: string): boolean => {
  const text = plain(label)
  return COMPILED.some(({ agreeing }) => agreeing.test(text))
}

/** What a dialog asks to agree to. */
export function askedRisks(dialog: string): readonly WordRisk[] {
  const text = ` ${plain(dialog)} `
  return ORDER.filter((risk) => COMPILED.some(({ asked }) => asked[risk]?.test(text)))
}

export const isBin = (label: string): boolean => {
  const text = plain(label)
  return COMPILED.some(({ bins }) => bins.test(text))
}

const ORDER: readonly WordRisk[] = ['pays', 'ends-session', 'deletes', 'sends', 'installs', 'changes-settings']

const SHORTCUT = /[([][^)\]]*(?:ctrl|alt|shift|cmd|⌘|⌥|⇧|strg|enter|return|del|entf)[^)\]]*[)\]]/giu
const KEY_AT_END =
  /(?: (?:ctrl|alt|shift|strg|maj|umschalt|cmd|del|entf|suppr|enter|return|f\d{1,2})(?: \p{L}\p{M}*| \d| enter| del| return| delete)?)+$/u
/** what a reader makes of an icon before the words */
const ICON_AT_START = /^(?:[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\d$€£¥] )+(?=\S\S)/u

/** Small letters and blanks: no punctuation, no marks that cannot be seen, no shortcut behind the words. */
export function plain(label: string): string {
  const words = label
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, (char) => (/\s/.test(char) ? ' ' : ''))
    .replace(SHORTCUT, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}$€£¥]+/gu, ' ')
    .trim()
  return words.replace(KEY_AT_END, '').replace(ICON_AT_START, '')
}

interface Compiled {
  readonly labels: Readonly<Partial<Record<WordRisk, RegExp>>>
  readonly asked: Readonly<Partial<Record<WordRisk, RegExp>>>
  readonly harmless: RegExp
  readonly agreeing: RegExp
  readonly bins: RegExp
}

const MONEY = /(?:^| )(?:(?:[$€£¥]|eur|usd|gbp|chf) ?\d[\d ]*|\d[\d ]* ?(?:[$€£¥]|eur|usd|gbp|chf|руб|元|円))(?= |$)/gu
const WHOSE =
  /(?<=^| )(?:my|your|this|these|the|mein|meine|meinen|dein|deine|ihr|ihre|das|die|den|mon|ma|mes|votre|vos|le|la|les|mi|mis|tu|su|el|los|las|mio|mia|il|lo|gli|meu|minha|seu|sua|o|a|mijn|je|uw|de|het|мой|мою|мои|ваш)(?= |$)/gu
const POLITE = /(?:する|します)$/u
const AND = / (?:and|und|et|y|e|ed|en|и) |(?<=\p{Script=Han})[和并且](?=\p{Script=Han})/u
const AMOUNT = String.raw`[$€£¥]? ?\d[\d ]*(?: ?(?:[$€£¥]|eur|usd|gbp|chf|jpy|руб|元|円))?`

/** A letter with a mark, or what a reader without that language makes of it; in a short word no more than the bare letter. */
const lettersOf = (word: string): string => [...word].map((char) => letterOf(char, word.length)).join('')

function letterOf(char: string, length: number): string {
  const bare = char.normalize('NFD')
  if (char !== 'ß' && !(/\p{M}/u.test(bare) && /\p{Script=Latin}/u.test(char))) return char
  return length < SHORT ? `[${char}${bare.charAt(0)}]` : '.{1,2}'
}
const SHORT = 5

function sourceOf(pattern: string, hasBlanks: boolean): string {
  if (!hasBlanks) return pattern.replace(/^\*/, '.{0,6}').replace(/\*$/, '.{0,6}')
  const words = pattern.split(/\s+/)
  return words
    .map((word, at) => {
      if (word === '*') return at === 0 ? String.raw`(?:\S+ ){0,3}` : String.raw`(?: \S+){0,4}`
      const text = word === '#' ? AMOUNT : lettersOf(word)
      return at === 0 || words[at - 1] === '*' ? text : ` ${text}`
    })
    .join('')
}

const whole = (patterns: readonly string[], hasBlanks: boolean): RegExp =>
  new RegExp(`^(?:${patterns.map((one) => sourceOf(one, hasBlanks)).join('|') || '(?!)'})$`, 'u')

const within = (patterns: readonly string[], hasBlanks: boolean): RegExp =>
  new RegExp(hasBlanks ? ` (?:${patterns.map((one) => sourceOf(one, true)).join('|')}) ` : `(?:${patterns.join('|')})`, 'u')

type Words = Readonly<Partial<Record<WordRisk, readonly string[]>>>
type Make = (patterns: readonly string[], hasBlanks: boolean) => RegExp

const compileEach = (words: Words, make: Make, hasBlanks: boolean): Compiled['labels'] =>
  Object.fromEntries(Object.entries(words).map(([risk, patterns]) => [risk, make(patterns, hasBlanks)]))

const COMPILED: readonly Compiled[] = TABLES.map(({ labels, asked, harmless, agreeing, bins, hasBlanks }) => ({
  labels: compileEach(labels, whole, hasBlanks),
  asked: compileEach(asked, within, hasBlanks),
  harmless: whole(harmless, hasBlanks),
  agreeing: whole(agreeing, hasBlanks),
  bins: whole(bins, hasBlanks),
}))
