/** How a row of the trace changes as its action is answered, done or dropped. Never claims more than was seen. PURE. */
import type { ActionResult, EffectSignal } from '../../electron/protocol/action.js'
import type { Problem } from '../../electron/protocol/problem.js'
import { span } from './format.js'
import type { RowState, SessionView, TraceRow } from './view-types.js'

export const patchRow = (rows: readonly TraceRow[], id: string, change: Partial<TraceRow>): readonly TraceRow[] =>
  rows.map((row) => (row.id === id ? { ...row, ...change } : row))

/** Only these are meant to change the screen; a look or a wait without a change is no news. */
const MEANT_TO_CHANGE = new Set(['click', 'drag', 'scroll', 'type', 'chord', 'holdKey'])

interface Finish {
  readonly id: string
  readonly result: ActionResult
  readonly effect: EffectSignal
  readonly ms: number
  readonly problem?: Problem | undefined
}

const because = (word: string, reason: string | undefined): string => (reason ? `${word} · ${reason}` : word)
const DENIED = { you: 'Denied by you', rule: 'Denied by a rule', nobody: 'Nobody answered' }

function whySkipped(view: SessionView): string | undefined {
  if (view.control.state === 'stopped') return 'you stopped'
  if (view.control.state === 'paused') return view.control.by === 'human-input' ? 'you took over' : 'paused'
  if (view.steers.some((steer) => steer.when === 'now' && steer.state === 'pending')) return 'you steered'
  return undefined
}

const NOTES: { [K in ActionResult]: (view: SessionView, row: TraceRow, finish: Finish) => string } = {
  done: (_view, _row, finish) => span(finish.ms),
  failed: (_view, _row, finish) => because('Failed', finish.problem?.message),
  denied: (_view, row) => DENIED[row.deniedBy ?? 'rule'],
  skipped: (view, row, finish) =>
    row.deniedBy === 'nobody' ? DENIED.nobody : because('Skipped', whySkipped(view) ?? finish.problem?.message),
  interrupted: (view, _row, finish) => because('Interrupted', whySkipped(view) ?? finish.problem?.message),
}

export function finishRow(view: SessionView, finish: Finish): readonly TraceRow[] {
  const row = view.rows.find((one) => one.id === finish.id)
  if (!row) return view.rows
  const hadNoEffect =
    finish.result === 'done' && finish.effect === 'unchanged' && row.action !== null && MEANT_TO_CHANGE.has(row.action.kind)
  const state: RowState = hadNoEffect ? 'noeffect' : finish.result
  return patchRow(view.rows, finish.id, { state, note: hadNoEffect ? 'No effect' : NOTES[finish.result](view, row, finish) })
}

/** A session that ends with an action still open was cut short: what had begun may have happened in part. */
export function leftOpen(row: TraceRow): TraceRow {
  if (row.state === 'live') return { ...row, state: 'interrupted', note: 'Interrupted' }
  return row.state === 'waiting' ? { ...row, state: 'skipped', note: 'Skipped' } : row
}

type Answer = 'allow' | 'allow-session' | 'deny' | 'expired' | 'withdrawn'

/** Expired is not denied: the row says which. */
export function afterAnswer(answer: Answer, by: 'person' | 'policy' | 'expiry' | 'steer'): Partial<TraceRow> {
  if (answer === 'deny') return { deniedBy: by === 'person' ? 'you' : 'rule', note: 'Denied' }
  return { deniedBy: answer === 'expired' ? 'nobody' : null, note: answer === 'expired' ? 'Expired' : 'Next' }
}
