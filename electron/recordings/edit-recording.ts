/** Changes a person makes to a recording: each gives a new one, or says why it cannot be. PURE. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { parameterSchema, type Recording, type RecordedStep } from './recording.js'

export type Edit =
  | { readonly kind: 'rename'; readonly name: string }
  /** what a step is for, in words */
  | { readonly kind: 'describe'; readonly step: string; readonly intent: string }
  | { readonly kind: 'delete'; readonly step: string }
  /** gives a typed text a name, or another one */
  | { readonly kind: 'parametrise'; readonly step: string; readonly action: number; readonly name: string }
  /** types always what was recorded */
  | { readonly kind: 'fix'; readonly parameter: string }
  /** this text must stand on the screen before the step; '' takes the check away */
  | { readonly kind: 'check'; readonly step: string; readonly text: string }

type Edited = Outcome<Recording, Problem>

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})
const done = (value: Recording): Edited => ({ ok: true, value })

/** File names on every system. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

export const isRecordingName = (name: string): boolean => NAME.test(name)
export const NAME_RULE = 'letters, digits, dots, - and _, at most 80'

export function editRecording(recording: Recording, edit: Edit): Edited {
  if (edit.kind === 'rename') {
    return isRecordingName(edit.name) ? done({ ...recording, name: edit.name }) : refuse(`A recording’s name has ${NAME_RULE}.`)
  }
  if (edit.kind === 'fix') return fixed(recording, edit.parameter)
  const step = recording.steps.find(({ id }) => id === edit.step)
  if (!step) return refuse(`The recording has no step ${edit.step}.`)
  if (edit.kind === 'delete') return withoutStep(recording, step)
  if (edit.kind === 'parametrise') return parametrised(recording, step, edit.action, edit.name)
  if (edit.kind === 'describe') return done(withStep(recording, { ...step, intent: edit.intent.trim() }))
  const { check: _check, ...bare } = step
  return done(withStep(recording, edit.text.trim() === '' ? bare : { ...bare, check: edit.text.trim() }))
}

const withStep = (recording: Recording, step: RecordedStep): Recording => ({
  ...recording,
  steps: recording.steps.map((one) => (one.id === step.id ? step : one)),
})

/** The step before now ends where this one ended. */
function withoutStep(recording: Recording, gone: RecordedStep): Edited {
  if (recording.steps.length === 1) return refuse('A recording without a step does nothing; remove the recording instead.')
  const at = recording.steps.indexOf(gone)
  const steps = recording.steps
    .map((step, index) => (index === at - 1 ? { ...step, after: null } : step))
    .filter((step) => step !== gone)
  return done({ ...recording, steps, parameters: recording.parameters.filter(({ step }) => step !== gone.id) })
}

function parametrised(recording: Recording, step: RecordedStep, action: number, name: string): Edited {
  const typed = step.actions[action]
  if (typed?.kind !== 'type') return refuse('Only a text that is typed can be a parameter.')
  if (!parameterSchema.shape.name.safeParse(name).success)
    return refuse('A parameter’s name begins with a letter and has letters, digits, - and _.')
  const isThis = (one: { step: string; action: number }) => one.step === step.id && one.action === action
  if (recording.parameters.some((one) => one.name === name && !isThis(one)))
    return refuse(`There is a parameter \`${name}\` already.`)
  const others = recording.parameters.filter((one) => !isThis(one))
  return done({
    ...recording,
    parameters: [...others, { name, value: typed.text.replace(/[\r\n]+$/, ''), step: step.id, action }],
  })
}

function fixed(recording: Recording, name: string): Edited {
  if (!recording.parameters.some((one) => one.name === name)) return refuse(`The recording has no parameter \`${name}\`.`)
  return done({ ...recording, parameters: recording.parameters.filter((one) => one.name !== name) })
}
