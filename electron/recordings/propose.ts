/** A new version of a recording, with what a model did in place of the steps it repaired. PURE. */
import type { SessionEvent } from '../protocol/event.js'
import { recordingFrom } from './from-session.js'
import { namedParameters } from './parameters.js'
import type { RepairedStep } from './recorded-model.js'
import type { RecordedStep, Recording } from './recording.js'

/** Null when nothing was repaired. Steps that went as recorded stay as they were recorded. */
export function proposeRecording(
  recording: Recording,
  repairs: readonly RepairedStep[],
  events: readonly SessionEvent[],
): Recording | null {
  const replayed = recordingFrom(events)?.recording
  if (!replayed || repairs.length === 0) return null
  const steps = recording.steps.flatMap((step) => {
    const repair = repairs.find((one) => one.step === step.id)
    return repair ? stepsOf(replayed, repair, step) : [step]
  })
  const isKept = (step: string, action: number) => steps.find(({ id }) => id === step)?.actions[action]?.kind === 'type'
  const kept = recording.parameters.filter((parameter) => isKept(parameter.step, parameter.action))
  const fresh = namedParameters(steps.filter(({ id }) => !recording.steps.some((step) => step.id === id)))
  const known = new Set(kept.map(({ name }) => name))
  const renamed = fresh.map((parameter, index) => ({ ...parameter, name: freeName(known, `new${index + 1}`) }))
  return { ...recording, steps, parameters: [...kept, ...renamed] }
}

function stepsOf(replayed: Recording, { fromTurn, toTurn }: RepairedStep, old: RecordedStep): readonly RecordedStep[] {
  const done = replayed.steps.filter(({ id }) => {
    const turn = Number(id.slice(1))
    return turn >= fromTurn && turn <= toTurn
  })
  return done.map((step, index) => ({ ...step, id: `${old.id}-repaired-${index + 1}`, intent: old.intent || step.intent }))
}

function freeName(known: Set<string>, name: string): string {
  const free = known.has(name) ? `${name}-repaired` : name
  known.add(free)
  return free
}
