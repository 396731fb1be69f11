/** arming.ts on the window's clock: every key and click in this window counts as a disturbance until the prompt is armed. */
import { useEffect, useRef, useState } from 'react'
import { appear, disturb, leftMs, settle, type Arming } from './arming.js'

const TICK_MS = 50

export function useArming(): { readonly isArmed: boolean; readonly leftMs: number; readonly accepts: () => boolean } {
  const arming = useRef<Arming | null>(null)
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    arming.current = appear(performance.now())
    const look = (next: Arming) => {
      arming.current = next
      setLeft(leftMs(next, performance.now()))
      if (next.isArmed) done()
    }
    const touch = () => arming.current && look(disturb(arming.current, performance.now()))
    const timer = setInterval(() => arming.current && look(settle(arming.current, performance.now())), TICK_MS)
    const done = () => {
      clearInterval(timer)
      document.removeEventListener('keydown', touch, true)
      document.removeEventListener('pointerdown', touch, true)
    }
    document.addEventListener('keydown', touch, true)
    document.addEventListener('pointerdown', touch, true)
    return done
  }, [])
  return { isArmed: left === 0, leftMs: left ?? 500, accepts: () => arming.current?.isArmed === true }
}
