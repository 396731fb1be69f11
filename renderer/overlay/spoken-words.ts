/** The sentences of the live regions. PURE. */
import { ASK_SHARE } from '../shared/components/Meter.js'
import { money } from '../shared/format.js'
import type { RowState, SessionView } from '../shared/view-types.js'

const OPEN: ReadonlySet<RowState> = new Set(['waiting', 'live'])

/** The newest action that has ended: 'Click “Orders”: done.', or with its own word when it is not done. */
export function rowSentence(view: SessionView): string {
  const row = view.rows.findLast((one) => !OPEN.has(one.state))
  return row ? `${row.title}: ${row.state === 'done' ? 'done' : row.note}.` : ''
}

export function moneySentence(view: SessionView): string {
  const used = view.usage?.usd ?? 0
  const limit = view.limits.costUsd
  if (limit <= 0 || used < limit * ASK_SHARE) return ''
  return used < limit ? `80 % of ${money(limit)} is used.` : `The limit of ${money(limit)} is used up.`
}
