/** Does one action: its strokes are planned, checked and sent, and the screen is watched for what came of it. */
import { toPicturePoint, type Effect as WatchedEffect, type LookExpectation } from '../../native-bridge/index.js'
import type { Stroke } from '../../native-bridge/types.js'
import { planStrokes } from '../actions/plan-strokes.js'
import type { Effect } from '../agent/effects.js'
import type { Outcome } from '../agent/plan.js'
import type { Action } from '../protocol/action.js'
import type { Problem } from '../protocol/problem.js'
import { fillSecrets } from '../safety/secrets.js'
import { lineAfter, whyNotAsAsked } from './as-asked.js'
import { judgeSecretTyping } from './perform-judge.js'
import { zoom } from './perform-zoom.js'
import { spaceOf, type Perform, type Workbench } from './workbench.js'

type ActEffect = Extract<Effect, { kind: 'act' }>

export const performAct: Perform<ActEffect> = async (bench, effect, signal, _state, tell) => {
  const { ticket, item, isLast } = effect
  if (item.action.kind === 'zoom') {
    const { outcome, frame } = await zoom(bench, item, item.action, signal)
    if (frame) tell({ kind: 'shown', ticket, frame })
    return signal.aborted ? null : { kind: 'acted', ticket, outcome }
  }
  const moved = await whyNotAsAsked(bench, item, signal)
  const outcome = moved ? failure(moved, 0) : await doAction(bench, item.action, isLast, signal)
  if (outcome.result === 'done') bench.typedLine = await lineAfter(bench, item.action)
  if (signal.aborted) return null
  if (outcome.problem && LOST.has(outcome.problem.kind)) return { kind: 'failed', ticket, problem: outcome.problem }
  return { kind: 'acted', ticket, outcome }
}

/** Without these nothing more can be done here. */
const LOST: ReadonlySet<string> = new Set(['no-display', 'no-permission'])

async function doAction(bench: Workbench, action: Action, isLast: boolean, signal: AbortSignal): Promise<Outcome> {
  const { clock, bridge } = bench.ports
  const began = clock.now()
  const quiet = (watched: Outcome['watched'], note?: string): Outcome => ({
    result: 'done',
    effect: 'unknown',
    ms: Math.round(clock.now() - began),
    watched,
    ...(note === undefined ? {} : { note }),
  })
  if (action.kind === 'wait') {
    await clock.sleep(action.ms, signal)
    return quiet('waited')
  }
  if (action.kind === 'cursorPosition') {
    const pointer = await bridge.input.pointer()
    if (!pointer.ok) return failure(pointer.problem, clock.now() - began)
    const { x, y } = toPicturePoint(spaceOf(bench), pointer.value)
    return quiet('nothing', `The pointer is at (${Math.round(x)}, ${Math.round(y)}).`)
  }
  if (planStrokes(action).length === 0 || bench.options.dryRun) return quiet('nothing')
  return sendAndWatch(bench, action, expectation(action, isLast), signal)
}

/** What may open a menu or a dialog that the next action of the batch is meant for. */
const OPENING: ReadonlySet<Action['kind']> = new Set(['click', 'chord', 'drag', 'mouseUp'])

/** The last thing of an answer is watched until the screen is at rest; between two, just long enough for a dialog to open. */
function expectation(action: Action, isLast: boolean): Extract<LookExpectation, { kind: 'effect' }> {
  if (!isLast) {
    return OPENING.has(action.kind)
      ? { kind: 'effect', firstChangeMs: 250, patienceMs: 1000 }
      : { kind: 'effect', firstChangeMs: 100, patienceMs: 400 }
  }
  // a pointer that only moves changes little: what reacts to it does so at once
  return action.kind === 'move'
    ? { kind: 'effect', firstChangeMs: 100, patienceMs: 3000 }
    : { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 }
}

async function sendAndWatch(
  bench: Workbench,
  action: Action,
  expect: ReturnType<typeof expectation>,
  signal: AbortSignal,
): Promise<Outcome> {
  const { clock, bridge } = bench.ports
  const { display } = bench.options
  const filled = await withSecrets(bench, action)
  if ('kind' in filled && 'retryable' in filled) return { ...failure(filled, 0), result: 'denied' }
  const isSecret = filled !== action
  await bench.secrets.mask.begin(isSecret, signal)
  const marked = await bridge.eyes.mark(display, signal)
  const began = clock.now()
  if (signal.aborted) return failure(GIVEN_UP, 0)
  const sent = await bridge.input.send(strokesOf(filled, isSecret), spaceOf(bench), signal)
  const ms = Math.round(clock.now() - began)
  if (!sent.ok) return failure(sent.problem, ms)
  if (signal.aborted || !marked.ok) return { result: 'done', effect: 'unknown', ms, watched: 'short' }
  const seen = await bridge.eyes.effect(display, expect, signal)
  if (!seen.ok) return { result: 'done', effect: 'unknown', ms, watched: 'short' }
  bench.secrets.mask.end(seen.value)
  return watchedOutcome(bench, seen.value, expect, ms)
}

function watchedOutcome(bench: Workbench, seen: WatchedEffect, expect: ReturnType<typeof expectation>, ms: number): Outcome {
  const isFull = expect.patienceMs >= 3000
  bench.settledMs = isFull ? seen.settledMs : 0
  const unchanged = isFull ? 'unchanged' : 'unknown'
  return { result: 'done', effect: seen.changed > 0 ? 'changed' : unchanged, ms, watched: isFull ? 'full' : 'short' }
}

const strokesOf = (action: Action, isSecret: boolean): readonly Stroke[] =>
  planStrokes(action).map((stroke) => (stroke.kind === 'text' && isSecret ? { ...stroke, isSecret } : stroke))

const GIVEN_UP: Problem = { kind: 'aborted', message: 'It was given up.', retryable: false }

function failure(problem: Problem, ms: number): Outcome {
  const result = problem.kind === 'aborted' ? 'interrupted' : 'failed'
  return { result, effect: 'unknown', ms: Math.round(ms), problem, watched: 'short' }
}

/** The values go in here and nowhere else. Another window may have come to the front since the action was judged. */
async function withSecrets(bench: Workbench, action: Action): Promise<Action | Problem> {
  const { secrets } = bench.options
  if (action.kind !== 'type' || secrets.length === 0) return action
  const forbidden = await judgeSecretTyping(bench, action)
  if (forbidden) return forbidden.problem
  return { ...action, text: fillSecrets(action.text, new Map(secrets.map(({ name, value }) => [name, value]))) }
}
