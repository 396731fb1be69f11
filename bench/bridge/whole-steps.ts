/** The whole step of `npm run bench -- step` at two sizes. */
import { measureSteps } from '../session-steps.js'
import type { Row } from './row.js'
import { openStand } from './stand.js'

const STEPS = 43
const SIZES = [
  { width: 1920, height: 1080, goal: 'median ≤ 80 ms' },
  { width: 3840, height: 2160, goal: 'median ≤ 200 ms' },
]

export async function measureWholeSteps(): Promise<Row[]> {
  const rows: Row[] = []
  for (const { goal, ...size } of SIZES) {
    const stand = await openStand(size)
    try {
      const { steps, settled } = await measureSteps(stand.bridge, stand.display, STEPS)
      rows.push({
        what: `whole step, ${size.width}x${size.height}: all but the model’s own time`,
        ours: steps,
        goal,
        others: [['of it waiting for the effect and for quiet', settled]],
      })
    } finally {
      await stand.close()
    }
  }
  return rows
}
