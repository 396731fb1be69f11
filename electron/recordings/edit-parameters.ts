/** Typed texts of a recording that get a name, and those that are typed as they were. PURE. */
import type { Edit } from '../protocol/redo.js'
import { done, refuse, type Edited } from './edited.js'
import { coreOf, SECRET, whyNot } from './parameters.js'
import { parameterSchema, type Parameter, type RecordedStep, type Recording } from './recording.js'

type Parametrise = Extract<Edit, { kind: 'parametrise' }>

export function parametrised(recording: Recording, step: RecordedStep, { action, name, value = null }: Parametrise): Edited {
  const typed = step.actions[action]
  if (typed?.kind !== 'type') return refuse('Only a text that is typed can be a parameter.')
  if (SECRET.test(typed.text)) return refuse('A secret has a name already.')
  if (!parameterSchema.shape.name.safeParse(name).success)
    return refuse('A parameter’s name begins with a letter and has letters, digits, - and _.')
  const isThis = (one: Parameter) => one.step === step.id && one.action === action
  const others = recording.parameters.filter((one) => !isThis(one))
  if (others.some((one) => one.name === name)) return refuse(`There is a parameter \`${name}\` already.`)
  const recorded = coreOf(typed.text)
  const parameter: Parameter = {
    name,
    value: recorded,
    step: step.id,
    action,
    ...(value === null || value === recorded ? {} : { default: value }),
  }
  const wrong = value === null ? null : whyNot({ parameters: [parameter] }, name, value)
  return wrong === null ? done({ ...recording, parameters: [...others, parameter] }) : refuse(wrong)
}

export function fixed(recording: Recording, name: string): Edited {
  if (!recording.parameters.some((one) => one.name === name)) return refuse(`The recording has no parameter \`${name}\`.`)
  return done({ ...recording, parameters: recording.parameters.filter((one) => one.name !== name) })
}
