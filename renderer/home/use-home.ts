/** The home window's data: past sessions kept fresh, removal with undo, and how a task is started. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { ask, on, tell } from '../shared/api.js'
import type { TaskChoices } from './choices.js'

export interface Sessions {
  /** null until the first answer */
  readonly records: readonly SessionRecord[] | null
  readonly fault: string | null
  /** the one that is about to be removed */
  readonly removing: SessionRecord | null
  readonly remove: (record: SessionRecord) => void
  readonly undo: () => void
}

const UNDO_MS = 6000
const NEWS = new Set(['session.started', 'session.resumed', 'session.finished'])

function useRecords(live: string | null) {
  const [records, setRecords] = useState<readonly SessionRecord[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const load = useCallback(() => {
    void ask('sessions.list', null).then((answer) => {
      setRecords((old) => (answer.ok ? answer.value : (old ?? [])))
      setFault(answer.ok ? null : answer.problem.message)
    })
  }, [])
  useEffect(load, [load, live])
  useEffect(() => on('session.event', (event) => NEWS.has(event.type) && load()), [load])
  return { records, fault, load }
}

export function useSessions(live: string | null): Sessions {
  const { records, fault, load } = useRecords(live)
  const [removing, setRemoving] = useState<SessionRecord | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const pending = useRef<SessionRecord | null>(null)
  const set = (record: SessionRecord | null) => {
    pending.current = record
    setRemoving(record)
  }
  /** The time for undo is over. */
  const carryOut = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    const record = pending.current
    pending.current = null
    setRemoving(null)
    if (record) void ask('sessions.remove', { session: record.id }).then(load)
  }, [load])
  useEffect(() => {
    window.addEventListener('pagehide', carryOut)
    return () => window.removeEventListener('pagehide', carryOut)
  }, [carryOut])
  return {
    records: records?.filter((record) => record.id !== removing?.id) ?? null,
    fault,
    removing,
    remove: (record) => {
      carryOut()
      set(record)
      timer.current = setTimeout(carryOut, UNDO_MS)
    },
    undo: () => {
      if (timer.current) clearTimeout(timer.current)
      set(null)
    },
  }
}

export interface Start {
  readonly isStarting: boolean
  /** one sentence, or several lines, why it could not start */
  readonly fault: string | null
  readonly start: (task: string, choices: TaskChoices, follow: string | null) => Promise<boolean>
}

export function useStart(): Start {
  const [isStarting, setStarting] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const start: Start['start'] = async (task, { model, display, approvals, workspace }, follow) => {
    setStarting(true)
    setFault(null)
    const chosen = { provider: model?.provider ?? null, model: model?.model ?? null }
    const answer = await ask('task.start', { task, ...chosen, display, approvals, follow, workspace })
    setStarting(false)
    if (!answer.ok) setFault(answer.problem.message)
    else tell('window.show', { window: 'overlay' })
    return answer.ok
  }
  return { isStarting, fault, start }
}

/** Where the session that goes on worked; null: only on the screen, or there is none. */
export function useFollowedFolder(session: string | null): string | null {
  const [kept, setKept] = useState<{ readonly session: string; readonly folder: string | null } | null>(null)
  useEffect(() => {
    if (session === null) return
    void ask('sessions.folder', { session }).then((answer) => answer.ok && setKept({ session, folder: answer.value }))
  }, [session])
  return kept !== null && kept.session === session ? kept.folder : null
}

const SETUP_DONE = 'deskhand.first-steps-done'
export const PRACTISED = 'deskhand.stop-key-practised'

/** Whether the first steps are over on this machine: they were finished or put off, or there are sessions already. */
export function useFirstSteps(app: AppState | null, { records, fault }: Sessions) {
  const [isPutOff, setPutOff] = useState(() => localStorage.getItem(SETUP_DONE) !== null)
  const finish = () => {
    localStorage.setItem(SETUP_DONE, 'yes')
    setPutOff(true)
  }
  return { isNeeded: app !== null && !isPutOff && app.live === null && records?.length === 0 && fault === null, finish }
}
