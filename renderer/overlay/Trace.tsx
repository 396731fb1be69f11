/** The list below: actions, newest first, or the plan. */
import { Circle, CircleCheck, CircleDashed, CircleMinus } from 'lucide-react'
import { useState } from 'react'
import type { PlanItem } from '../../electron/protocol/event.js'
import { ActionRow } from '../shared/components/ActionRow.js'
import { Icon } from '../shared/icons.js'
import type { SessionView } from '../shared/view-types.js'
import { stepWords } from './Spend.js'

/** Older ones are in the replay. */
const SHOWN_ROWS = 200

function Actions({ view }: { readonly view: SessionView }) {
  const rows = view.rows.slice(-SHOWN_ROWS).toReversed()
  if (rows.length === 0) return <p className="empty t3">No action yet.</p>
  return (
    <ol className="trace" aria-label="Actions, newest first" tabIndex={0}>
      {rows.map((row, at) => (
        <ActionRow key={row.id} session={view.session} row={row} number={rows[at - 1]?.turn === row.turn ? null : row.turn} />
      ))}
    </ol>
  )
}

const PLAN_LOOKS = {
  pending: { icon: Circle, label: 'Later', css: 't3' },
  active: { icon: CircleDashed, label: 'Now', css: 'hand' },
  done: { icon: CircleCheck, label: 'Done', css: 't3' },
  dropped: { icon: CircleMinus, label: 'Dropped', css: 't3' },
}

function Plan({ items }: { readonly items: readonly PlanItem[] }) {
  return (
    <ol className="trace plan" aria-label="Plan" tabIndex={0}>
      {items.map((item, at) => {
        const look = PLAN_LOOKS[item.status]
        return (
          <li key={at} className={item.status} aria-current={item.status === 'active' ? 'step' : undefined}>
            <Icon of={look.icon} label={look.label} className={look.css} />
            <span>{item.text}</span>
          </li>
        )
      })}
    </ol>
  )
}

export function Trace({ view }: { readonly view: SessionView }) {
  const [isPlan, setPlan] = useState(false)
  const done = view.plan.filter((item) => item.status === 'done').length
  const hasPlan = view.plan.length > 0
  return (
    <>
      <div className="head">
        {hasPlan ? (
          <span className="tabs" role="group" aria-label="Show">
            <button type="button" aria-pressed={!isPlan} onClick={() => setPlan(false)}>
              Actions
            </button>
            <button type="button" aria-pressed={isPlan} onClick={() => setPlan(true)}>
              Plan, {done} of {view.plan.length}
            </button>
          </span>
        ) : (
          <span>Actions</span>
        )}
        <span>{stepWords(view)}</span>
      </div>
      {isPlan && hasPlan ? <Plan items={view.plan} /> : <Actions view={view} />}
    </>
  )
}
