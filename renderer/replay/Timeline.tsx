/** The whole session on one line: drag to scrub. A slider for keyboards and screen readers. */
import { memo, useCallback, useEffect, useMemo, useRef, useState, type PointerEvent } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { money } from '../shared/format.js'
import { drawTimeline, moneyPath, type TimelineColours } from './draw-timeline.js'
import { minutes, placeInWords, rowAt, shareOf, type RowIndex } from './row-index.js'

interface TimelineProps {
  readonly rows: readonly ReplayRow[]
  readonly index: RowIndex
  readonly at: number
  readonly onGo: (row: number) => void
}

function coloursOf(element: HTMLElement): TimelineColours {
  const probe = (name: string): string => {
    element.style.color = `var(${name})`
    return getComputedStyle(element).color
  }
  const colours = {
    block: probe('--blk'),
    bad: probe('--stop'),
    warn: probe('--caution-mark'),
    you: probe('--ink'),
    good: probe('--ok-text'),
    money: probe('--text-3'),
  }
  element.style.color = ''
  return colours
}

/** Drawn anew when the rows, the width or the theme change; never while scrubbing. */
const Blocks = memo(function Blocks({ rows, index }: Pick<TimelineProps, 'rows' | 'index'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [looks, setLooks] = useState({ width: 0, theme: '' })
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const look = () =>
      setLooks({
        width: element.clientWidth,
        theme: `${getComputedStyle(document.documentElement).colorScheme} ${matchMedia('(prefers-color-scheme: dark)').matches}`,
      })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    const themes = new MutationObserver(look)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', look)
    return () => {
      observer.disconnect()
      themes.disconnect()
      dark.removeEventListener('change', look)
    }
  }, [])
  useEffect(() => {
    const element = canvas.current
    if (element && looks.width > 0)
      drawTimeline(element, { rows, index, width: looks.width, ratio: devicePixelRatio, colours: coloursOf(element) })
  }, [rows, index, looks])
  return <canvas ref={canvas} aria-hidden="true" />
})

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1]

const Axis = memo(function Axis({ rows, index }: Pick<TimelineProps, 'rows' | 'index'>) {
  const path = useMemo(() => moneyPath(rows, index), [rows, index])
  return (
    <>
      {path && (
        <svg className="money" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          <path d={path} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      <p className="axis" aria-hidden="true">
        {TICKS.map((share) => (
          <span key={share}>{minutes(rows[rowAt(index, share)]?.atMs ?? 0)}</span>
        ))}
      </p>
    </>
  )
})

export function Timeline({ rows, index, at, onGo }: TimelineProps) {
  const track = useRef<HTMLDivElement>(null)
  const scrub = useCallback(
    (event: PointerEvent) => {
      const box = track.current?.getBoundingClientRect()
      if (box && event.buttons === 1) onGo(rowAt(index, Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))))
    },
    [index, onGo],
  )
  const row = rows[at]
  const spent = row?.spentUsd ?? null
  const all = rows.at(-1)?.spentUsd ?? null
  return (
    <div className="tl">
      <div
        className="scrub"
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Timeline"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, rows.length)}
        aria-valuenow={at + 1}
        aria-valuetext={placeInWords(rows, index, at)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          scrub(event)
        }}
        onPointerMove={scrub}
      >
        <Blocks rows={rows} index={index} />
        <i className="head" style={{ left: `${shareOf(index, at) * 100}%` }} />
      </div>
      {all !== null && all > 0 && (
        <p className="spent">
          Money, {money(spent ?? 0)} of {money(all)}
        </p>
      )}
      <Axis rows={rows} index={index} />
    </div>
  )
}
