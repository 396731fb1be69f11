/** Search in what was said and done, and in the pictures when that is asked for: they are read from then on, one after another. */
import { useEffect, useState } from 'react'
import type { ReplayFound } from '../../electron/protocol/replay.js'
import { ask, on } from '../shared/api.js'

export interface Find {
  readonly words: string
  readonly setWords: (words: string) => void
  readonly hasScreens: boolean
  readonly setScreens: (has: boolean) => void
  /** null while nothing is searched for */
  readonly found: ReplayFound | null
}

const REST_MS = 150
/** news of read pictures come every few hundred milliseconds */
const AGAIN_MS = 600

export function useFind(session: string, version: number): Find {
  const [words, setWords] = useState('')
  const [hasScreens, setScreens] = useState(false)
  const [found, setFound] = useState<ReplayFound | null>(null)
  const [read, setRead] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const off = on('replay.read', (news) => {
      if (news.session !== session) return
      timer ??= setTimeout(() => {
        timer = null
        setRead(news.read)
      }, AGAIN_MS)
    })
    return () => {
      off()
      if (timer) clearTimeout(timer)
    }
  }, [session])
  useEffect(() => {
    if (words.trim() === '') return setFound(null)
    let isOver = false
    const timer = setTimeout(() => {
      void ask('replay.find', { session, text: words, screen: hasScreens }).then((answer) => {
        if (!isOver && answer.ok) setFound(answer.value)
      })
    }, REST_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [session, words, hasScreens, read, version])
  return { words, setWords, hasScreens, setScreens, found }
}
