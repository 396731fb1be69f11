/** One session as a view: what its log has, then every new line. Lines that arrive while the log is read wait for it. */
import { useEffect, useReducer, useState } from 'react'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { ask, on } from './api.js'
import { emptyView, foldEvents } from './session-view.js'
import type { SessionView } from './view-types.js'

type Change = { kind: 'reset'; session: string } | { kind: 'events'; events: readonly SessionEvent[] }

const reduce = (view: SessionView, change: Change): SessionView =>
  change.kind === 'reset' ? emptyView(change.session) : foldEvents(change.events, view)

export function useSession(session: string | null): SessionView {
  const [view, change] = useReducer(reduce, session ?? '', emptyView)
  useEffect(() => {
    change({ kind: 'reset', session: session ?? '' })
    if (session === null) return
    let waiting: SessionEvent[] | null = []
    let isOver = false
    const off = on('session.event', (event) => {
      if (event.session !== session) return
      if (waiting) waiting.push(event)
      else change({ kind: 'events', events: [event] })
    })
    void ask('sessions.events', { session }).then((answer) => {
      if (isOver) return
      change({ kind: 'events', events: [...(answer.ok ? answer.value : []), ...(waiting ?? [])] })
      waiting = null
    })
    return () => {
      isOver = true
      off()
    }
  }, [session])
  return view
}

/** The time, again whenever another `everyMs` since `fromMs` are over, while `isTicking`. */
export function useNow(isTicking: boolean, everyMs = 250, fromMs = 0): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isTicking) return
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const time = Date.now()
      setNow(time)
      // a timer may be early by less than a millisecond
      timer = setTimeout(tick, everyMs - ((time - fromMs) % everyMs) + 1)
    }
    tick()
    return () => clearTimeout(timer)
  }, [isTicking, everyMs, fromMs])
  return now
}
