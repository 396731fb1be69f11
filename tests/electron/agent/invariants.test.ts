import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PhaseKind } from '../../../electron/agent/state.js'
import { drawFrom } from './random-event.js'
import { walk } from './random-walk.js'
import { ALL_PHASES, TRANSITIONS } from './transitions.js'

/** `npm run soak` sets the full number. */
const SEQUENCES = Number(process.env['DESKHAND_SOAK_SEQUENCES'] ?? 1500)
const LENGTH = { min: 50, max: 90 }

describe('the six invariants over random event sequences', () => {
  it(
    'hold at every step, and every phase and transition is seen',
    () => {
      const phases = new Set<PhaseKind>()
      const transitions = new Set<string>()
      fc.assert(
        fc.property(fc.nat(), fc.integer(LENGTH), (seed, length) => {
          const walked = walk(drawFrom(seed), length)
          for (const phase of walked.phases) phases.add(phase)
          for (const transition of walked.transitions) transitions.add(transition)
        }),
        { numRuns: SEQUENCES, endOnFailure: true },
      )
      expect([...phases].sort()).toEqual([...ALL_PHASES].sort())
      expect([...transitions].sort()).toEqual([...TRANSITIONS].sort())
    },
    Math.max(120_000, SEQUENCES * 20),
  )
})
