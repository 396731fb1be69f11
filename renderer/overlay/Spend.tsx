/** What it has cost: tokens, money, and the meter of the money limit. */
import { ASK_SHARE, Meter } from '../shared/components/Meter.js'
import { money, tokens } from '../shared/format.js'
import type { SessionView } from '../shared/view-types.js'

function Money({ view }: { readonly view: SessionView }) {
  const used = view.usage?.usd ?? (view.usage ? null : 0)
  const limit = view.limits.costUsd
  const isNear = used !== null && limit > 0 && used / limit >= ASK_SHARE
  return (
    <span className="money">
      <b>{money(used)}</b>
      {limit > 0 && ` of ${money(limit)}`}
      {isNear && <span className="warn m"> · {Math.round((used / limit) * 100)} % used</span>}
    </span>
  )
}

export const stepWords = (view: SessionView): string =>
  view.limits.steps > 0 ? `Step ${view.turn} of ${view.limits.steps}` : `Step ${view.turn}`

export function Spend({ view, isSmall }: { readonly view: SessionView; readonly isSmall: boolean }) {
  const count = `${tokens((view.usage?.input ?? 0) + (view.usage?.output ?? 0))} tokens`
  const usd = view.usage?.usd ?? 0
  const meter = (
    <Meter label="Money" used={usd} limit={view.limits.costUsd} words={`${money(usd)} of ${money(view.limits.costUsd)}`} />
  )
  return (
    <div className="spend">
      <div className="row">
        {isSmall && <span>{stepWords(view)}</span>}
        <span className={isSmall ? 't3' : 'grow'}>{count}</span>
        {isSmall && <span className="grow">{meter}</span>}
        <Money view={view} />
      </div>
      {!isSmall && meter}
    </div>
  )
}
