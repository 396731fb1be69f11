/** The spot of a step's picture in the list, with its mark. Its size is fixed, so that drawing it measures nothing. */
import type { CSSProperties } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { frameUrl } from '../shared/api.js'
import { cropAround } from '../shared/picture-crop.js'

const BOX = { width: 48, height: 30 }
const ACROSS_PX = 224
/** A frame's size is not in its row; displays are near enough to this for a thumbnail. */
const PICTURE = { width: 1440, height: 900 }

interface Spot {
  readonly x: number
  readonly y: number
  readonly css: string
}

function spotOf(row: ReplayRow): Spot | null {
  const [mark] = row.marks
  if (!mark) return null
  if (mark.kind === 'path') return mark.points[0] ? { x: mark.points[0][0], y: mark.points[0][1], css: 'mark' } : null
  if (mark.kind === 'box') return { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2, css: 'mark' }
  const css = { ring: 'mark', caret: 'mark caret', scroll: 'mark roll' }[mark.kind]
  return { x: mark.x, y: mark.y, css }
}

export function Thumb({
  session,
  row,
  isShown,
}: {
  readonly session: string
  readonly row: ReplayRow
  readonly isShown: boolean
}) {
  if (!isShown || row.before === null) return <span className="thumb" aria-hidden="true" />
  const spot = spotOf(row)
  const { left, top, width, height, markX, markY } = cropAround(PICTURE, BOX, spot, spot ? ACROSS_PX : undefined)
  return (
    <span className="thumb" aria-hidden="true">
      <img alt="" draggable={false} decoding="async" src={frameUrl(session, row.before)} style={{ left, top, width, height }} />
      {spot && <i className={spot.css} style={{ '--mx': `${markX}px`, '--my': `${markY}px` } as CSSProperties} />}
    </span>
  )
}
