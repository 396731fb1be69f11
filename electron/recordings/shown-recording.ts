/** A recording as the replay window shows it: in words, without pictures. PURE. */
import type { Action } from '../protocol/action.js'
import type { ShownRecording, ShownStep } from '../protocol/redo.js'
import { describeAction } from '../replay/describe-action.js'
import { visibleLine } from '../replay/visible-text.js'
import { coreOf, SECRET } from './parameters.js'
import type { RecordedStep, Recording } from './recording.js'

export function shownRecording(recording: Recording): ShownRecording {
  const { name, task, steps, parameters } = recording
  return {
    name,
    task,
    steps: steps.map((step) => shownStep(recording, step)),
    parameters: parameters.map((one) => ({
      name: one.name,
      value: one.default ?? one.value,
      mayBreak: /[\r\n]/.test(one.value),
    })),
  }
}

function shownStep({ parameters }: Recording, step: RecordedStep): ShownStep {
  const named = (action: number) => parameters.find((one) => one.step === step.id && one.action === action)?.name ?? null
  return {
    id: step.id,
    turn: turnOf(step.id),
    intent: step.intent,
    actions: step.actions.map((action, index) => ({
      words: describeAction(action),
      typed: typedIn(action),
      parameter: named(index),
    })),
    check: step.check === undefined ? null : { text: visibleLine(step.check, 400), absent: step.absent ?? false },
  }
}

const typedIn = (action: Action): string | null =>
  action.kind === 'type' && !SECRET.test(action.text) && coreOf(action.text) !== '' ? coreOf(action.text) : null

/** Steps are named by the turn they were recorded in. */
function turnOf(id: string): number | null {
  const [, turn] = /^s(\d+)$/.exec(id) ?? []
  return turn === undefined ? null : Number(turn)
}
