import { describe, expect, it } from 'vitest'
import { reportSoak } from '../../support/soak-report.js'
import { longRun, meanOf } from './long-run.js'
import { VENDORS } from './vendors.js'

/** `npm run soak` goes the whole way. */
const TURNS = Number(process.env['DESKHAND_SOAK_TURNS'] ?? 200)
const WINDOW = 150_000
const runs: unknown[] = []

describe.each(Object.values(VENDORS))('a long run with $name', (vendor) => {
  it(
    'keeps every word the person said, stays under the window, and costs the same turn after turn',
    async () => {
      const run = await longRun(vendor, TURNS, WINDOW)
      expect(run.refused).toEqual([])
      expect(run.lost).toEqual([])
      expect(run.shortened).toBeGreaterThan(0)
      expect(run.input).toBeGreaterThan(TURNS * 2500)
      const quarter = Math.floor(TURNS / 4)
      const early = meanOf(run.costs.slice(quarter, 2 * quarter))
      const late = meanOf(run.costs.slice(-quarter))
      expect(late / early).toBeLessThan(1.3)
      runs.push({ vendor: vendor.name, turns: TURNS, early, late, ...run, costs: [] })
      reportSoak(runs)
    },
    TURNS * 400,
  )
})
