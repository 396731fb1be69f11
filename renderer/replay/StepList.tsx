/** The steps and what happened between them. Only what is in sight is drawn; thumbnails come when the list is at rest. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { FrameMark } from '../shared/components/FrameMark.js'
import type { ActionMark } from '../shared/describe-action.js'
import { Highlighted } from './Highlighted.js'
import { RowIcon } from './row-icons.js'

interface StepListProps {
  readonly session: string
  readonly rows: readonly ReplayRow[]
  /** which of them are listed */
  readonly listed: readonly number[]
  readonly at: number
  /** words to mark */
  readonly words: string
  /** pictures of the steps are drawn */
  readonly isAtRest: boolean
  readonly onGo: (row: number) => void
}

const STEP_REM = 2.5
const NOTE_REM = 1.75
const THUMB_ACROSS_PX = 224
const DEFAULT_REM_PX = 16
const remPx = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || DEFAULT_REM_PX

/** The spot of a row's picture that its thumbnail shows. */
function spotOf(row: ReplayRow): ActionMark | null {
  const [mark] = row.marks
  if (!mark) return null
  if (mark.kind === 'path') return mark.points[0] ? { x: mark.points[0][0], y: mark.points[0][1], shape: 'ring' } : null
  if (mark.kind === 'box') return { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2, shape: 'ring' }
  return { x: mark.x, y: mark.y, shape: mark.kind === 'scroll' ? 'roll' : mark.kind }
}

/** A frame's size is not in its row: the marks of a click tell nothing, so the whole picture is asked for its own. */
const UNKNOWN_SIZE = { width: 1440, height: 900 }

const Row = memo(function Row({
  row,
  session,
  words,
  hasThumb,
}: {
  row: ReplayRow
  session: string
  words: string
  hasThumb: boolean
}) {
  if (row.number === null)
    return (
      <>
        <RowIcon row={row} />
        <span className="clip">
          <Highlighted text={row.title} words={words} />
          {row.result && <small> · {row.result}</small>}
        </span>
      </>
    )
  const picture = hasThumb && row.before !== null ? { frame: row.before, ...UNKNOWN_SIZE } : null
  return (
    <>
      <span className="n">{row.number}</span>
      <FrameMark session={session} picture={picture} mark={spotOf(row)} acrossPx={THUMB_ACROSS_PX} />
      <span className="grow">
        <span className="clip title">
          <Highlighted text={row.title} words={words} />
        </span>
        {row.result && <small className={row.tone}>{row.result}</small>}
      </span>
      <RowIcon row={row} />
    </>
  )
})

export const StepList = memo(function StepList({ session, rows, listed, at, words, isAtRest, onGo }: StepListProps) {
  const box = useRef<HTMLDivElement>(null)
  const rem = remPx()
  const list = useVirtualizer({
    count: listed.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => rem * (rows[listed[index] ?? 0]?.number === null ? NOTE_REM : STEP_REM),
    overscan: 4,
  })
  const shownAt = listed.indexOf(at)
  useEffect(() => {
    if (shownAt >= 0) list.scrollToIndex(shownAt, { align: 'auto' })
  }, [shownAt, list])
  return (
    <div className="steps" ref={box} tabIndex={-1}>
      <ol style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const index = listed[item.index] ?? 0
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={index}
              className={row.number === null ? `ev ${row.tone}` : 'step'}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              aria-setsize={listed.length}
              aria-posinset={item.index + 1}
            >
              <button
                type="button"
                aria-current={index === at ? 'step' : undefined}
                title={row.title}
                onClick={() => onGo(index)}
              >
                <Row row={row} session={session} words={words} hasThumb={isAtRest} />
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )
})
