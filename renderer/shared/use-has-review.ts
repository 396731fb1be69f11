/** Is there something of a session to review: did it work in a folder? Asked once `isWanted`. */
import { useEffect, useState } from 'react'
import { ask } from './api.js'

export function useHasReview(session: string | null, isWanted: boolean): boolean {
  const [known, setKnown] = useState<{ readonly session: string; readonly has: boolean } | null>(null)
  useEffect(() => {
    if (session === null || !isWanted) return
    let isOver = false
    void ask('review.has', { session }).then(
      (answer) => !isOver && setKnown({ session, has: answer.ok && answer.value === true }),
    )
    return () => {
      isOver = true
    }
  }, [session, isWanted])
  return known !== null && known.session === session && known.has
}
