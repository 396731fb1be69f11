/**
 * Where a text stands on the screen. Forgives what reading a screen gets wrong (l for 1, a missing blank, a wrong letter
 * in a long word) and tells how exact each match is.
 */
import { distance } from 'fastest-levenshtein'
import type { Rect, TextLine, TextWord } from '../../../native-bridge/types.js'

export interface Match extends Rect {
  /** as it was read */
  readonly text: string
  readonly line: TextLine
  /** 0 the same, 1 but for capitals, 2 but for signs that look alike, 3 about the same */
  readonly exactness: 0 | 1 | 2 | 3
  /** of its least sure word, 0..100 */
  readonly confidence: number
  /** the text stands alone, as on a button or in a menu */
  readonly isAlone: boolean
}

interface Letter {
  readonly character: string
  readonly word: number
  /** where in the word, 0..1 */
  readonly from: number
  readonly to: number
}

/** One sign for all that are drawn alike. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’´`]/g, "'")
    .replace(/[–—−]/g, '-')
    .replace(/\s+/g, '')

/** Signs that reading mixes up; one letter each, so that lengths stay. */
const blur = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[|!1il]/g, 'l')
    .replace(/[0o]/g, 'o')
    .replace(/[,]/g, '.')
    .replace(/[¥]/g, 'x')

const isWordCharacter = (character: string | undefined) => character !== undefined && /[\p{L}\d]/u.test(character)

/** "Name:" and "Save as…" are also found as "Name" and "Save as". */
export const wantedForm = (text: string): string => {
  const whole = fold(text)
  const bare = whole.replace(/[:.,*…]+$/, '')
  return isWordCharacter(bare.at(-1)) || bare.endsWith(')') ? bare : whole
}

/** Bullets, checkmarks and other drawings that were read as letters. */
const isDrawing = (word: TextWord) => !/[\p{L}\d]/u.test(word.text) || (fold(word.text).length <= 2 && word.confidence < 80)

const lettersOf = (words: readonly TextWord[]): readonly Letter[] =>
  words.flatMap((word, index) => {
    const characters = [...fold(word.text)]
    return characters.map((character, i) => ({
      character,
      word: index,
      from: i / characters.length,
      to: (i + 1) / characters.length,
    }))
  })

/** Bounds of letters [start, end), by the words' boxes. */
const boundsOf = (words: readonly TextWord[], letters: readonly Letter[], start: number, end: number): Rect => {
  const first = letters[start]!
  const last = letters[end - 1]!
  const part = words.slice(first.word, last.word + 1)
  const left = words[first.word]!.x + words[first.word]!.width * first.from
  const right = words[last.word]!.x + words[last.word]!.width * last.to
  const top = Math.min(...part.map((word) => word.y))
  const bottom = Math.max(...part.map((word) => word.y + word.height))
  return { x: Math.round(left), y: top, width: Math.max(1, Math.round(right - left)), height: bottom - top }
}

const rowGap = (line: TextLine, next: TextLine): number | null => {
  const overlap = Math.min(line.y + line.height, next.y + next.height) - Math.max(line.y, next.y)
  const gap = next.x - (line.x + line.width)
  return overlap >= Math.min(line.height, next.height) * 0.5 && gap >= 0 ? gap : null
}

/** A phrase can be broken where its words stand far apart: what follows in the same row belongs to what is searched. */
const JOIN_GAP = 2.5
const followOn = (line: TextLine, lines: readonly TextLine[]): readonly TextWord[] => {
  let nearest: { line: TextLine; gap: number } | null = null
  for (const other of lines) {
    const gap = other === line ? null : rowGap(line, other)
    if (gap !== null && gap <= line.height * JOIN_GAP && (!nearest || gap < nearest.gap)) nearest = { line: other, gap }
  }
  return nearest?.line.words ?? []
}

const exactnessOf = (found: string, wanted: string): Match['exactness'] => {
  if (found === wanted) return 0
  return found.toLowerCase() === wanted.toLowerCase() ? 1 : 2
}

const matchesIn = (line: TextLine, lines: readonly TextLine[], wanted: string): readonly Match[] => {
  const words = [...line.words, ...followOn(line, lines)]
  const letters = lettersOf(words)
  const text = letters.map((letter) => letter.character).join('')
  // length in letters must agree with positions in the string
  if (text.length !== letters.length) return []
  const blurred = blur(text)
  const query = blur(wanted)
  const own = lettersOf(line.words).length
  const found: Match[] = []
  for (let at = blurred.indexOf(query); at >= 0 && at < own; at = blurred.indexOf(query, at + 1)) {
    const end = at + query.length
    if (!standsFree(letters, at, end, wanted)) continue
    const exactness = exactnessOf(text.slice(at, end), wanted)
    found.push({
      ...boundsOf(words, letters, at, end),
      ...wordsOf(words, letters, at, end),
      line,
      exactness,
      isAlone: isAlone(line, letters, at, end),
    })
  }
  return found
}

