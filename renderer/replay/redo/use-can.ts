/** What can be done with the session on show: asked anew when it begins or ends. */
import { useEffect, useState } from 'react'
import type { AppState } from '../../../electron/protocol/ipc.js'
import type { SessionCan } from '../../../electron/protocol/redo.js'
import { ask } from '../../shared/api.js'
import type { ReplayShown } from '../replay-store.js'

const BUSY = 'A task is running. Stop it first, or wait until it has ended.'

/** null until it is known. */
export function useCan({ session, about }: ReplayShown, app: AppState | null): SessionCan | null {
  const live = app?.live ?? null
  const [can, setCan] = useState<SessionCan | null>(null)
  // what can be done is told from the whole of it
  const isLive = about?.isReading ? undefined : about?.isLive
  useEffect(() => {
    if (isLive === undefined) return
    let isOver = false
    void ask('sessions.can', { session }).then((answer) => !isOver && answer.ok && setCan(answer.value))
    return () => {
      isOver = true
    }
  }, [session, isLive, live])
  if (can === null || live === null) return can
  return { ...can, resume: can.resume ?? BUSY, again: can.again ?? BUSY }
}
