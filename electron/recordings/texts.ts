/** Texts on two screens compared as a person would: reading mistakes, capitals and marks at the end do not count. PURE. */
import { distance } from 'fastest-levenshtein'
import type { Point, Rect, TextLine } from '../../native-bridge/types.js'

/** Without spaces and marks; signs that reading mixes up are one letter each. */
export function folded(text: string): string {
  return text
    .replace(CARET, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[|!1il]/g, 'l')
    .replace(/[0o]/g, 'o')
    .replace(/[^\p{L}\p{N}+*/=%<>#&@$€-]/gu, '')
}

/** Read as a stroke before or behind a word. */
const CARET = /(?<=^|\s)\|(?=\S)|(?<=\S)\s*\|$/g

/** 0..1; 1 when a person would call them the same. */
export function alike(one: string, other: string): number {
  const [a, b] = [folded(one), folded(other)]
  if (a === b) return a === '' ? (one.trim() === other.trim() ? 1 : 0) : 1
  const longest = Math.max(a.length, b.length)
  // in a short label one other letter is another label
  return longest <= 3 ? 0 : 1 - distance(a, b) / longest
}

export const SAME_TEXT = 0.82

export const centre = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 })
export const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)

const WORTH_READING = 60
/** Read so surely that a text that is not found again is not there. */
export const SURE = 82

const MARGIN = { x: 14, y: 8 }

/** The text written on what is under the pointer, null when there is none. */
export function textAt(lines: readonly TextLine[], { x, y }: Point): TextLine | null {
  const under = lines.filter(
    (line) =>
      line.confidence >= WORTH_READING &&
      folded(line.text) !== '' &&
      x >= line.x - MARGIN.x &&
      x <= line.x + line.width + MARGIN.x &&
      y >= line.y - MARGIN.y &&
      y <= line.y + line.height + MARGIN.y,
  )
  return under.toSorted((one, other) => apart(centre(one), { x, y }) - apart(centre(other), { x, y }))[0] ?? null
}

/** Does this text stand somewhere? Reading may join what stands side by side, or part it, so most of its words are enough. */
export function stands(text: string, lines: readonly TextLine[]): boolean {
  const wanted = folded(text)
  if (wanted === '') return true
  if (lines.some((line) => alike(text, line.text) >= SAME_TEXT || (wanted.length >= 3 && folded(line.text).includes(wanted))))
    return true
  const words = text
    .split(/\s+/)
    .map(folded)
    .filter((word) => word.length >= 2)
  const seen = lines.flatMap((line) => [folded(line.text), ...line.text.split(/\s+/).map(folded)])
  const there = words.filter((word) => seen.some((one) => one.includes(word) || (word.length >= 6 && distance(one, word) <= 1)))
  return letters(words) > 0 && letters(there) >= MOST_LETTERS * letters(words)
}

const MOST_LETTERS = 0.85
const letters = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0)

/** Lines worth comparing: sure enough, more than a sign, no clock or counter. */
export function telling(lines: readonly TextLine[]): readonly TextLine[] {
  return lines.filter(
    ({ text, confidence }) => confidence >= WORTH_READING && folded(text).length >= 3 && !/^[\d\s:.,/%-]+$/.test(text),
  )
}

const BESIDE = 180
const BEHIND = 160
const ABOVE = 34

/** What names a field or a box that has no text of its own: left of it on the same row, else right of it, else above it. */
export function captionOf(lines: readonly TextLine[], { x, y }: Point): TextLine | null {
  const sure = telling(lines).filter(({ confidence }) => confidence >= SURE)
  const beside = sure
    .filter((line) => line.y - 4 <= y && y <= line.y + line.height + 4 && line.x + line.width <= x)
    .filter((line) => x - line.x - line.width <= BESIDE)
    .toSorted((one, other) => other.x + other.width - one.x - one.width)[0]
  if (beside) return beside
  const behind = sure
    .filter((line) => line.y - 4 <= y && y <= line.y + line.height + 4 && line.x >= x && line.x - x <= BEHIND)
    .toSorted((one, other) => one.x - other.x)[0]
  if (behind) return behind
  const above = sure.filter((line) => line.x - 60 <= x && x <= line.x + line.width + BESIDE && line.y + line.height <= y)
  return above.filter((line) => y - line.y - line.height <= ABOVE).toSorted((one, other) => other.y - one.y)[0] ?? null
}

/** What was typed, with a caret beside it or a letter read wrong. */
export function isAbout(text: string, typed: string): boolean {
  const [read, wanted] = [folded(text), folded(typed)]
  return read.includes(wanted) || wanted.includes(read) || distance(read, wanted) <= Math.max(2, wanted.length / 4)
}
