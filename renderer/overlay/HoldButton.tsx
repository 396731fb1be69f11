/** High risk: Allow is held for 0.8 s, by mouse or with Space. A screen reader's click asks for a second one instead. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '../shared/components/Button.js'
import { TimeRing } from '../shared/icons.js'
import { HOLD_MS } from './arming.js'

const TICK_MS = 40
const CONFIRM_MS = 5000

interface HoldButtonProps {
  readonly isArmed: boolean
  readonly onAllow: () => void
}

function useHold(onHeld: () => void) {
  const from = useRef<number | null>(null)
  const [share, setShare] = useState(0)
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)
  const end = () => {
    if (timer.current) clearInterval(timer.current)
    from.current = null
    setShare(0)
  }
  const begin = () => {
    if (from.current !== null) return
    from.current = performance.now()
    timer.current = setInterval(() => {
      const held = (performance.now() - (from.current ?? performance.now())) / HOLD_MS
      setShare(Math.min(1, held))
      if (held < 1) return
      end()
      onHeld()
    }, TICK_MS)
  }
  useEffect(() => () => (timer.current ? clearInterval(timer.current) : undefined), [])
  return { share, begin, end }
}

function useSecondStep() {
  const [isAsked, setAsked] = useState(false)
  useEffect(() => {
    if (!isAsked) return
    const timer = setTimeout(() => setAsked(false), CONFIRM_MS)
    return () => clearTimeout(timer)
  }, [isAsked])
  return { isAsked, ask: () => setAsked(true) }
}

export function HoldButton({ isArmed, onAllow }: HoldButtonProps) {
  const hold = useHold(onAllow)
  const second = useSecondStep()
  const onKey = (event: KeyboardEvent, isDown: boolean) => {
    if (event.key !== ' ') return
    event.preventDefault()
    if (!isArmed) return
    if (isDown) hold.begin()
    else hold.end()
  }
  return (
    <Button
      className="allow hold"
      aria-disabled={!isArmed}
      icon={<TimeRing share={hold.share} />}
      onPointerDown={() => isArmed && hold.begin()}
      onPointerUp={hold.end}
      onPointerLeave={hold.end}
      onKeyDown={(event) => onKey(event, true)}
      onKeyUp={(event) => onKey(event, false)}
      onBlur={hold.end}
      onClick={(event) => {
        // detail 0: not a pointer. Space is taken above, so this is a screen reader or voice control
        if (event.detail !== 0 || !isArmed) return
        if (second.isAsked) onAllow()
        else second.ask()
      }}
    >
      {second.isAsked ? 'Press again to allow' : 'Hold to allow once'}
    </Button>
  )
}
