/** The timeline's blocks and markers on a canvas: drawn once for all rows, however many; the playhead moves over it. */
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { shareOf, type RowIndex } from './row-index.js'

export interface TimelineColours {
  readonly block: string
  readonly bad: string
  readonly warn: string
  readonly you: string
  readonly good: string
  readonly money: string
}

export const MARKERS_PX = 18
export const BLOCKS_PX = 16
const GAP_PX = 2
const MARKER_PX = 7

type Tint = 'block' | 'bad' | 'warn' | 'you' | 'good'
/** What hides what where several rows share a pixel. */
const WEIGHT: Readonly<Record<Tint, number>> = { block: 0, good: 1, you: 2, warn: 3, bad: 4 }
const TINTS: Readonly<Record<ReplayRow['tone'], Tint>> = {
  plain: 'block',
  good: 'good',
  you: 'you',
  asked: 'warn',
  warn: 'warn',
  bad: 'bad',
}

export interface Block {
  readonly from: number
  readonly to: number
  readonly tint: Tint
}

/** PURE. Blocks in CSS px; rows narrower than a pixel are joined into one block of the loudest of them. */
export function blocksOf(rows: readonly ReplayRow[], index: RowIndex, width: number): readonly Block[] {
  const blocks: Block[] = []
  rows.forEach((row, at) => {
    const [from, to] = [shareOf(index, at) * width, shareOf(index, at + 1) * width]
    const tint = TINTS[row.tone]
    const last = blocks.at(-1)
    if (last && to - last.from < GAP_PX + 1) {
      const louder = WEIGHT[tint] > WEIGHT[last.tint] ? tint : last.tint
      blocks[blocks.length - 1] = { from: last.from, to, tint: louder }
    } else blocks.push({ from, to, tint })
  })
  return blocks
}

export interface Marker {
  readonly x: number
  readonly shape: 'problem' | 'noeffect' | 'approval' | 'steer'
}

const shapeOf = (row: ReplayRow): Marker['shape'] | null => {
  if (row.kind === 'approval' || row.kind === 'question') return 'approval'
  if (row.kind === 'steer') return 'steer'
  if (row.tone === 'bad' && row.kind !== 'end') return 'problem'
  return row.icon === 'noeffect' ? 'noeffect' : null
}

/** PURE. At most one marker of a shape every few pixels: in a long session they would be one band. */
export function markersOf(rows: readonly ReplayRow[], index: RowIndex, width: number): readonly Marker[] {
  const last = new Map<Marker['shape'], number>()
  const markers: Marker[] = []
  rows.forEach((row, at) => {
    const shape = shapeOf(row)
    const x = shareOf(index, at) * width
    if (shape === null || x - (last.get(shape) ?? -Infinity) < MARKER_PX + 2) return
    last.set(shape, x)
    markers.push({ x: Math.max(MARKER_PX / 2, Math.min(width - MARKER_PX / 2, x)), shape })
  })
  return markers
}

const DRAWN: Readonly<Record<Marker['shape'], (brush: CanvasRenderingContext2D, x: number, colours: TimelineColours) => void>> = {
  problem: (brush, x, { bad }) => {
    brush.fillStyle = bad
    brush.beginPath()
    brush.moveTo(x, 3)
    brush.lineTo(x + 5, 12)
    brush.lineTo(x - 5, 12)
    brush.fill()
  },
  noeffect: (brush, x, { warn }) => {
    brush.strokeStyle = warn
    brush.lineWidth = 1.5
    brush.beginPath()
    for (const [dx, dy] of [
      [0, 3],
      [4.5, 7.5],
      [0, 12],
      [-4.5, 7.5],
    ] as const)
      brush.lineTo(x + dx, dy)
    brush.closePath()
    brush.stroke()
  },
  approval: (brush, x, { warn }) => {
    brush.fillStyle = warn
    brush.fillRect(x - 3.5, 4, 7, 7)
  },
  steer: (brush, x, { you }) => {
    brush.fillStyle = you
    brush.fillRect(x - 4.5, 3, 9, 6)
    brush.fillRect(x - 3, 9, 3, 3)
  },
}

export interface Drawing {
  readonly rows: readonly ReplayRow[]
  readonly index: RowIndex
  readonly width: number
  readonly ratio: number
  readonly colours: TimelineColours
}

export function drawTimeline(canvas: HTMLCanvasElement, { rows, index, width, ratio, colours }: Drawing): void {
  const height = MARKERS_PX + BLOCKS_PX
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const brush = canvas.getContext('2d')
  if (!brush) return
  brush.scale(ratio, ratio)
  for (const { from, to, tint } of blocksOf(rows, index, width)) {
    brush.fillStyle = colours[tint]
    brush.beginPath()
    brush.roundRect(from, MARKERS_PX, Math.max(1, to - from - GAP_PX), BLOCKS_PX, 2)
    brush.fill()
  }
  for (const { x, shape } of markersOf(rows, index, width)) DRAWN[shape](brush, x, colours)
}

const POINTS = 300

/** PURE. The money spent so far as an SVG path in a box of 1 by 1, null when nothing was spent or nobody knows. */
export function moneyPath(rows: readonly ReplayRow[], index: RowIndex): string | null {
  const most = rows.at(-1)?.spentUsd ?? 0
  if (most <= 0) return null
  const every = Math.max(1, Math.floor(rows.length / POINTS))
  const points = rows.flatMap((row, at) =>
    at % every === 0 || at === rows.length - 1
      ? [`${shareOf(index, at).toFixed(4)} ${(1 - (row.spentUsd ?? 0) / most).toFixed(4)}`]
      : [],
  )
  return `M0 1L${points.join('L')}L1 0`
}
