/** What a change to a recording gives. PURE. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { Recording } from './recording.js'

export type Edited = Outcome<Recording, Problem>

export const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})
export const done = (value: Recording): Edited => ({ ok: true, value })
