/** The list below: actions, newest first, or the plan. */
import { useState } from 'react'
import { ActionRow } from '../shared/components/ActionRow.js'
import type { SessionView } from '../shared/view-types.js'
import { Plan } from './Plan.js'
import { stepWords } from './Spend.js'
import { whyQuestion } from '../../electron/replay/why-question.js'
import type { OverlayActions } from './use-overlay.js'

/** Older ones are in the replay. */
const SHOWN_ROWS = 200

interface TraceProps {
  readonly view: SessionView
  readonly actions: OverlayActions
}

/** A question that does not turn the model from its task. */
function Actions({ view, actions }: TraceProps) {
  const rows = view.rows.slice(-SHOWN_ROWS).toReversed()
  if (rows.length === 0) return <p className="empty t3">No action yet.</p>
  return (
    <ol className="trace" aria-label="Actions, newest first" tabIndex={0}>
      {rows.map((row, at) => (
        <ActionRow
          key={row.id}
          session={view.session}
          row={row}
          number={rows[at - 1]?.turn === row.turn ? null : row.turn}
          onExplain={view.finished ? null : () => actions.steer(whyQuestion(row.title), 'next-turn')}
        />
      ))}
    </ol>
  )
}

export function Trace({ view, actions }: TraceProps) {
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
      {isPlan && hasPlan ? (
        <Plan items={view.plan} onReplan={view.finished ? null : actions.replan} />
      ) : (
        <Actions view={view} actions={actions} />
      )}
    </>
  )
}
