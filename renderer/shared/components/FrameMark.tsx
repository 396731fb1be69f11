/** A spot of a recorded picture around a point, with its mark and the pointer's way there. Words for it stand beside it. */
import { useEffect, useRef, useState, type CSSProperties, type RefObject } from 'react'
import { frameUrl } from '../api.js'
import type { ActionMark } from '../describe-action.js'
import { cropAround, wayTo, type Crop, type Size } from '../picture-crop.js'
import type { Picture } from '../view-types.js'

interface FrameMarkProps {
  readonly session: string
  readonly picture: Picture | null
  readonly mark: ActionMark | null
  /** where the pointer came from, in picture pixels */
  readonly from?: { readonly x: number; readonly y: number } | null
  /** how many picture pixels fit across; the whole picture when left out */
  readonly acrossPx?: number
  readonly className?: string
}

const SHAPES = { ring: 'mark', caret: 'mark caret', roll: 'mark roll' }

function useSize(): { readonly box: RefObject<HTMLSpanElement | null>; readonly size: Size } {
  const box = useRef<HTMLSpanElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return { box, size }
}

/** Cased like the mark, so that it reads on any picture. */
function Way({ path }: { readonly path: string }) {
  return (
    <svg className="path" aria-hidden="true">
      <path d={path} stroke="#06282a" strokeOpacity=".45" strokeWidth="4.5" />
      <path d={path} stroke="#fff" strokeWidth="3.5" />
      <path d={path} stroke="#00747b" strokeWidth="1.5" />
    </svg>
  )
}

const placeOf = (crop: Crop) => ({ '--mx': `${crop.markX}px`, '--my': `${crop.markY}px` }) as CSSProperties

type SpotProps = Omit<FrameMarkProps, 'picture' | 'className'> & { readonly picture: Picture; readonly size: Size }

function Spot({ session, picture, mark, from = null, acrossPx, size }: SpotProps) {
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return null
  const crop = cropAround(picture, size, mark, acrossPx)
  const { left, top, width, height } = crop
  const way = mark && from ? wayTo(crop, picture, from) : null
  return (
    <>
      <img
        alt=""
        draggable={false}
        src={frameUrl(session, picture.frame)}
        style={{ left, top, width, height }}
        onError={() => setMissing(true)}
      />
      {way && <Way path={way} />}
      {mark && <i className={SHAPES[mark.shape]} style={placeOf(crop)} />}
    </>
  )
}

export function FrameMark({ picture, className = 'thumb', ...rest }: FrameMarkProps) {
  const { box, size } = useSize()
  return (
    <span className={className} ref={box} aria-hidden="true">
      {picture && size.width > 0 && <Spot key={picture.frame} picture={picture} size={size} {...rest} />}
    </span>
  )
}
