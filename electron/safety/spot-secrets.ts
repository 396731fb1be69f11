/**
 * Finds secrets in text that was read from the screen. Reading errs, and a screen cuts long values: a good part of a value is
 * enough to be one.
 */
import type { Rect, TextLine } from '../../native-bridge/types.js'
import { keyShapesOnScreen } from './key-shapes.js'

/** What part of a value must be there, but no more signs than this. */
const PART = 0.5
const MOST_SIGNS = 12
const FEWEST_SIGNS = 4
const MARGIN = 4

/** Where any of the values, or anything of a known shape, stands. */
export function spotSecrets(lines: readonly TextLine[], values: readonly string[]): readonly Rect[] {
  const parts = values.flatMap((value) => value.split(/[\r\n]+/)).filter((part) => plain(part).length > 0)
  const spotted = lines.flatMap((line) => spotInLine(line, parts))
  return [...spotted, ...spotKeyBlocks(lines)].map(grown)
}

function spotInLine(line: TextLine, values: readonly string[]): readonly Rect[] {
  const signs = signsOf(line)
  const byValue = values.flatMap((value) => {
    const stretch = stretchOf(signs.text, plain(value))
    return stretch ? [stretch] : []
  })
  const byName = byValue.flatMap(({ from, to }) => rectOf(line, signs.words[from], signs.words[to]))
  return [...byName, ...keysInLine(line)]
}

/** Within a word or, where reading has torn a key apart, from a word on. */
function keysInLine(line: TextLine): readonly Rect[] {
  const texts = line.words.map(({ text }) => text.replace(/\s/g, ''))
  let covered = 0
  return texts.flatMap((text, at) => {
    if (at < covered) return []
    if (keyShapesOnScreen(text).length > 0) return rectOf(line, at, at)
    const torn = keyShapesOnScreen(texts.slice(at).join('')).find(({ index }) => index === 0)
    if (!torn) return []
    covered = at + 1
    for (let left = torn.value.length - text.length; left > 0 && covered < texts.length; covered++) left -= texts[covered]!.length
    return rectOf(line, at, covered - 1)
  })
}

interface Signs {
  /** without blanks, signs that are easily mistaken made alike */
  readonly text: string
  /** of each sign: which word it is in */
  readonly words: readonly number[]
}

function signsOf({ words }: TextLine): Signs {
  const exact = words.map(({ text }) => text.replace(/\s/g, ''))
  return {
    text: exact.map((text) => Array.from(text, alike).join('')).join(''),
    words: exact.flatMap((text, index) => Array.from(text, () => index)),
  }
}

const ALIKE: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', l: 'i', '|': 'i', '!': 'i', '5': 's', '8': 'b', '2': 'z' }
/** one sign for one sign, so that places stay */
const alike = (sign: string): string => {
  const small = sign.normalize('NFD').charAt(0).toLowerCase() || sign
  return ALIKE[small] ?? small
}
const plain = (text: string): string => Array.from(text.replace(/\s/g, ''), alike).join('')

interface Stretch {
  readonly from: number
  readonly to: number
}

/** The stretch of the text that is most like the value; null when too little of it is there. */
function stretchOf(text: string, value: string): Stretch | null {
  const { length } = value
  if (length < FEWEST_SIGNS) return text === value ? { from: 0, to: text.length - 1 } : null
  const needed = Math.min(length, Math.max(FEWEST_SIGNS, Math.min(MOST_SIGNS, Math.ceil(length * PART))))
  const best = align(text, value)
  return best.score >= needed ? { from: best.from, to: best.to } : null
}

/** Smith and Waterman's local alignment: a sign that fits counts one, one that is wrong, missing or too many costs one. */
function align(text: string, value: string): Stretch & { readonly score: number } {
  let best = { score: 0, from: 0, to: 0 }
  let above = Array.from({ length: value.length + 1 }, () => ({ score: 0, from: 0 }))
  for (let at = 0; at < text.length; at++) {
    const row = [{ score: 0, from: at + 1 }]
    for (let of = 1; of <= value.length; of++) {
      const [before, over, left] = [above[of - 1]!, above[of]!, row[of - 1]!]
      const met = { score: before.score + (text[at] === value[of - 1] ? 1 : -1), from: before.score === 0 ? at : before.from }
      const cell = [met, { ...over, score: over.score - 1 }, { ...left, score: left.score - 1 }].reduce((a, b) =>
        b.score > a.score ? b : a,
      )
      row.push(cell.score > 0 ? cell : { score: 0, from: at + 1 })
      if (cell.score > best.score) best = { score: cell.score, from: cell.from, to: at }
    }
    above = row
  }
  return best
}

function rectOf({ words }: TextLine, first: number | undefined, last: number | undefined): readonly Rect[] {
  const met = first === undefined || last === undefined ? [] : words.slice(first, last + 1)
  return met.length === 0 ? [] : [met.reduce<Rect>(unite, met[0]!)]
}

/** A private key is a block of lines between two that say so; the last may be below the edge. */
function spotKeyBlocks(lines: readonly TextLine[]): readonly Rect[] {
  const sorted = [...lines].sort((a, b) => a.y - b.y)
  return sorted.flatMap((head, at) => {
    if (!/BEGIN.*PRIVATE ?KEY/i.test(head.text)) return []
    const below = sorted.slice(at + 1).filter((line) => line.x < head.x + head.width && head.x < line.x + line.width)
    const end = below.findIndex(({ text }) => /END.*PRIVATE ?KEY/i.test(text) || !/[\w+/=]{16,}/.test(text.replace(/\s/g, '')))
    return [head, ...(end === -1 ? below : below.slice(0, end))]
  })
}

function unite(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y }
}

const grown = ({ x, y, width, height }: Rect): Rect => ({
  x: x - MARGIN,
  y: y - MARGIN,
  width: width + 2 * MARGIN,
  height: height + 2 * MARGIN,
})
