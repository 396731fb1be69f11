/** Which words stand on the thing at a point: the piece of a line the point lies on, or the nearest one close by. */
import type { Point, Rect, TextLine, TextWord } from '../../native-bridge/types.js'

/** Words further apart than this many letter heights are two labels: columns, or buttons side by side. */
const GAP = 1.2
/** A button reaches this far beyond its words: letter heights sideways, up and down. */
const REACH_X = 4
const REACH_Y = 1.4
const CLOSE = 4

interface Piece extends Rect {
  readonly text: string
}

export function labelAt(lines: readonly TextLine[], point: Point): string | null {
  let best: { readonly text: string; readonly far: number } | null = null
  for (const piece of lines.flatMap(piecesOf)) {
    const height = Math.max(8, piece.height)
    const dx = Math.max(piece.x - point.x, point.x - piece.x - piece.width, 0)
    const dy = Math.max(piece.y - point.y, point.y - piece.y - piece.height, 0)
    if (dx > height * REACH_X + CLOSE || dy > height * REACH_Y + CLOSE) continue
    const far = dx + 2 * dy
    if (best === null || far < best.far) best = { text: piece.text, far }
  }
  return best?.text ?? null
}

/** All pieces, in reading order. */
export const piecesIn = (lines: readonly TextLine[]): readonly string[] => lines.flatMap(piecesOf).map(({ text }) => text)

function piecesOf(line: TextLine): readonly Piece[] {
  const pieces: TextWord[][] = []
  for (const word of line.words.length > 0 ? line.words : [line]) {
    const piece = pieces.at(-1)
    const last = piece?.at(-1)
    const isNear = last !== undefined && word.x - last.x - last.width <= Math.max(last.height, word.height, 8) * GAP
    if (piece && isNear) piece.push(word)
    else pieces.push([word])
  }
  return pieces.map(join)
}

function join(words: readonly TextWord[]): Piece {
  const x = Math.min(...words.map((word) => word.x))
  const y = Math.min(...words.map((word) => word.y))
  const right = Math.max(...words.map((word) => word.x + word.width))
  const bottom = Math.max(...words.map((word) => word.y + word.height))
  return { x, y, width: right - x, height: bottom - y, text: words.map((word) => word.text).join(' ') }
}
