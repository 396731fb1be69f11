/** A spot of a recorded picture around a point, with its mark. Words for it stand beside it, so it is silent by itself. */
import { useLayoutEffect, useRef, useState, type CSSProperties } from 'react'
import { frameUrl } from '../api.js'
import type { ActionMark } from '../describe-action.js'
import { cropAround } from '../picture-crop.js'
import type { Picture } from '../view-types.js'

interface FrameMarkProps {
  readonly session: string
  readonly picture: Picture | null
  readonly mark: ActionMark | null
  /** how many picture pixels fit across; the whole picture when left out */
  readonly acrossPx?: number
  readonly className?: string
}

const SHAPES = { ring: 'mark', caret: 'mark caret', roll: 'mark roll' }

function useSize() {
  const box = useRef<HTMLSpanElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    if (!box.current) return
    const { clientWidth: width, clientHeight: height } = box.current
    setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
  }, [])
  return { box, size }
}

export function FrameMark({ session, picture, mark, acrossPx, className = 'thumb' }: FrameMarkProps) {
  const { box, size } = useSize()
  const [isMissing, setMissing] = useState(false)
  const crop = picture && cropAround(picture, size, mark, acrossPx)
  const place = crop && ({ '--mx': `${crop.markX}px`, '--my': `${crop.markY}px` } as CSSProperties)
  return (
    <span className={className} ref={box} aria-hidden="true">
      {picture && crop && size.width > 0 && !isMissing && (
        <>
          <img
            key={picture.frame}
            alt=""
            draggable={false}
            src={frameUrl(session, picture.frame)}
            style={{ left: crop.left, top: crop.top, width: crop.width, height: crop.height }}
            onError={() => setMissing(true)}
          />
          {mark && <i className={SHAPES[mark.shape]} style={place ?? undefined} />}
        </>
      )}
    </span>
  )
}
