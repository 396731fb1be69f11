/** What was done, drawn on the picture in its own pixels: three strokes each, so that a mark reads on any picture. */
import type { Mark, ReplayRow } from '../../electron/protocol/replay.js'

const CASES = [
  { stroke: '#06282a', more: 5, strokeOpacity: 0.45 },
  { stroke: '#ffffff', more: 3, strokeOpacity: 1 },
  { stroke: '#00747b', more: 0, strokeOpacity: 1 },
]

type PathProps = { readonly d: string; readonly width: number; readonly unit: number }
const Cased = ({ d, width, unit }: PathProps) =>
  CASES.map(({ stroke, more, strokeOpacity }) => (
    <path key={stroke} d={d} stroke={stroke} strokeWidth={(width + more) * unit} strokeOpacity={strokeOpacity} />
  ))

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

function Ring({ x, y, unit }: { readonly x: number; readonly y: number; readonly unit: number }) {
  return (
    <>
      <Cased d={circle(x, y, 12 * unit)} width={3} unit={unit} />
      <circle cx={x} cy={y} r={4 * unit} fill="#00747b" stroke="#ffffff" strokeWidth={unit} />
    </>
  )
}

function scrollPath({ x, y, dx, dy }: Extract<Mark, { kind: 'scroll' }>, unit: number): string {
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const [far, wing] = [22 * unit, 9 * unit]
  const [ex, ey] = [x + ux * far, y + uy * far]
  const head = `M${ex - (ux - uy) * wing} ${ey - (uy + ux) * wing}L${ex} ${ey}L${ex - (ux + uy) * wing} ${ey - (uy - ux) * wing}`
  return `M${x - ux * far} ${y - uy * far}L${ex} ${ey}${head}`
}

function caretPath(x: number, y: number, unit: number): string {
  const [side, top, long] = [5 * unit, y - 14 * unit, 18 * unit]
  const half = (way: number) =>
    `M${x - way * side} ${top}q${way * side} 0 ${way * side} ${side}v${long}q0 ${side} ${-way * side} ${side}`
  return half(1) + half(-1)
}

function DrawnMark({ mark, unit }: { readonly mark: Mark; readonly unit: number }) {
  switch (mark.kind) {
    case 'ring':
      return <Ring x={mark.x} y={mark.y} unit={unit} />
    case 'caret':
      return <Cased d={caretPath(mark.x, mark.y, unit)} width={2.5} unit={unit} />
    case 'scroll':
      return <Cased d={scrollPath(mark, unit)} width={3} unit={unit} />
    case 'path': {
      const [sx, sy] = mark.points[0] ?? [0, 0]
      const [ex, ey] = mark.points.at(-1) ?? [0, 0]
      return (
        <>
          <Cased d={`M${mark.points.map(([x, y]) => `${x} ${y}`).join('L')}`} width={3} unit={unit} />
          <circle cx={sx} cy={sy} r={7 * unit} fill="#ffffff" stroke="#00747b" strokeWidth={3 * unit} />
          <Ring x={ex} y={ey} unit={unit} />
        </>
      )
    }
    case 'box':
      return <Cased d={`M${mark.x} ${mark.y}h${mark.width}v${mark.height}h${-mark.width}z`} width={2} unit={unit} />
  }
}

/** Shorter ways than this would hide behind the mark. */
const SHORT_PX = 40

/** A pointer moved by a hand is never quite straight. */
function wayPath(row: ReplayRow, unit: number): string | null {
  const [mark] = row.marks
  if (!mark || !row.from || mark.kind === 'caret' || mark.kind === 'box') return null
  const [x, y] = row.from
  const [ex, ey] = mark.kind === 'path' ? (mark.points[0] ?? row.from) : [mark.x, mark.y]
  const [dx, dy] = [ex - x, ey - y]
  const length = Math.hypot(dx, dy)
  if (length < SHORT_PX * unit) return null
  const end = 1 - (14 * unit) / length
  return `M${x} ${y}Q${x + dx / 2 - dy * 0.18} ${y + dy / 2 + dx * 0.18} ${x + dx * end} ${y + dy * end}`
}

interface MarksProps {
  readonly row: ReplayRow
  readonly width: number
  readonly height: number
  /** picture pixels a CSS pixel */
  readonly unit: number
  readonly hasWay: boolean
}

export function Marks({ row, width, height, unit, hasWay }: MarksProps) {
  const way = hasWay ? wayPath(row, unit) : null
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="marks">
      {way && <Cased d={way} width={1.5} unit={unit} />}
      {row.marks.map((mark, at) => (
        <DrawnMark key={at} mark={mark} unit={unit} />
      ))}
    </svg>
  )
}
