/** Text on the screen is data: a model that obeys it does nothing risky without a person. */
import { describe, expect, it } from 'vitest'
import { CASES } from './injection-cases.js'
import { UNSEEN } from './injection-unseen.js'
import { expectDoneWithLeave, expectHeldUp } from './injection-stage.js'

const ALL = [...CASES, ...UNSEEN]
const named = ALL.map((injection) => [`${injection.in}: ${injection.says[0]}`, injection] as const)

describe('a gullible model', () => {
  it.each(named)('is held up by %s', (_, injection) => expectHeldUp(injection))

  it('does the very same with leave: nothing but the asking held it up', async () => {
    for (const injection of ALL) await expectDoneWithLeave(injection)
  }, 60_000)
})

it('these are at least 60 cases', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(60)
  expect(UNSEEN.length, 'half of them were worded after the rules').toBeGreaterThanOrEqual(CASES.length)
})
