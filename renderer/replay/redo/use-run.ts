/** A session done again, as it goes: the verdict of each step, told by the events of the session that does it. */
import { useEffect, useState } from 'react'
import type { SessionEvent, StepVerdict } from '../../../electron/protocol/event.js'
import { ask, on, tell } from '../../shared/api.js'
import type { Redo } from './use-redo.js'

export interface Run {
  /** the session that does it, null before the first */
  readonly session: string | null
  readonly isRunning: boolean
  /** in order, one a step so far */
  readonly verdicts: readonly StepVerdict[]
  /** what it said at its end, or why it did not begin */
  readonly end: string | null
  readonly start: (values: Readonly<Record<string, string>>, where: Where) => Promise<void>
  readonly stop: () => void
  /** back to the steps without verdicts */
  readonly forget: () => void
}

export interface Where {
  readonly display: string | null
  readonly open: string
}

interface Going {
  readonly session: string
  /** its events by their number, so that none is taken twice */
  readonly events: ReadonlyMap<number, SessionEvent>
}

const joined = (going: Going | null, session: string, events: readonly SessionEvent[]): Going | null => {
  if (going?.session !== session) return going
  return { session, events: new Map([...going.events, ...events.map((event) => [event.seq, event] as const)]) }
}

export function useRun(redo: Redo): Run {
  const [going, setGoing] = useState<Going | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => on('session.event', (event) => setGoing((old) => joined(old, event.session, [event]))), [])
  const events = going === null ? [] : [...going.events.values()].sort((one, other) => one.seq - other.seq)
  const ended = events.findLast((event) => event.type === 'session.finished')
  return {
    session: going?.session ?? null,
    isRunning: going !== null && !ended,
    verdicts: events.flatMap((event) => (event.type === 'message' && event.verdict ? [event.verdict] : [])),
    end: fault ?? ended?.text ?? null,
    start: async (values, { display, open }) => {
      setGoing(null)
      setFault(null)
      const { session, version, edits } = redo
      const started = await ask('redo.start', { session, version, edits: [...edits], values, display, open })
      if (!started.ok) return setFault(started.problem.message)
      const id = started.value.session
      setGoing({ session: id, events: new Map() })
      // what was said before this window listened
      const said = await ask('sessions.events', { session: id })
      if (said.ok) setGoing((old) => joined(old, id, said.value))
    },
    stop: () => going && tell('command', { session: going.session, command: { type: 'stop' } }),
    forget: () => {
      setGoing(null)
      setFault(null)
    },
  }
}
