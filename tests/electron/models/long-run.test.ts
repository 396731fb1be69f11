import { describe, expect, it } from 'vitest'
import { reportSoak } from '../../support/soak-report.js'
import { longRun, meanOf } from './long-run.js'
import { VENDORS, WRITING, type Vendor } from './vendors.js'

/** `npm run soak` goes the whole way. */
const TURNS = Number(process.env['DESKHAND_SOAK_TURNS'] ?? 200)
const WINDOW = 150_000
/** what open models are often served with */
const SMALL_WINDOW = 32_000
const RUNS: readonly { readonly name: string; readonly vendor: Vendor; readonly window: number }[] = [
  ...Object.values(VENDORS).map((vendor) => ({
    name: vendor.name,
    vendor,
    window: vendor === VENDORS.openModels ? SMALL_WINDOW : WINDOW,
  })),
  { name: WRITING.name, vendor: WRITING, window: SMALL_WINDOW },
]
const runs: unknown[] = []

describe.each(RUNS)('a long run with $name', ({ vendor, window }) => {
  it(
    'keeps every word the person said, stays under the window, and costs the same turn after turn',
    async () => {
      const run = await longRun(vendor, TURNS, window)
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
