/** What two sessions took, the smaller number of each in bold. */
import { money, tokens } from '../shared/format.js'
import type { ReplayShown } from './replay-store.js'
import { minutes } from './row-index.js'

interface Line {
  readonly name: string
  readonly of: (shown: ReplayShown) => number | null
  readonly words: (value: number) => string
}

const totals = (shown: ReplayShown) => shown.about?.record.totals

const LINES: readonly Line[] = [
  { name: 'Steps', of: ({ index }) => index.steps, words: String },
  { name: 'Time', of: (shown) => totals(shown)?.ms ?? null, words: minutes },
  {
    name: 'Tokens',
    of: (shown) => {
      const usage = totals(shown)?.usage
      return usage ? usage.input + usage.output : null
    },
    words: tokens,
  },
  { name: 'Money', of: (shown) => totals(shown)?.usage.usd ?? null, words: money },
  { name: 'Problems', of: ({ index }) => index.markers.problems.length, words: String },
  { name: 'Asked you', of: ({ index }) => index.markers.approvals.length, words: String },
]

export function DifferenceTable({ one, other }: { readonly one: ReplayShown; readonly other: ReplayShown }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">What</span>
          </th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {LINES.map(({ name, of, words }) => {
          const [a, b] = [of(one), of(other)]
          const cell = (value: number | null, against: number | null) => (
            <td className={value !== null && against !== null && value < against ? 'b' : ''}>
              {value === null ? 'unknown' : words(value)}
            </td>
          )
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cell(a, b)}
              {cell(b, a)}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
