/** What became of the actions of the last answer, and what that means for the current step. */
import type { CallResult } from '../model.js'
import type { Problem } from '../../protocol/problem.js'
import { currentIndex, finishStep, type Memory } from './memory.js'

export type Taken = { readonly memory: Memory } | { readonly problem: Problem }

/** A target can move between the look and the click: the step is tried once more on a fresh look. */
const MAX_FAILURES = 1

const failed = (message: string, kind: Problem['kind']): Taken => ({ problem: { kind, message, retryable: false } })

const afterFailure = (memory: Memory, problem: Problem | undefined): Taken => {
  if (memory.failures < MAX_FAILURES) return { memory: { ...memory, pending: null, failures: memory.failures + 1 } }
  return failed(problem?.message ?? 'The action failed.', problem?.kind ?? 'input')
}

/** Begun but perhaps not finished. Typing again would write twice: a named field is written anew, other places cannot be. */
const afterInterruption = (memory: Memory): Taken => {
  const at = currentIndex(memory)
  const step = memory.steps[at]?.statement.step
  const open = { ...memory, pending: null }
  if (step?.kind !== 'type') return { memory: open }
  if (!step.into) return failed('The typing was interrupted, and how much of the text arrived is not known.', 'input')
  const again = { ...step, replaces: true }
  const steps = memory.steps.map((planned, i) =>
    i === at ? { ...planned, statement: { ...planned.statement, step: again } } : planned,
  )
  return { memory: { ...open, steps } }
}

export const takeResults = (memory: Memory, results: readonly CallResult[]): Taken => {
  const { pending } = memory
  if (!pending) return { memory }
  const result = results.find((candidate) => candidate.callId === pending.callId)
  // nobody knows how it ended: the session broke off
  if (!result) return afterInterruption(memory)
  const has = (kind: string) => result.steps.find((step) => step.result === kind)
  const denied = has('denied')
  if (denied)
    return failed(`The step was not allowed. ${denied.problem?.message ?? ''}`.trim(), denied.problem?.kind ?? 'needs-person')
  const broken = has('failed')
  if (broken) return afterFailure(memory, broken.problem)
  if (has('interrupted')) return afterInterruption(memory)
  if (has('skipped')) return { memory: { ...memory, pending: null } }
  if (pending.then === 'next') return { memory: finishStep(memory) }
  return { memory: { ...memory, pending: null, failures: 0, progress: pending.then } }
}
