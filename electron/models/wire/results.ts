/** How calls ended, in words for the model. */
import type { CallResult } from '../model.js'

export const NOT_DONE = 'This was not carried out.'

/** Instead of a picture that the model has already. */
export const SAME_SCREEN = 'The screen is unchanged: the last picture of it still holds.'

const DONE: Readonly<Record<string, string>> = {
  update_plan: 'The person sees the plan.',
  zoom: 'The closer look you asked for. Coordinates stay those of the whole picture.',
}

/** When there is nothing else to say of a function that was called. */
export const doneWords = (name: string): string => (Object.hasOwn(DONE, name) ? DONE[name]! : 'done')

export interface Told {
  readonly isDone: boolean
  /** never begun, because of something before it */
  readonly isSkipped: boolean
  /** '' when there is nothing to say but that it was done */
  readonly text: string
}

type Step = CallResult['steps'][number]

const wordsOf = (step: Step): string => [step.problem?.message, step.note].filter(Boolean).join(' ')

function tellStep(step: Step): string {
  const words = wordsOf(step)
  if (step.result === 'done') return words
  return words === '' ? `${step.result}.` : `${step.result}: ${words}`
}

/** No result: it was lost with an earlier process. */
export function tellResult(result: CallResult | undefined): Told {
  if (!result) return { isDone: false, isSkipped: false, text: NOT_DONE }
  const failed = result.steps.find((step) => step.result !== 'done')
  if (failed) {
    const isSkipped = failed === result.steps[0] && failed.result === 'skipped'
    return { isDone: false, isSkipped, text: tellStep(failed) }
  }
  const notes = result.steps.map(tellStep).filter(Boolean)
  return { isDone: true, isSkipped: false, text: result.output ?? notes.join('\n') }
}
