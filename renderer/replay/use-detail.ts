/** All about the row that is shown: asked for once it stays, so that scrubbing asks for nothing. */
import { useEffect, useState } from 'react'
import type { ReplayDetail } from '../../electron/protocol/replay.js'
import { ask } from '../shared/api.js'

const REST_MS = 120

export interface Detail {
  readonly row: number
  readonly detail: ReplayDetail
}

export function useDetail(session: string, row: number, version: number): Detail | null {
  const [known, setKnown] = useState<Detail | null>(null)
  useEffect(() => {
    if (version === 0) return
    let isOver = false
    const timer = setTimeout(() => {
      void ask('replay.detail', { session, row }).then((answer) => {
        if (!isOver && answer.ok) setKnown({ row, detail: answer.value })
      })
    }, REST_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [session, row, version])
  return known
}

/** True once a value has stayed for a while. */
export function useRest(value: number, ms = 200): boolean {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested === value
}
