/** Steps of a recording described, checked, taken out and put in. PURE. */
import type { Edit } from '../protocol/redo.js'
import { done, refuse, type Edited } from './edited.js'
import type { RecordedStep, Recording } from './recording.js'

const withStep = (recording: Recording, step: RecordedStep): Recording => ({
  ...recording,
  steps: recording.steps.map((one) => (one.id === step.id ? step : one)),
})

export const described = (recording: Recording, step: RecordedStep, intent: string): Recording =>
  withStep(recording, { ...step, intent: intent.trim() })

interface Check {
  readonly text: string
  readonly absent?: boolean | undefined
}

const wordsOf = ({ text, absent }: Check) => ({ check: text.trim(), ...(absent ? { absent } : {}) })

/** '' takes the check away. */
export function checked(recording: Recording, step: RecordedStep, check: Check): Recording {
  const { check: _check, absent: _absent, ...bare } = step
  return withStep(recording, check.text.trim() === '' ? bare : { ...bare, ...wordsOf(check) })
}

/** The step before now ends where this one ended. A step that only checks changed nothing. */
export function withoutStep(recording: Recording, gone: RecordedStep): Edited {
  if (recording.steps.length === 1) return refuse('A recording without a step does nothing; remove the recording instead.')
  const at = recording.steps.indexOf(gone)
  const steps = recording.steps
    .map((step, index) => (index === at - 1 && gone.actions.length > 0 ? { ...step, after: null } : step))
    .filter((step) => step !== gone)
  return done({ ...recording, steps, parameters: recording.parameters.filter(({ step }) => step !== gone.id) })
}

/** A step that only checks: the screen it stands on is the one of the step behind it, or what the last step left. */
export function insertedCheck(recording: Recording, { before: id, ...check }: Extract<Edit, { kind: 'insert-check' }>): Edited {
  if (check.text.trim() === '') return refuse('Say which text must be on the screen, or must not be.')
  const { steps } = recording
  const at = id === null ? steps.length : steps.findIndex((step) => step.id === id)
  if (at === -1) return refuse(`The recording has no step ${id}.`)
  const last = steps.at(-1)
  const before = steps[at]?.before ?? last?.after ?? last?.before
  if (!before) return refuse('A recording without a step has no screen to check.')
  const step: RecordedStep = { id: freeId(steps), intent: '', actions: [], before, after: null, tookMs: 0, ...wordsOf(check) }
  return done({ ...recording, steps: steps.toSpliced(at, 0, step) })
}

function freeId(steps: readonly RecordedStep[]): string {
  const known = new Set(steps.map(({ id }) => id))
  for (let number = 1; ; number++) if (!known.has(`check${number}`)) return `check${number}`
}
