/** A line of the table: ours, what the goal is, and what else there is to compare with. */
import { median, quantile, round } from '../statistics.js'

export interface Row {
  readonly what: string
  /** ms each; or a word where it is not a time */
  readonly ours: readonly number[] | string
  readonly goal: string
  /** the same done otherwise */
  readonly others?: readonly (readonly [name: string, times: readonly number[]])[]
  readonly note?: string
}

const both = (times: readonly number[]) => `${round(median(times))} / ${round(quantile(times, 0.95))} ms`

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, ours, goal, others = [], note }) => {
    const beside = others.map(([name, times]) => `${name} ${both(times)}${ratio(ours, times)}`)
    return `| ${what} | ${typeof ours === 'string' ? ours : both(ours)} | ${goal} | ${[...beside, note].filter(Boolean).join('; ')} |`
  })
  return ['| what | Deskhand (median / p95) | goal | beside it, in the same run |', '|---|---|---|---|', ...lines].join('\n')
}

const ratio = (ours: Row['ours'], others: readonly number[]) =>
  typeof ours === 'string' ? '' : ` (${(median(others) / median(ours)).toFixed(1)}x)`
