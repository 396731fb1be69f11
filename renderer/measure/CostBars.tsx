/** What a step costs, broken down into what its tokens went to. */
import type { CSSProperties } from 'react'
import type { SessionMeasure } from '../../electron/protocol/measure.js'
import { addParts } from '../../electron/replay/costs.js'
import { tokens } from '../shared/format.js'
import { PART_WORDS } from './words.js'

export function CostBars({ all }: { readonly all: readonly SessionMeasure[] }) {
  const steps = all.reduce((sum, one) => sum + one.steps, 0)
  const counted = addParts(all.map(({ costs }) => costs))
  const priced = all.filter(({ costs }) => costs.length > 0 && costs.every(({ usd }) => usd !== null))
  const money = new Map(addParts(priced.map(({ costs }) => costs)).map(({ part, usd }) => [part, usd]))
  const pricedSteps = priced.reduce((sum, one) => sum + one.steps, 0)
  const whole = counted.reduce((sum, part) => sum + part.tokens, 0)
  if (whole === 0 || steps === 0) return null
  return (
    <section aria-labelledby="step">
      <h2 id="step">What a step costs</h2>
      <div className="bars" aria-hidden="true">
        {counted.map(({ part, tokens: count }) => (
          <i key={part} className={part} style={{ '--v': count / whole } as CSSProperties} />
        ))}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Tokens a step</th>
            <th scope="col">Share</th>
            <th scope="col">Money a step</th>
          </tr>
        </thead>
        <tbody>
          {counted.map(({ part, tokens: count }) => {
            const usd = money.get(part) ?? null
            return (
              <tr key={part}>
                <th scope="row">
                  <i className={`keyb ${part}`} />
                  {PART_WORDS[part]}
                </th>
                <td>{tokens(Math.round(count / steps))}</td>
                <td>{Math.round((count / whole) * 100)} %</td>
                <td>{usd === null || pricedSteps === 0 ? 'unknown' : `$${(usd / pricedSteps).toFixed(4)}`}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="micro t3">
        Pictures and reasoning as the providers count them; output of tools by its length. Money is shared out by tokens, where a
        price is known.
      </p>
    </section>
  )
}
