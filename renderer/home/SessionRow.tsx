/** One session: its last picture, what it was about, how it ended, how long and how much. The running one counts along. */
import {
  CircleCheck,
  CircleX,
  Ellipsis,
  Gauge,
  Hourglass,
  MousePointer2,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Menu, type MenuItem } from '../shared/components/Menu.js'
import { clock, day, megabytes, money } from '../shared/format.js'
import { Icon, StopIcon } from '../shared/icons.js'
import { workedMs } from '../shared/session-state.js'
import { useHasReview } from '../shared/use-has-review.js'
import { useNow, useSession } from '../shared/use-session.js'
import { SessionThumb } from './SessionThumb.js'
import { canResume, detailOf, STATUS_WORDS, titleOf, type Status } from './session-words.js'

interface SessionRowProps {
  readonly record: SessionRecord
  readonly isLive: boolean
  readonly onRemove: () => void
  readonly onGoOn: () => void
  readonly onUseAgain: () => void
}

const LOOKS: Readonly<Record<Status, { icon: LucideIcon | null; css: string }>> = {
  running: { icon: MousePointer2, css: 'hand' },
  done: { icon: CircleCheck, css: '' },
  failed: { icon: CircleX, css: 'bad' },
  stopped: { icon: null, css: '' },
  limit: { icon: Gauge, css: 'warn' },
  'needs-person': { icon: Hourglass, css: '' },
  'broken-off': { icon: Unplug, css: 'warn' },
}

function How({ record, step }: { readonly record: SessionRecord; readonly step: number | null }) {
  const look = LOOKS[record.status]
  const isRunning = record.status === 'running'
  const rest = [
    step === null ? detailOf(record) : `step ${step}`,
    isRunning ? null : day(record.startedAt, new Date()),
    isRunning ? null : megabytes(record.bytes),
    record.model,
  ]
  const isLoud = look.css !== ''
  return (
    <p className={`how ${look.css}`}>
      {look.icon ? (
        <Icon of={look.icon} size={14} fill={isRunning} className={isRunning ? 'breathe' : ''} />
      ) : (
        <StopIcon size={14} />
      )}
      {isLoud && <span className="m">{STATUS_WORDS[record.status]}</span>}
      <span className="t3 clip">{(isLoud ? rest : [STATUS_WORDS[record.status], ...rest]).filter(Boolean).join(' · ')}</span>
    </p>
  )
}

/** What of it could not be read: the first of it, all of it in the tooltip. */
function Wrong({ problems }: { readonly problems: readonly string[] }) {
  const [first] = problems
  if (first === undefined) return null
  return (
    <p className="how warn" title={problems.join('\n')}>
      <Icon of={TriangleAlert} size={14} />
      <span className="clip">{problems.length === 1 ? first : `${first} And ${problems.length - 1} more.`}</span>
    </p>
  )
}

function menuItems(record: SessionRecord, isLive: boolean, hasReview: boolean): MenuItem[] {
  const more: MenuItem[] = [{ id: 'replay', words: 'Open replay' }]
  if (hasReview) more.push({ id: 'review', words: 'Review the changes' })
  if (!isLive && record.status === 'done') more.push({ id: 'go-on', words: 'Go on with it' })
  more.push({ id: 'again', words: 'Use the task again' })
  if (!isLive) more.push({ id: 'remove', words: 'Remove', isDangerous: true })
  return more
}

/** The running session's numbers come from its events, a past one's from its record. */
function useNumbers(record: SessionRecord, isLive: boolean) {
  const view = useSession(isLive ? record.id : null)
  const now = useNow(isLive, 1000)
  if (!isLive) return { ms: record.totals.ms, usd: record.totals.usage.usd, step: null }
  return { ms: workedMs(view, now), usd: view.usage ? view.usage.usd : 0, step: view.turn }
}

export function SessionRow({ record, isLive, onRemove, onGoOn, onUseAgain }: SessionRowProps) {
  const { ms, usd, step } = useNumbers(record, isLive)
  const [isReached, setReached] = useState(false)
  const hasReview = useHasReview(record.id, isReached)
  const reach = () => setReached(true)
  const open = () => (isLive ? tell('window.show', { window: 'overlay' }) : tell('sessions.openReplay', { session: record.id }))
  const choose = (id: string) => {
    if (id === 'replay') tell('sessions.openReplay', { session: record.id })
    else if (id === 'review') tell('sessions.openReview', { session: record.id })
    else if (id === 'go-on') onGoOn()
    else if (id === 'again') onUseAgain()
    else onRemove()
  }
  return (
    <li>
      <SessionThumb record={record} />
      <div className="grow">
        <h3 className="clip">
          <button
            type="button"
            className="open"
            title={record.task}
            onClick={open}
            onKeyDown={(event) => event.key === 'Delete' && !isLive && onRemove()}
          >
            {titleOf(record)}
          </button>
        </h3>
        <How record={record} step={step} />
        <Wrong problems={record.problems} />
        <p className="small-numbers">
          {clock(ms)} · {money(usd)}
        </p>
      </div>
      <span className="num">{clock(ms)}</span>
      <span className="num">{money(usd)}</span>
      <span className="more row" onPointerEnter={reach} onFocus={reach}>
        {canResume(record) && (
          <Button size="small" onClick={onGoOn}>
            Resume
          </Button>
        )}
        <Menu
          items={menuItems(record, isLive, hasReview)}
          onChoose={choose}
          className="btn quiet icon"
          label={`More for ${titleOf(record)}`}
          align="end"
        >
          <Icon of={Ellipsis} />
        </Menu>
      </span>
    </li>
  )
}
