/** What was typed, as values that may be others the next time. Typed literally, whatever they hold. PURE. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Action } from '../protocol/action.js'
import type { Problem } from '../protocol/problem.js'
import type { Parameter, RecordedStep, Recording } from './recording.js'

const LINE_ENDS = /[\r\n]+$/
export const SECRET = /\{\{secret:[^}]*\}\}/

/** Every text that was typed and is no secret: text1, text2 … */
export function namedParameters(steps: readonly RecordedStep[]): Parameter[] {
  const typed = steps.flatMap((step) =>
    step.actions.flatMap((action, index) =>
      action.kind === 'type' && !SECRET.test(action.text) && coreOf(action.text) !== ''
        ? [{ value: coreOf(action.text), step: step.id, action: index }]
        : [],
    ),
  )
  return typed.map((parameter, index) => ({ ...parameter, name: `text${index + 1}` }))
}

/** The line ends behind a text are keys that submit: they belong to the step, not to the value. */
export const coreOf = (text: string): string => text.replace(LINE_ENDS, '')
const endOf = (text: string): string => LINE_ENDS.exec(text)?.[0] ?? ''

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

/** What is typed where nothing else is given, under what is given. */
function withDefaults({ parameters }: Recording, given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const defaults = parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value] as const]))
  return new Map([...defaults, ...given])
}

/** The recording with other values. A value may not press keys that were not pressed when it was recorded. */
export function withValues(recording: Recording, given: ReadonlyMap<string, string>): Outcome<Recording, Problem> {
  const values = withDefaults(recording, given)
  for (const [name, value] of values) {
    const wrong = whyNot(recording, name, value)
    if (wrong !== null) return refuse(wrong)
  }
  const steps = recording.steps.map((step) => ({
    ...step,
    actions: step.actions.flatMap((action, index) => filled(action, valueFor(recording, values, step.id, index))),
  }))
  return { ok: true, value: { ...recording, steps } }
}

function valueFor(
  { parameters }: Recording,
  values: ReadonlyMap<string, string>,
  step: string,
  action: number,
): string | undefined {
  const parameter = parameters.find((one) => one.step === step && one.action === action)
  return parameter && values.get(parameter.name)
}

/** One sentence why a parameter cannot have this value; null: it can. */
export function whyNot({ parameters }: Pick<Recording, 'parameters'>, name: string, value: string): string | null {
  const own = parameters.filter((parameter) => parameter.name === name)
  if (own.length === 0) return `The recording has no parameter \`${name}\`; it has ${known(parameters)}.`
  const recorded = own.map((parameter) => parameter.value).join('')
  if (/[\r\n]/.test(value) && !/[\r\n]/.test(recorded)) {
    return `The value of \`${name}\` holds a line end, and none was typed there when it was recorded.`
  }
  const control = [...value].find((character) => isControl(character) && !recorded.includes(character))
  if (control === undefined) return null
  const code = (control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `The value of \`${name}\` holds the control character U+${code}, which was not typed there when it was recorded.`
}

const isControl = (character: string): boolean => /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(character)

const known = (parameters: readonly Parameter[]): string =>
  parameters.length === 0
    ? 'none'
    : [...new Set(parameters.map(({ name, value }) => `${name} (“${value.slice(0, 40)}”)`))].join(', ')

/** What looks like a secret's name in a value is cut in two, so that it is typed as it stands. */
function filled(action: Action, value: string | undefined): readonly Action[] {
  if (action.kind !== 'type' || value === undefined) return [action]
  const text = value + endOf(action.text)
  const pieces = text.split(/(?<=\{)(?=\{secret:)/)
  return pieces.filter((piece) => piece !== '').map((piece) => ({ kind: 'type', text: piece }))
}

/** Recorded texts on the screen that hold an old value hold the new one now. */
export function substitution(recording: Recording, given: ReadonlyMap<string, string>): (text: string) => string {
  const values = withDefaults(recording, given)
  const pairs = recording.parameters
    .map(({ name, value }) => [value, values.get(name)] as const)
    .filter(
      (pair): pair is readonly [string, string] => pair[1] !== undefined && pair[0].trim().length > 1 && pair[0] !== pair[1],
    )
  if (pairs.length === 0) return (text) => text
  // all at once: a new value may hold another's old one
  const longestFirst = pairs.toSorted(([one], [other]) => other.length - one.length).map(([old]) => escaped(old))
  const olds = new RegExp(longestFirst.join('|'), 'g')
  const byOld = new Map(pairs)
  return (text) => text.replace(olds, (old) => byOld.get(old) ?? old)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
