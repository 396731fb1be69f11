/** The turn this window was asked to show, in its address or later: gone to once its rows are there. */
import { useEffect, useRef, useState } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { on } from '../shared/api.js'

const inAddress = (): number | null => Number(new URLSearchParams(location.search).get('turn') ?? 0) || null

export function useAskedTurn(session: string, rows: readonly ReplayRow[], go: (row: number) => void): void {
  const [asked, setAsked] = useState(() => ({ turn: inAddress() }))
  const done = useRef<object | null>(null)
  useEffect(() => on('replay.go', (to) => to.session === session && setAsked({ turn: to.turn })), [session])
  useEffect(() => {
    if (asked.turn === null || done.current === asked) return
    const at = rows.findIndex((row) => row.turn === asked.turn && row.number !== null)
    if (at < 0) return
    done.current = asked
    go(at)
  }, [asked, rows, go])
}
