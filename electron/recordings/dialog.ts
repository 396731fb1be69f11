/** A dialog that says something else is another dialog, though its buttons are the same: told by its sentences. */
import { distance } from 'fastest-levenshtein'
import type { TextLine } from '../../native-bridge/types.js'
import type { ShownWindow } from '../protocol/event.js'
import type { Scene } from './scene.js'
import type { Target } from './target.js'
import { folded } from './texts.js'

/** of the picture; what is larger is a document or a page, whose sentences may be others */
const SMALL = 0.25
const SENTENCE_WORDS = 3
const SENTENCE_LETTERS = 12
const WELL_READ = 60

/**
 * Null: it says what it said; else how it differs. A sentence that is only missing may be one that was not read, so another must
 * stand there instead.
 */
export async function whyAnotherDialog(
  { before, now, reword }: Pick<Target, 'before' | 'now' | 'reword'>,
  was: ShownWindow | null,
  is: ShownWindow | null,
  signal: AbortSignal,
): Promise<string | null> {
  if (!was || !is || !isSmall(was, before)) return null
  const [said, says] = [await before.read(was, signal), await now.read(is, signal)]
  const [then, seen] = [said.map(({ text }) => reword(text)), says.map(({ text }) => text)]
  const lost = sentences(said)
    .map(reword)
    .find((text) => !isSaid(text, seen))
  const other = sentences(says).find((text) => !isSaid(text, then))
  return lost !== undefined && other !== undefined ? `“${lost}” was said there, and now it is “${other}”` : null
}

const isSmall = ({ width, height }: ShownWindow, { gray }: Scene): boolean => width * height <= SMALL * gray.width * gray.height

const sentences = (lines: readonly TextLine[]): readonly string[] =>
  lines.flatMap(({ text, confidence }) => (confidence >= WELL_READ && isSentence(text) ? [text] : []))

const isSentence = (text: string): boolean =>
  folded(text).length >= SENTENCE_LETTERS && text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length >= SENTENCE_WORDS

/** of its letters may be read wrong; spaces do not count */
const MISREAD = 0.12
const MOST_LINES = 3

/** In one line, or broken into some. */
function isSaid(text: string, lines: readonly string[]): boolean {
  const wanted = folded(text)
  const isIt = (said: string) => distance(wanted, said) <= Math.max(2, MISREAD * wanted.length)
  return lines.some((_, from) =>
    Array.from({ length: MOST_LINES }, (__, more) => folded(lines.slice(from, from + more + 1).join(''))).some(isIt),
  )
}
