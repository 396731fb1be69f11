/** For ears: one sentence a finished action, at most every 3 s; money only at 80 % and at 100 %. The clock is never read. */
import { useEffect, useRef, useState } from 'react'
import { moneySentence, rowSentence } from './spoken-words.js'
import type { SessionView } from '../shared/view-types.js'

const QUIET_MS = 3000

function useThrottled(sentence: string): string {
  const [shown, setShown] = useState('')
  const lastAt = useRef(0)
  useEffect(() => {
    if (sentence === '') return
    const wait = Math.max(0, lastAt.current + QUIET_MS - Date.now())
    const timer = setTimeout(() => {
      lastAt.current = Date.now()
      setShown(sentence)
    }, wait)
    return () => clearTimeout(timer)
  }, [sentence])
  return shown
}

export function Spoken({ view }: { readonly view: SessionView }) {
  const row = useThrottled(rowSentence(view))
  return (
    <>
      <p className="sr" role="status">
        {row}
      </p>
      <p className="sr" role="status">
        {moneySentence(view)}
      </p>
    </>
  )
}
