/** What the offline model keeps in the log from turn to turn: its steps, where it is, and what it asked to be done. */
import { z } from 'zod'
import type { ModelItem } from '../model.js'
import type { PlanItem } from '../../protocol/event.js'
import type { Progress } from './decision.js'
import { FRESH } from './decision.js'
import type { Statement } from './steps.js'

export interface PlannedStep {
  readonly statement: Statement
  readonly status: 'pending' | 'done' | 'dropped'
}

/** The call whose result decides how the current step goes on. */
export interface Pending {
  readonly callId: string
  readonly then: 'next' | Progress
}

export interface Memory {
  readonly steps: readonly PlannedStep[]
  readonly progress: Progress
  readonly pending: Pending | null
  /** how often the current step's action failed */
  readonly failures: number
  /** what `read` steps told */
  readonly told: readonly string[]
}

const TYPE = 'offline.memory'

/** Only written by this file: the frame is checked, the steps are taken as they are. */
const itemSchema = z.object({
  type: z.literal(TYPE),
  memory: z.custom<Memory>((value) => typeof value === 'object' && value !== null && 'steps' in value),
})

export const planned = (statements: readonly Statement[]): readonly PlannedStep[] =>
  statements.map((statement) => ({ statement, status: 'pending' }))

export const newMemory = (statements: readonly Statement[]): Memory => ({
  steps: planned(statements),
  progress: FRESH,
  pending: null,
  failures: 0,
  told: [],
})

/** null: nothing of ours is in the history, the task has just begun (or another model had it before). */
export const recall = (history: readonly ModelItem[]): Memory | null => {
  for (let i = history.length - 1; i >= 0; i--) {
    const item = itemSchema.safeParse(history[i])
    if (item.success) return item.data.memory
  }
  return null
}

export const toItem = (memory: Memory): ModelItem => ({ type: TYPE, memory })

/** Index of the step that is to be done now; -1 when none is left. */
export const currentIndex = (memory: Memory): number => memory.steps.findIndex((step) => step.status === 'pending')

const withCurrent = (memory: Memory, status: 'done' | 'dropped'): Memory => {
  const at = currentIndex(memory)
  const steps = memory.steps.map((step, i) => (i === at ? { ...step, status } : step))
  return { ...memory, steps, progress: FRESH, pending: null, failures: 0 }
}

export const finishStep = (memory: Memory): Memory => withCurrent(memory, 'done')
export const dropStep = (memory: Memory): Memory => withCurrent(memory, 'dropped')

export const dropRest = (memory: Memory): Memory => ({
  ...memory,
  steps: memory.steps.map((step) => (step.status === 'pending' ? { ...step, status: 'dropped' } : step)),
  progress: FRESH,
  pending: null,
  failures: 0,
})

export const planOf = (memory: Memory): readonly PlanItem[] => {
  const at = currentIndex(memory)
  return memory.steps.map(({ statement, status }, i) => ({
    text: statement.text,
    status: status === 'pending' && i === at ? 'active' : status,
  }))
}
