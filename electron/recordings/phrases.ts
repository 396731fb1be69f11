/** Parts a line that was read at its wide gaps: neighbouring buttons and the days of a week are no one text. PURE. */
import type { TextLine, TextWord } from '../../native-bridge/types.js'

/** of the letters' height; words of one phrase are closer */
const GAP = 0.75

export function phrasesOf(line: TextLine): readonly TextLine[] {
  const groups: TextWord[][] = []
  for (const word of line.words.toSorted((one, other) => one.x - other.x)) {
    const last = groups.at(-1)?.at(-1)
    const isNear = last !== undefined && word.x - last.x - last.width <= GAP * Math.max(line.height, 10)
    if (isNear) groups.at(-1)?.push(word)
    else groups.push([word])
  }
  return groups.length <= 1 ? [line] : groups.map(phraseOf)
}

function phraseOf(words: readonly TextWord[]): TextLine {
  const x = Math.min(...words.map((word) => word.x))
  const y = Math.min(...words.map((word) => word.y))
  return {
    x,
    y,
    width: Math.max(...words.map((word) => word.x + word.width)) - x,
    height: Math.max(...words.map((word) => word.y + word.height)) - y,
    text: words.map(({ text }) => text).join(' '),
    confidence: words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length,
    words,
  }
}
