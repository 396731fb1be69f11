/** Steps of a session with everything real but the model and the person: what one turn costs besides the model's own time. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScriptedModel, type ScriptedTurn } from '../electron/models/scripted.js'
import type { Model } from '../electron/models/model.js'
import type { SessionEvent } from '../electron/protocol/event.js'
import { startSession } from '../electron/runner/run-session.js'
import { openJsonlLog } from '../electron/sessions/jsonl-log.js'
import { systemClock, type Bridge, type Display, type Outcome } from '../native-bridge/index.js'
import { plainSession } from '../tests/support/plain-session.js'
import { clickPoint } from './click-points.js'

/** The first steps load code and warm caches. */
export const WARM_UP = 3

export function valueOf<T>(outcome: Outcome<T, { message: string }>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

/** Notes when the model was asked and when it had answered. */
function timed(model: Model, each: (step: number) => void): { model: Model; asked: number[]; answered: number[] } {
  const asked: number[] = []
  const answered: number[] = []
  const think: Model['think'] = async (...request) => {
    asked.push(performance.now())
    each(asked.length - 1)
    const answer = await model.think(...request)
    answered.push(performance.now())
    return answer
  }
  return { model: { ...model, think }, asked, answered }
}

function scriptOf(display: Display, model: Model, count: number): ScriptedTurn[] {
  const picture = model.picture.size(display)
  const turns = Array.from({ length: count }, (_, step): ScriptedTurn => {
    const { x, y } = clickPoint(step)
    const point = { x: Math.round((x * picture.width) / display.width), y: Math.round((y * picture.height) / display.height) }
    return { actions: [{ kind: 'click', ...point, button: 'left', count: 1, modifiers: [] }] }
  })
  return [...turns, { text: 'Done.' }]
}

export interface Measured {
  /** from one answer of the model to the next question */
  readonly steps: readonly number[]
  readonly settled: readonly number[]
  readonly unchanged: number
}

/** The real runner, a log on disk and a scripted model: clicks one a turn. `each` is called as every turn begins. */
export async function measureSteps(
  bridge: Bridge,
  display: Display,
  count: number,
  each: (step: number) => void = () => undefined,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-log-'))
  const { model, asked, answered } = timed(
    createScriptedModel({ script: scriptOf(display, createScriptedModel({ script: [{ text: 'Done.' }] }), count) }),
    each,
  )
  const log = valueOf(await openJsonlLog({ folder: join(folder, 'session'), session: 'bench' }))
  const seen = watchLog(log.subscribe.bind(log))
  const session = startSession({ bridge, model, log, clock: systemClock }, plainSession('Click.', [display]))
  const end = await session.ended
  await rm(folder, { recursive: true, force: true })
  if (end.status !== 'done') throw new Error(`The session ended as ${end.status}: ${end.text}`)
  const steps = asked.slice(1).map((at, index) => at - (answered[index] ?? at))
  return { steps: steps.slice(WARM_UP), settled: seen.settled.slice(1 + WARM_UP), unchanged: seen.unchanged }
}

/** Numbers only: over thousands of steps the events themselves would be most of the memory. */
function watchLog(subscribe: (listener: (event: SessionEvent) => void) => unknown): { settled: number[]; unchanged: number } {
  const seen = { settled: [] as number[], unchanged: 0 }
  subscribe((event) => {
    if (event.type === 'frame') seen.settled.push(event.settledMs)
    if (event.type === 'action.finished' && event.effect !== 'changed') seen.unchanged += 1
  })
  return seen
}
