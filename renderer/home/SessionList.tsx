/** Past sessions, newest first. Up and down move, Enter opens, Del removes, with undo. */
import { useRef, useState, type KeyboardEvent } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { SessionRow } from './SessionRow.js'
import { found, titleOf, type Filter } from './session-words.js'
import type { Sessions } from './use-home.js'

interface SessionListProps {
  readonly app: AppState
  readonly sessions: Sessions
  readonly search: string
  readonly onGoOn: (record: SessionRecord) => void
  readonly onUseAgain: (record: SessionRecord) => void
}

const FILTERS = [
  { value: 'all', words: 'All' },
  { value: 'done', words: 'Done' },
  { value: 'open', words: 'Not finished' },
] as const

function Empty({ search, hasAny, fault }: { search: string; hasAny: boolean; fault: string | null }) {
  if (fault) return <p className="empty bad">{fault}</p>
  if (search.trim() !== '') return <p className="empty">Nothing found for “{search.trim()}”.</p>
  if (hasAny) return <p className="empty">None of these yet.</p>
  return (
    <div className="empty">
      <p className="m">No sessions yet</p>
      <p className="small t3">Each task becomes a session here, with every picture and action, to replay or go on with.</p>
    </div>
  )
}

function useArrows() {
  const list = useRef<HTMLOListElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.open') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    event.preventDefault()
    rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  }
  return { list, onKeyDown }
}

export function SessionList({ app, sessions, search, onGoOn, onUseAgain }: SessionListProps) {
  const [filter, setFilter] = useState<Filter>('all')
  const { list, onKeyDown } = useArrows()
  const records = sessions.records ?? []
  const shown = found(records, search, filter)
  return (
    <section aria-labelledby="sessions">
      <div className="row list-head">
        <h2 className="sec" id="sessions">
          Sessions
        </h2>
        <span className="push" />
        {records.length > 0 && <Segment label="Show" value={filter} options={FILTERS} onChange={setFilter} />}
      </div>
      {shown.length === 0 && <Empty search={search} hasAny={records.length > 0} fault={sessions.fault} />}
      <ol className="sess" ref={list} onKeyDown={onKeyDown}>
        {shown.map((record) => (
          <SessionRow
            key={record.id}
            record={record}
            isLive={record.id === app.live}
            onRemove={() => sessions.remove(record)}
            onGoOn={() => onGoOn(record)}
            onUseAgain={() => onUseAgain(record)}
          />
        ))}
      </ol>
      {sessions.removing && (
        <div className="toast" role="status">
          <span className="clip">Removed “{titleOf(sessions.removing)}”</span>
          <Button size="small" onClick={sessions.undo}>
            Undo
          </Button>
        </div>
      )}
    </section>
  )
}
