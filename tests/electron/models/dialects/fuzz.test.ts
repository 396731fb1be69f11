import { expect, it } from 'vitest'
import { randomFrom } from '../../../support/random.js'
import { reportSoak } from '../../../support/soak-report.js'
import { mutated, SEEDS, whatIsWrong } from './mutated-replies.js'

/** `npm run soak` asks for more. */
const REPLIES = Number(process.env['DESKHAND_SOAK_REPLIES'] ?? 20_000)
const SEED = Number(process.env['DESKHAND_SOAK_SEED'] ?? 1)

it('every reply the changes begin with is read', () => {
  for (const seed of SEEDS) expect(whatIsWrong(seed)).toBeNull()
})

it(
  'no changed reply makes a parser throw, or an action that is none',
  () => {
    const random = randomFrom(SEED)
    for (let at = 0; at < REPLIES; at += 1) {
      const reply = mutated(random)
      const wrong = whatIsWrong(reply)
      if (wrong !== null) expect.fail(`reply ${at} of seed ${SEED}: ${wrong}\n${JSON.stringify(reply)}`)
    }
    reportSoak({ replies: REPLIES, seed: SEED })
  },
  30 * 60_000,
)
