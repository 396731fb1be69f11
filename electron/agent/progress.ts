/**
 * Notices that nothing moves on: the same turn again on a screen that shows nothing new, or two such turns in alternation.
 * So is trying on when turn after turn fails. The model is told at the 4th repeat, the session ends at the 12th. A turn that only waits may be polling for something
 * slow: four of those count as one repeat. A blinking caret makes two pictures of one screen, so pictures of the newest
 * turns all count as "nothing new".
 */
import type { Action } from '../protocol/action.js'
import type { ProposedCall } from '../protocol/call.js'
import { NO_PROGRESS, type Progress } from './state.js'

const TELL_AT = 4
const END_AT = 12
const A_WAIT_COUNTS = 0.25
/** So many turns in a row of which nothing could be done; what comes after them counts as a repeat, whatever it is. */
const FAILURES = 2
/** Turns looked back at: enough for A-B-A-B and a caret. */
const REMEMBERED = 4
/** px; a model that means the same control does not hit the same pixel twice */
const GRID = 4

export interface Noticed {
  readonly progress: Progress
  readonly verdict: 'moving' | 'tell' | 'end'
}

/** `frame`: what the answer was made from, the picture and what tools had said. `hasFailed`: nothing of the turn before could be done. */
export function noticeProgress(before: Progress, calls: readonly ProposedCall[], frame: string, hasFailed = false): Noticed {
  const failures = hasFailed ? before.failures + 1 : 0
  const signature = signatureOf(calls)
  const turns = [...before.turns, { signature, frame }].slice(-REMEMBERED)
  const isSame = isDoneBefore(before, signature, calls) && before.turns.some((turn) => turn.frame === frame)
  if (!isSame && failures < FAILURES) return { progress: { ...NO_PROGRESS, turns, failures }, verdict: 'moving' }
  const repeats = before.repeats + (isOnlyWaiting(calls) ? A_WAIT_COUNTS : 1)
  if (repeats >= END_AT) return { progress: NO_PROGRESS, verdict: 'end' }
  const isNews = repeats >= TELL_AT && !before.wasTold
  return { progress: { turns, repeats, failures, wasTold: before.wasTold || isNews }, verdict: isNews ? 'tell' : 'moving' }
}

/** To run the same tests after another edit is no repeat, though the screen shows nothing of it. */
function isDoneBefore({ turns }: Progress, signature: string, calls: readonly ProposedCall[]): boolean {
  const [third, second, last] = [turns.at(-3), turns.at(-2), turns.at(-1)]
  if (last?.signature === signature) return true
  if (second?.signature !== signature) return false
  return last?.signature === third?.signature || calls.every((call) => call.kind !== 'tool')
}

const isOnlyWaiting = (calls: readonly ProposedCall[]): boolean => {
  const kinds = calls.flatMap((call): readonly string[] =>
    call.kind === 'tool' ? ['tool'] : call.actions.map((step) => (step.ok ? step.action.kind : 'none')),
  )
  return kinds.includes('wait') && kinds.every((kind) => kind === 'wait' || kind === 'screenshot')
}

const signatureOf = (calls: readonly ProposedCall[]): string =>
  JSON.stringify(
    calls.map((call) =>
      call.kind === 'tool' ? [call.name, call.input] : call.actions.map((step) => (step.ok ? coarse(step.action) : step.shown)),
    ),
  )

function coarse(action: Action): unknown {
  const near = (value: number | undefined) => (value === undefined ? null : Math.round(value / GRID))
  switch (action.kind) {
    case 'click':
    case 'move':
    case 'scroll':
      return { ...action, x: near(action.x), y: near(action.y) }
    case 'drag':
      return { ...action, path: action.path.map(({ x, y }) => [near(x), near(y)]) }
    case 'wait':
      return { kind: 'wait' }
    default:
      return action
  }
}
