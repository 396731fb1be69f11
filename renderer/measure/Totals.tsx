/** The sums over the chosen sessions. */
import type { MeasureSum } from '../../electron/replay/measure.js'
import { tokens } from '../shared/format.js'
import { each, moneyOf, successOf, timeOf } from './words.js'

export function Totals({ sum }: { readonly sum: MeasureSum }) {
  const numbers: readonly (readonly [string, string, string])[] = [
    ['Sessions', String(sum.sessions), `${sum.done} done`],
    ['Done', successOf(sum), `of ${sum.ended} that ended`],
    ['Time', timeOf(sum.ms), `${timeOf(each(sum, sum.ms))} each`],
    ['Tokens', tokens(sum.tokens), `${tokens(Math.round(each(sum, sum.tokens)))} each`],
    ['Money', moneyOf(sum), sum.usd === null ? 'no price is known' : `$${(sum.usd / Math.max(1, sum.steps)).toFixed(4)} a step`],
    ['Approvals', String(sum.approvals), `${each(sum, sum.approvals).toFixed(1)} each`],
    ['You stepped in', String(sum.interventions), `${each(sum, sum.interventions).toFixed(1)} each`],
  ]
  return (
    <dl className="totals">
      {numbers.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
