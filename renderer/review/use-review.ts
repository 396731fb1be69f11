/** What the review window knows: the review, the diff that is shown, and what became of the last thing the person did. */
import { useCallback, useEffect, useState } from 'react'
import type { Check, FileDiff, ModelShare, ReviewAbout } from '../../electron/protocol/review.js'
import { ask } from '../shared/api.js'

export interface Told {
  readonly kind: 'plain' | 'warn'
  readonly words: string
}

export interface ReviewShown {
  readonly session: string
  /** null until the first answer */
  readonly about: ReviewAbout | null
  /** why it cannot be shown */
  readonly fault: string | null
  readonly reload: () => void
}

/** Read again whenever `live` changes: a session has begun or ended. */
export function useReview(session: string, live: string | null): ReviewShown {
  const [about, setAbout] = useState<ReviewAbout | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const reload = useCallback(() => {
    void ask('review.open', { session }).then((answer) => {
      if (answer.ok) setAbout(answer.value)
      setFault(answer.ok ? null : answer.problem.message)
    })
  }, [session])
  useEffect(reload, [reload, live])
  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])
  return { session, about, fault, reload }
}

export interface DiffShown {
  readonly diff: FileDiff | null
  readonly fault: string | null
}

/** `version`: read again when that is another one. */
export function useDiff(session: string, path: string | null, version: string): DiffShown {
  const key = `${path ?? ''} ${version}`
  const [known, setKnown] = useState<(DiffShown & { readonly key: string }) | null>(null)
  useEffect(() => {
    if (path === null) return
    let isOver = false
    void ask('review.file', { session, path }).then((answer) => {
      if (isOver) return
      if (answer.ok) setKnown({ key, diff: answer.value, fault: null })
      else setKnown({ key, diff: null, fault: answer.problem.message })
    })
    return () => {
      isOver = true
    }
  }, [session, path, key])
  return known?.key === key ? known : NOTHING
}

const NOTHING: DiffShown = { diff: null, fault: null }

/** How much of what is committed is the model's; counted once for each state of the commits. */
export function useShare(session: string, commits: number): ModelShare | null {
  const [share, setShare] = useState<ModelShare | null>(null)
  useEffect(() => {
    let isOver = false
    void ask('review.share', { session }).then((answer) => !isOver && setShare(answer.ok ? answer.value : null))
    return () => {
      isOver = true
    }
  }, [session, commits])
  return share
}

export interface Checking {
  /** null: not asked for yet */
  readonly checks: readonly Check[] | null
  readonly isRunning: boolean
  readonly fault: string | null
  readonly run: () => void
}

export function useChecks(session: string): Checking {
  const [checks, setChecks] = useState<readonly Check[] | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const run = () => {
    setRunning(true)
    void ask('review.check', { session }).then((answer) => {
      setRunning(false)
      if (answer.ok) setChecks(answer.value)
      setFault(answer.ok ? null : answer.problem.message)
    })
  }
  return { checks, isRunning, fault, run }
}
