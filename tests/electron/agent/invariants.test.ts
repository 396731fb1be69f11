import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PhaseKind } from '../../../electron/agent/state.js'
import { randomFrom } from '../../support/random.js'
import { reportSoak } from '../../support/soak-report.js'
import { walk } from './random-walk.js'
import { ALL_PHASES, TRANSITIONS } from './transitions.js'

/** The short form; `npm run soak` sets the full number. */
const SEQUENCES = Number(process.env['DESKHAND_SOAK_SEQUENCES'] ?? 1500)
const LENGTH = { min: 50, max: 90 }

describe('the seven invariants over random event sequences', () => {
  it('hold at every step, and every phase and transition is seen', { timeout: Math.max(120_000, SEQUENCES * 40) }, () => {
    const phases = new Set<PhaseKind>()
    const transitions = new Map<string, number>()
    let [sequences, events, lines] = [0, 0, 0]
    const check = (seed: number, length: number) => {
      const walked = walk(randomFrom(seed).below, length)
      for (const phase of walked.phases) phases.add(phase)
      for (const transition of walked.transitions) transitions.set(transition, (transitions.get(transition) ?? 0) + 1)
      sequences += 1
      events += walked.steps
      lines += walked.lines
    }
    fc.assert(fc.property(fc.nat(), fc.integer(LENGTH), check), { numRuns: SEQUENCES, endOnFailure: true })
    expect([...phases].sort()).toEqual([...ALL_PHASES].sort())
    expect([...transitions.keys()].sort()).toEqual([...TRANSITIONS].sort())
    reportSoak({ sequences, events, lines, phases: [...phases], transitions: [...transitions] })
  })
})
