/** Title bar: what the session was about, how it ended, what it took, and what can be done with it. */
import { Columns2, FileDiff, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { ask, tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { count, day, money } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { useHasReview } from '../shared/use-has-review.js'
import type { SessionCan } from '../../electron/protocol/redo.js'
import { ExportMenu, type useExport } from './ExportMenu.js'
import type { ReplayShown } from './replay-store.js'
import { Resume } from './redo/Resume.js'
import { minutes } from './row-index.js'

const STATUS: Readonly<Record<SessionRecord['status'], { words: string; css: string }>> = {
  running: { words: 'Working', css: 'hand' },
  done: { words: 'Done', css: 'good' },
  failed: { words: 'Could not finish', css: 'bad' },
  stopped: { words: 'Stopped by you', css: '' },
  limit: { words: 'Limit reached', css: 'warn' },
  'needs-person': { words: 'Nobody answered', css: 'warn' },
  'broken-off': { words: 'Broken off', css: 'warn' },
}

const READING = { words: 'Reading', css: '' }

/** How it ended stands at the end of its log. */
function statusOf({ about }: ReplayShown) {
  if (!about) return null
  return about.isReading ? READING : STATUS[about.record.status]
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

function facts({ about, index }: ReplayShown): string {
  if (!about) return ''
  const { record } = about
  const usd = record.totals.usage.usd
  return [
    record.startedAt === '' ? null : day(record.startedAt, new Date()),
    count(index.steps, 'step'),
    minutes(record.totals.ms),
    usd === null ? null : money(usd),
    record.model,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

interface HeaderProps {
  readonly app: AppState
  readonly shown: ReplayShown
  readonly exporting: ReturnType<typeof useExport>
  readonly comparing: string | null
  readonly isChoosing: boolean
  readonly onChoosing: (is: boolean) => void
  readonly onCompare: (session: string | null) => void
  /** null until it is known */
  readonly can: SessionCan | null
  readonly isRedoing: boolean
  readonly onRedoing: (is: boolean) => void
}

export function Header({ app, shown, exporting, comparing, isChoosing, onChoosing, onCompare, ...doing }: HeaderProps) {
  const { can, isRedoing, onRedoing } = doing
  const record = shown.about?.record
  const status = statusOf(shown)
  const hasReview = useHasReview(shown.session, true)
  return (
    <TitleBar title={firstLine(record?.task ?? '') || 'Replay'} platform={app.platform} canMaximize>
      {status && <span className={`tag ${status.css}`}>{status.words}</span>}
      <span className="small t3 clip facts">{facts(shown)}</span>
      <span className="push" />
      <span className="compare-host">
        <Button
          size="small"
          icon={<Icon of={Columns2} />}
          aria-expanded={isChoosing}
          aria-pressed={comparing !== null}
          onClick={() => (comparing === null ? onChoosing(!isChoosing) : onCompare(null))}
        >
          Compare
        </Button>
        {isChoosing && <Chooser own={shown.session} onChoose={onCompare} onClose={() => onChoosing(false)} />}
      </span>
      {hasReview && (
        <Button
          size="small"
          icon={<Icon of={FileDiff} />}
          onClick={() => tell('sessions.openReview', { session: shown.session })}
        >
          Review
        </Button>
      )}
      <ExportMenu exporting={exporting} />
      {can && <Resume session={shown.session} can={can} />}
      {can && <Again can={can} isOpen={isRedoing} onOpen={onRedoing} />}
    </TitleBar>
  )
}

interface AgainProps {
  readonly can: SessionCan
  readonly isOpen: boolean
  readonly onOpen: (is: boolean) => void
}

/** A recording that only cannot be started now is still shown and edited. */
function Again({ can, isOpen, onOpen }: AgainProps) {
  return (
    <Button
      size="small"
      icon={<Icon of={RotateCcw} />}
      aria-pressed={isOpen}
      aria-disabled={can.again !== null}
      title={can.again ?? undefined}
      onClick={() => onOpen(!isOpen)}
    >
      Run again
    </Button>
  )
}

/** More than these are found by their newest use in the home window. */
const MOST = 30

function Chooser({ own, onChoose, onClose }: { own: string; onChoose: (session: string) => void; onClose: () => void }) {
  const [records, setRecords] = useState<readonly SessionRecord[] | null>(null)
  useEffect(() => {
    void ask('sessions.list', null).then((answer) => setRecords(answer.ok ? answer.value : []))
  }, [])
  const others = (records ?? []).filter(({ id }) => id !== own).slice(0, MOST)
  return (
    <div
      className="menu chooser"
      role="dialog"
      aria-label="Compare with"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      {records !== null && others.length === 0 && <p className="empty">There is no other session yet.</p>}
      {others.map((record, at) => (
        <button type="button" key={record.id} className="item" autoFocus={at === 0} onClick={() => onChoose(record.id)}>
          <span className="grow">
            <span className="clip">{firstLine(record.task) || 'Session without a task'}</span>
            <small>{[STATUS[record.status].words, day(record.startedAt, new Date()), record.model].join(' · ')}</small>
          </span>
        </button>
      ))}
    </div>
  )
}
