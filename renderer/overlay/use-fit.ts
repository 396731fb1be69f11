/** Tells the main process how large the overlay is and where its controls are, whenever that changes: its window is exactly that. */
import { useLayoutEffect, useRef, useState } from 'react'
import { tell } from '../shared/api.js'
import { controlPlaces } from './control-places.js'
import { roomFor, type Room } from './room.js'

const STANDARD_TEXT_PX = 16

function roomNow(): Room {
  const textPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return roomFor({ width: screen.availWidth, height: screen.availHeight }, textPx / STANDARD_TEXT_PX)
}

export function useFit() {
  const box = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Room>(roomNow)
  useLayoutEffect(() => {
    if (!box.current) return
    const watched = box.current
    let last = ''
    const measure = () => {
      const { width, height } = watched.getBoundingClientRect()
      const fit = { width: Math.ceil(width), height: Math.ceil(height), controls: [...controlPlaces(watched)] }
      const next = roomNow()
      setRoom((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next))
      if (JSON.stringify(fit) === last || fit.width === 0) return
      last = JSON.stringify(fit)
      tell('overlay.fit', fit)
    }
    const sizes = new ResizeObserver(measure)
    const watchSizes = () => {
      for (const part of [watched, ...watched.querySelectorAll('.float > *, .ctl > *')]) sizes.observe(part)
    }
    // a control that comes or goes may leave every size as it is
    const parts = new MutationObserver(() => {
      watchSizes()
      measure()
    })
    parts.observe(watched, { childList: true, subtree: true })
    watchSizes()
    window.addEventListener('resize', measure)
    return () => {
      sizes.disconnect()
      parts.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [])
  return { box, room }
}
