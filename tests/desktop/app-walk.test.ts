import { expect, it } from 'vitest'
import { reportSoak } from '../support/soak-report.js'
import { walk } from './walk/walk.js'

const MS = Number(process.env['DESKHAND_SOAK_WALK_MS'] ?? 60_000)
const SEED = Number(process.env['DESKHAND_SOAK_SEED'] ?? Date.now() % 1_000_000)

it(
  'a random model, a random person and random faults leave nothing stuck, nothing held and every log readable',
  { timeout: MS + 120_000 },
  async () => {
    const walked = await walk(MS, SEED)
    reportSoak(walked)
    expect(walked.broken, `seed ${SEED}`).toEqual([])
    expect(walked.sessions).toBeGreaterThan(0)
    expect(walked.turns).toBeGreaterThan(0)
  },
)
