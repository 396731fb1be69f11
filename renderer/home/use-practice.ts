/** The stop key, tried while nothing runs: heard by the main process from anywhere, or by this window when it has the focus. */
import { useEffect, useState } from 'react'
import { on } from '../shared/api.js'
import { pressedChord } from '../shared/key-names.js'
import { PRACTISED } from './use-home.js'

export interface Practice {
  readonly isDone: boolean
  /** ms it took to act on it, when the main process measured it */
  readonly ms: number | null
}

const sameChord = (one: string, other: string): boolean =>
  [...one.split('+')].sort().join() === [...other.split('+')].sort().join()

export function usePractice(stopChord: string): Practice {
  const [practice, setPractice] = useState<Practice>(() => ({ isDone: localStorage.getItem(PRACTISED) === stopChord, ms: null }))
  useEffect(() => {
    const heard = (ms: number | null) => {
      localStorage.setItem(PRACTISED, stopChord)
      setPractice((old) => ({ isDone: true, ms: ms ?? old.ms }))
    }
    const press = (event: KeyboardEvent) => {
      const chord = pressedChord(event)
      if (chord !== null && sameChord(chord, stopChord)) heard(null)
    }
    const off = on('hotkey.heard', ({ name, ms }) => name === 'stop' && heard(ms))
    document.addEventListener('keydown', press)
    return () => {
      off()
      document.removeEventListener('keydown', press)
    }
  }, [stopChord])
  return practice
}
