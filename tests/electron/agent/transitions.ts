/** Every phase, and from where to where the agent may go: the random walks must see all of these and nothing else. */
import type { PhaseKind } from '../../../electron/agent/state.js'

const NEXT: Readonly<Record<PhaseKind, readonly PhaseKind[]>> = {
  idle: ['looking'],
  looking: ['thinking', 'asking', 'paused', 'finished'],
  thinking: ['looking', 'judging', 'asking', 'held', 'paused', 'finished'],
  judging: ['acting', 'asking', 'looking', 'held', 'paused', 'finished'],
  asking: ['acting', 'judging', 'looking', 'held', 'paused', 'finished'],
  acting: ['judging', 'asking', 'looking', 'held', 'paused', 'finished'],
  held: ['judging', 'asking', 'looking', 'paused', 'finished'],
  paused: ['looking', 'finished'],
  finished: ['looking'],
}

export const ALL_PHASES = Object.keys(NEXT) as readonly PhaseKind[]
export const TRANSITIONS = ALL_PHASES.flatMap((from) => NEXT[from].map((to) => `${from} > ${to}`))
