/** The picture of a row with what was done drawn on it, or the one after it with the part that changed. */
import { memo, useEffect, useRef, useState, type CSSProperties } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { boxOf, type Part } from './changed-part.js'
import { Marks } from './Marks.js'
import { usePicture } from './use-picture.js'

export type Side = 'before' | 'after'

interface StageProps {
  readonly session: string
  readonly row: ReplayRow | undefined
  readonly side: Side
  readonly isFit: boolean
  readonly hasWay: boolean
  readonly changed: Part | null
}

/** Where the label of the first mark stands, as shares of the picture. */
function placeOf(row: ReplayRow, image: HTMLImageElement): CSSProperties | null {
  const [mark] = row.marks
  if (!mark) return null
  const [x, y] = mark.kind === 'path' ? (mark.points[0] ?? [0, 0]) : [mark.x, mark.y]
  const isRight = x > image.naturalWidth * 0.7
  const left = `${(x / image.naturalWidth) * 100}%`
  const top = `${(y / image.naturalHeight) * 100}%`
  return isRight ? { right: `calc(100% - ${left} + 18px)`, top } : { left: `calc(${left} + 18px)`, top }
}

/** Picture pixels a CSS pixel, so that marks keep their size whatever the picture's. */
function useUnit(image: HTMLImageElement) {
  const box = useRef<HTMLElement>(null)
  const [unit, setUnit] = useState(1)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setUnit(image.naturalWidth / (element.clientWidth || 1)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [image])
  return { box, unit }
}

const frameOf = (row: ReplayRow | undefined, side: Side): string | null =>
  row === undefined ? null : ((side === 'after' ? row.after : null) ?? row.before)

export const Stage = memo(function Stage({ session, row, side, ...look }: StageProps) {
  const frame = frameOf(row, side)
  const { shown, isMissing } = usePicture(session, frame)
  if (isMissing) return <p className="none">This picture is missing from the session.</p>
  if (!row || frame === null) return <p className="none">No picture belongs to this.</p>
  if (!shown) return <p className="none" aria-busy="true" />
  const isAfter = frame === row.after && frame !== row.before
  return <Picture row={row} image={shown.image} isOwn={shown.frame === frame} isAfter={isAfter} {...look} />
})

interface PictureProps extends Pick<StageProps, 'isFit' | 'hasWay' | 'changed'> {
  readonly row: ReplayRow
  readonly image: HTMLImageElement
  /** not the one before it, which stays while it loads */
  readonly isOwn: boolean
  readonly isAfter: boolean
}

function Picture({ row, image, isOwn, isAfter, isFit, hasWay, changed }: PictureProps) {
  const { box, unit } = useUnit(image)
  const size = { '--w': image.naturalWidth, '--h': image.naturalHeight } as CSSProperties
  return (
    <figure className={isFit ? 'stage' : 'stage whole'} style={size} ref={box}>
      <img src={image.src} crossOrigin="anonymous" alt={wordsFor(row, isAfter)} draggable={false} />
      {isOwn && !isAfter && <Done row={row} image={image} unit={unit} hasWay={hasWay} />}
      {isOwn && isAfter && changed && <i className="diff" style={boxOf(changed)} />}
    </figure>
  )
}

const wordsFor = (row: ReplayRow, isAfter: boolean): string =>
  `${isAfter ? 'After' : 'Before'}: ${row.title}${row.result ? `, ${row.result}` : ''}`

interface DoneProps {
  readonly row: ReplayRow
  readonly image: HTMLImageElement
  readonly unit: number
  readonly hasWay: boolean
}

/** What was done there, and its words beside the mark. */
function Done({ row, image, unit, hasWay }: DoneProps) {
  const place = placeOf(row, image)
  return (
    <>
      <Marks row={row} width={image.naturalWidth} height={image.naturalHeight} unit={unit} hasWay={hasWay} />
      {place && (
        <span className="call" style={place} aria-hidden="true">
          {row.title}
        </span>
      )}
    </>
  )
}
