/** One action of the trace: number, picture of the spot, what, result as a shape and a word. */
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleEqual,
  CircleQuestionMark,
  CircleSlash2,
  CircleX,
  RedoDot,
  type LucideIcon,
} from 'lucide-react'
import { Icon } from '../icons.js'
import type { RowState, TraceRow } from '../view-types.js'
import { FrameMark } from './FrameMark.js'

interface Result {
  readonly icon: LucideIcon
  readonly label: string
  readonly tick: string
  readonly note: string
}

const RESULTS: Readonly<Record<RowState, Result>> = {
  waiting: { icon: CircleDashed, label: 'Next', tick: '', note: 't3' },
  live: { icon: CircleDashed, label: 'In progress', tick: 'live breathe', note: 't3' },
  done: { icon: CircleCheck, label: 'Done', tick: '', note: 't3' },
  noeffect: { icon: CircleEqual, label: 'No effect', tick: 'noeffect', note: 'warn' },
  failed: { icon: CircleX, label: 'Failed', tick: 'failed', note: 'bad' },
  denied: { icon: Ban, label: 'Denied', tick: 'denied', note: 'warn' },
  skipped: { icon: RedoDot, label: 'Skipped', tick: '', note: 't3' },
  interrupted: { icon: CircleSlash2, label: 'Interrupted', tick: 'denied', note: 'warn' },
}

const THUMB_ACROSS_PX = 224

interface ActionRowProps {
  readonly session: string
  readonly row: TraceRow
  /** the step's number, on the newest of its actions only */
  readonly number: number | null
  /** asks the model why; null where nobody answers any more */
  readonly onExplain?: (() => void) | null
}

export function ActionRow({ session, row, number, onExplain }: ActionRowProps) {
  const result = RESULTS[row.state]
  const isCurrent = row.state === 'live' || row.note === 'Asks you'
  return (
    <li className="action" aria-current={isCurrent ? 'step' : undefined}>
      <span className="n">{number}</span>
      <FrameMark session={session} picture={row.picture} mark={row.mark} acrossPx={THUMB_ACROSS_PX} />
      <div className="grow">
        <p className="clip" title={row.title}>
          {row.title}
        </p>
        <small className={`clip ${result.note}`} title={row.note}>
          {row.note}
        </small>
      </div>
      {onExplain && (
        <button type="button" className="why" title="Ask why" onClick={onExplain}>
          <Icon of={CircleQuestionMark} label={`Ask why: ${row.title}`} />
        </button>
      )}
      <Icon of={result.icon} label={result.label} className={`tick ${result.tick}`} />
    </li>
  )
}
