/** The steps and what happened between them. Only what is in sight is drawn; thumbnails come when the list is at rest. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { Highlighted } from './Highlighted.js'
import { RowIcon } from './row-icons.js'
import { Thumb } from './Thumb.js'

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
/** Elements are used again for other rows, not made anew; this keeps their number from changing with every scrub. */
const SLOTS = 8
const DEFAULT_REM_PX = 16
const remPx = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || DEFAULT_REM_PX

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
  return (
    <>
      <span className="n">{row.number}</span>
      <Thumb session={session} row={row} isShown={hasThumb} />
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
  const inSight = list.getVirtualItems()
  const slots = Math.ceil(inSight.length / SLOTS) * SLOTS
  const shownAt = listed.indexOf(at)
  useEffect(() => {
    // by what is known of the rows: asking the page where they are would have it laid out once more for each scrub
    const [row, top, height] = [list.measurementsCache[shownAt], list.scrollOffset ?? 0, list.scrollRect?.height ?? 0]
    if (!row || !box.current || height === 0) return
    if (row.start < top) box.current.scrollTop = row.start
    else if (row.end > top + height) box.current.scrollTop = row.end - height
  }, [shownAt, list])
  return (
    <div className="steps" ref={box} tabIndex={-1}>
      <ol style={{ height: list.getTotalSize() }}>
        {inSight.map((item) => {
          const index = listed[item.index] ?? 0
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={item.index % slots}
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
