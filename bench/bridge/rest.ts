/** What watching for a person costs while nothing happens: ours beside asking where the pointer is, at the same time. */
import type { Row } from './row.js'
import { runChild } from './child.js'
import type { Stand } from './stand.js'

const IDLE_S = Number(process.env['BENCH_IDLE_S'] ?? 60)

export async function measureRest({ desktop }: Stand): Promise<Row[]> {
  const shareOf = (how: string) => runChild<number>('rest-run.ts', [String(IDLE_S), how], desktop.env)
  const [ours, asking] = await Promise.all([shareOf('ours'), shareOf('asking')])
  return [
    {
      what: `watching for a person on a display at rest, ${IDLE_S} s: share of one core`,
      ours: `${ours.toFixed(2)} %`,
      goal: '≤ 1 %',
      note: `asking where the pointer is every 20 ms ${asking.toFixed(2)} %`,
    },
  ]
}
