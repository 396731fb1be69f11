/** What a step decides at one turn, and what it remembers from turn to turn. */
import type { Look } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { ProblemKind } from '../../protocol/problem.js'
import type { LookAround } from './scene.js'

/** Plain JSON: it is kept in the log. */
export interface Progress {
  /** how often the screen was looked at again for this step */
  readonly looks: number
  readonly waitedMs: number
  readonly scrolls: number
  /** scrolls in a row after which nothing had moved */
  readonly stills: number
  /** '' at first; each kind of step names its own */
  readonly phase: string
}

export const FRESH: Progress = { looks: 0, waitedMs: 0, scrolls: 0, stills: 0, phase: '' }

/** What a step has to go by. */
export interface Situation {
  readonly look: Look
  readonly progress: Progress
  readonly lookAround: LookAround
}

export type Decision =
  /** do this; `then` 'next': the step is over when it is done, otherwise it goes on from there */
  | { readonly kind: 'act'; readonly actions: readonly Action[]; readonly why: string; readonly then: 'next' | Progress }
  /** the step is over without an action */
  | { readonly kind: 'over'; readonly message?: string; readonly why: string }
  | { readonly kind: 'fail'; readonly problem: ProblemKind; readonly message: string }
  /** the task ends here */
  | { readonly kind: 'stop' }

export const act = (actions: readonly Action[], why: string, then: 'next' | Progress = 'next'): Decision => ({
  kind: 'act',
  actions,
  why,
  then,
})
export const wait = (ms: number, why: string, progress: Progress): Decision =>
  act([{ kind: 'wait', ms }], why, { ...progress, looks: progress.looks + 1, waitedMs: progress.waitedMs + ms })
export const fail = (problem: ProblemKind, message: string): Decision => ({ kind: 'fail', problem, message })

export const click = (point: { x: number; y: number }, button: 'left' | 'right' | 'middle' = 'left', count: 1 | 2 | 3 = 1, modifiers: readonly string[] = []): Action =>
  ({ kind: 'click', ...point, button, count, modifiers: [...modifiers] }) // prettier-ignore
