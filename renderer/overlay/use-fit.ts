/** Tells the main process how large the overlay is, whenever that changes, so that its window is exactly that. */
import { useLayoutEffect, useRef, useState } from 'react'
import { tell } from '../shared/api.js'
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
      const fit = { width: Math.ceil(width), height: Math.ceil(height) }
      const next = roomNow()
      setRoom((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next))
      if (JSON.stringify(fit) === last || fit.width === 0) return
      last = JSON.stringify(fit)
      tell('overlay.fit', fit)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(watched)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [])
  return { box, room }
}
