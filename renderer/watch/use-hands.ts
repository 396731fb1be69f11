/** The person's hands on the desktop: what they do goes there in order, a handful at a time. */
import { useEffect, useMemo, useRef } from 'react'
import type { WatchStroke } from '../../electron/protocol/watch-ipc.js'
import { ask } from '../shared/api.js'
import { thinned } from './person-strokes.js'

const MOST = 40

export interface Hands {
  send(strokes: readonly WatchStroke[]): void
}

export function useHands(session: string, isWithPerson: boolean, refused: (why: string | null) => void): Hands {
  const waiting = useRef<readonly WatchStroke[]>([])
  const isSending = useRef(false)
  useEffect(() => {
    if (!isWithPerson) waiting.current = []
  }, [isWithPerson])
  return useMemo(() => {
    const flush = async () => {
      if (isSending.current) return
      isSending.current = true
      while (waiting.current.length > 0) {
        const strokes = thinned(waiting.current)
        waiting.current = strokes.slice(MOST)
        const answer = await ask('watch.input', { session, strokes: strokes.slice(0, MOST) })
        refused(answer.ok ? null : answer.problem.message)
      }
      isSending.current = false
    }
    return {
      send: (strokes) => {
        waiting.current = [...waiting.current, ...strokes]
        void flush()
      },
    }
  }, [session, refused])
}
