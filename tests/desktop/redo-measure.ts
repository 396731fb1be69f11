/** One recording of the matrix: made, done again in each of its surroundings, and with each change that must be caught. */
import type { Case, Change } from './redo-matrix.js'
import type { Recorded, Redone, RedoOptions, RedoStage } from './redo-stage.js'

/** Names of changes. */
export interface Measured {
  readonly name: string
  readonly kept: readonly string[]
  readonly lost: readonly string[]
  readonly caught: readonly string[]
  readonly missed: readonly string[]
}

export interface MeasureOptions extends RedoOptions {
  readonly say?: (words: string) => void
}

export async function measureCase(stage: RedoStage, one: Case, options: MeasureOptions = {}): Promise<Measured> {
  const recorded = await stage.record(one.shown, one.task)
  if (recorded.end.status !== 'done' || !one.isRight(recorded))
    throw new Error(`${one.name} could not be recorded: ${recorded.end.text}`)
  const row = { name: one.name, kept: [] as string[], lost: [] as string[], caught: [] as string[], missed: [] as string[] }
  const redo = async (change: Change, words: (redone: Redone) => string) => {
    const redone = await redoIn(stage, one, change, recorded, options)
    options.say?.(`${words(redone)}  ${one.name} · ${change.name}: ${told(redone)}`)
    return redone
  }
  for (const change of one.changes) {
    const redone = await redo(change, (came) => (isRight(one, came) ? 'kept' : 'LOST'))
    row[isRight(one, redone) ? 'kept' : 'lost'].push(change.name)
  }
  for (const change of one.caught) {
    const redone = await redo(change, (came) => (isFailed(came) ? 'caught' : 'MISSED'))
    row[isFailed(redone) ? 'caught' : 'missed'].push(change.name)
  }
  return row
}

const redoIn = (stage: RedoStage, one: Case, change: Change, recorded: Recorded, options: RedoOptions): Promise<Redone> =>
  stage.redo(recorded, change.to(one.shown), options)

const isRight = (one: Case, redone: Redone): boolean => redone.end.status === 'done' && one.isRight(redone)

/** A change is caught when some step says failed. */
const isFailed = ({ verdicts }: Redone): boolean => verdicts.some(({ verdict }) => verdict === 'failed')

function told({ end, verdicts }: Redone): string {
  const steps = verdicts.map(({ verdict, how }) => (how === '' ? verdict : `${verdict} (${how})`)).join('; ')
  return `${end.text} ${steps}`
}