const wordsOf = (words: readonly TextWord[], letters: readonly Letter[], start: number, end: number) => {
  const part = words.slice(letters[start]!.word, letters[end - 1]!.word + 1)
  return { text: part.map((word) => word.text).join(' '), confidence: Math.min(...part.map((word) => word.confidence)) }
}

/** Not in the middle of a word: "art" is not found in "Start". */
const standsFree = (letters: readonly Letter[], start: number, end: number, wanted: string): boolean => {
  const before = neighbour(letters, start, start - 1)
  const after = neighbour(letters, end - 1, end)
  // a sign alone ("-", "+") must be a word of its own, not a part of "+/-"
  if (!/[\p{L}\d]/u.test(wanted)) return before === undefined && after === undefined
  const isCutLeft = isWordCharacter(before) && isWordCharacter(wanted[0])
  const isCutRight = isWordCharacter(after) && isWordCharacter(wanted.at(-1))
  return !isCutLeft && !isCutRight
}

/** The character at `at` when it belongs to the same word as the one at `of`. */
const neighbour = (letters: readonly Letter[], of: number, at: number): string | undefined =>
  letters[at]?.word === letters[of]?.word ? letters[at]?.character : undefined

const isAlone = (line: TextLine, letters: readonly Letter[], start: number, end: number): boolean => {
  const first = letters[start]!.word
  const last = letters[end - 1]!.word
  if (last >= line.words.length) return false
  const rest = line.words.filter((word, i) => (i < first || i > last) && !isDrawing(word))
  return (
    rest.length === 0 && neighbour(letters, start, start - 1) === undefined && !isWordCharacter(neighbour(letters, end - 1, end))
  )
}

const digitsOf = (text: string) => text.replace(/\D/g, '')
/** Shorter words have too many neighbours that are other words. */
const MIN_SIMILAR_LENGTH = 5
const allowedErrors = (wanted: string) => (wanted.length < MIN_SIMILAR_LENGTH ? 0 : Math.max(1, Math.floor(wanted.length / 7)))

const similarIn = (line: TextLine, wanted: string): readonly Match[] => {
  const query = blur(wanted)
  const found: { match: Match; errors: number }[] = []
  for (let first = 0; first < line.words.length; first++) {
    for (let last = first; last < line.words.length; last++) {
      const words = line.words.slice(first, last + 1)
      const text = fold(words.map((word) => word.text).join(''))
      if (text.length > wanted.length + 2) break
      const errors = distance(blur(text), query)
      if (errors > allowedErrors(wanted) || digitsOf(text) !== digitsOf(wanted)) continue
      const letters = lettersOf(words)
      const rest = line.words.filter((word, i) => (i < first || i > last) && !isDrawing(word))
      const bounds = boundsOf(words, letters, 0, letters.length)
      const shown = wordsOf(words, letters, 0, letters.length)
      found.push({ errors, match: { ...bounds, ...shown, line, exactness: 3, isAlone: rest.length === 0 } })
    }
  }
  return found.sort((a, b) => a.errors - b.errors).slice(0, 1).map(({ match }) => match) // prettier-ignore
}

const byReading = (a: Rect, b: Rect): number => {
  const isSameRow = Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < Math.max(a.height, b.height) * 0.6
  return isSameRow ? a.x - b.x : a.y - b.y
}

/** All places where the text stands, in reading order; about the same only where nothing better is. */
export const findText = (lines: readonly TextLine[], text: string): readonly Match[] => {
  const wanted = wantedForm(text)
  if (wanted === '') return []
  const close = lines.flatMap((line) => matchesIn(line, lines, wanted))
  const exact = close.filter((match) => match.exactness < 2)
  const found = exact.length > 0 ? exact : close.length > 0 ? close : lines.flatMap((line) => similarIn(line, wanted))
  return [...found].sort(byReading)
}

const MAX_NEAREST = 3
/** What was seen instead: the texts that need the fewest changes, as a share of their length. */
export const nearestTexts = (lines: readonly TextLine[], text: string): readonly string[] => {
  const wanted = wantedForm(text).toLowerCase()
  const seen = new Map<string, number>()
  for (const line of lines) {
    for (const shown of [line.text, ...line.words.map((word) => word.text)]) {
      const form = fold(shown).toLowerCase()
      if (form.length < 2 || !/[\p{L}\d]/u.test(form) || line.confidence < 40) continue
      seen.set(shown, distance(form, wanted) / Math.max(form.length, wanted.length))
    }
  }
  return [...seen]
    .filter(([, share]) => share < 0.75)
    .sort((a, b) => a[1] - b[1])
    .slice(0, MAX_NEAREST)
    .map(([shown]) => shown)
}
