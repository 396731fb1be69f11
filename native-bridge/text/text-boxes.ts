/** Joins marks into boxes that hold one run of text each: a menu name, a button's label, a line of a paragraph. */
import type { Rect } from '../types.js'
import type { Mark } from './ink.js'
import { findGaps, MIN_STACK_HEIGHT } from './line-gaps.js'

/** Taller marks are pictures, not text we could read as one line. */
const MAX_HEIGHT = 72
/** Words of one phrase are closer than this share of the text's height; labels of a menu bar are farther apart. */
const WORD_GAP = 0.85
const MIN_WORD_GAP = 8

/** Carets, bars of scroll bars, remains of frames: too tall or too thin for a letter. */
const isNoLetter = (mark: Rect) =>
  mark.height > MAX_HEIGHT || (mark.width <= 3 && mark.height > 16) || (mark.height <= 4 && mark.width > 20)

const isSpeck = (mark: Rect) => mark.width < 4 && mark.height < 4

const rowsOverlap = (a: Rect, b: Rect) => Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
const columnGap = (a: Rect, b: Rect) => Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width)

const belongTogether = (a: Rect, b: Rect): boolean => {
  const overlap = rowsOverlap(a, b)
  const gap = columnGap(a, b)
  const [small, tall] = a.height < b.height ? [a.height, b.height] : [b.height, a.height]
  // the dot of an i, the two bars of an equals sign
  if (gap < 0 && overlap > (tall <= 5 ? -5 : -3) && small <= 5 && tall <= 24) return true
  if (overlap < small * 0.5) return false
  // a heading beside small text is not its next word
  if (small > 5 && tall > small * 2.6) return false
  return gap <= Math.max(MIN_WORD_GAP, WORD_GAP * tall)
}

export const unite = (a: Rect, b: Rect): Rect => {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

const groupsOf = (marks: readonly Rect[]): readonly (readonly Rect[])[] => {
  const letters = [...marks].sort((a, b) => a.x - b.x)
  const parent = letters.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  for (let i = 0; i < letters.length; i++) {
    const reach = letters[i]!.x + letters[i]!.width + MAX_HEIGHT * WORD_GAP
    for (let j = i + 1; j < letters.length && letters[j]!.x <= reach; j++) {
      if (belongTogether(letters[i]!, letters[j]!)) parent[root(j)] = root(i)
    }
  }
  const groups = new Map<number, Rect[]>()
  letters.forEach((letter, i) => groups.set(root(i), [...(groups.get(root(i)) ?? []), letter]))
  return [...groups.values()]
}

/** Marks count with the whole of their bounds, so that a g fills the gap below its word: a terminal's lines stand 13 px apart. */
const BOUNDS_GAP_SHARE = 0.45

/** Where lines that touched one another were joined after all: the rows few marks reach over. */
const splitLines = (group: readonly Rect[]): readonly (readonly Rect[])[] => {
  const bounds = group.reduce(unite)
  if (bounds.height < MIN_STACK_HEIGHT || group.length < 4) return [group]
  const ink = new Array<number>(bounds.height).fill(0)
  for (const mark of group) for (let row = 0; row < mark.height; row++) ink[mark.y - bounds.y + row]! += mark.width
  const cuts = findGaps(ink, BOUNDS_GAP_SHARE).map((row) => bounds.y + row)
  if (cuts.length === 0) return [group]
  const edges = [bounds.y, ...cuts, bounds.y + bounds.height]
  return edges.slice(1).map((bottom, i) => group.flatMap((mark) => cutRows(mark, edges[i]!, bottom)))
}

/** The part of a mark between two rows; a sliver of a neighbour line's mark is nothing. */
const cutRows = (mark: Rect, top: number, bottom: number): readonly Rect[] => {
  const y = Math.max(mark.y, top)
  const height = Math.min(mark.y + mark.height, bottom) - y
  return height <= 0 || (height <= 3 && height < mark.height) ? [] : [{ x: mark.x, y, width: mark.width, height }]
}

/** A word that ends in a low sign (a colon, a comma) is nearer to the next than its last letter tells. */
const isSamePhrase = (a: Rect, b: Rect): boolean => {
  const isLine = Math.min(a.height, b.height) >= MIN_LINE_HEIGHT && rowsOverlap(a, b) >= Math.min(a.height, b.height) * 0.7
  const gap = columnGap(a, b)
  return isLine && gap > 0 && gap <= WORD_GAP * Math.max(a.height, b.height)
}
const MIN_LINE_HEIGHT = 7

const joinPhrase = (boxes: readonly Rect[], box: Rect): readonly Rect[] => {
  const mate = boxes.find((other) => isSamePhrase(other, box))
  return mate ? joinPhrase(boxes.filter((other) => other !== mate), unite(mate, box)) : [...boxes, box] // prettier-ignore
}

/** Text boxes in reading order. */
export const findTextBoxes = (marks: readonly Mark[]): readonly Rect[] =>
  groupsOf(marks.filter((mark) => !isNoLetter(mark)))
    .flatMap((group) => splitLines(group))
    .flatMap((line) => groupsOf(line))
    .map((letters) => letters.reduce(unite))
    .reduce<readonly Rect[]>(joinPhrase, [])
    .filter((box) => !isSpeck(box) && box.height <= MAX_HEIGHT)
    .map(({ x, y, width, height }) => ({ x, y, width, height }))
    .sort((a, b) => a.y - b.y || a.x - b.x)
