/** A model's answer as the agent sees it, and the line of things to do that comes of it. */
import type { Action, ActionResult, EffectSignal } from '../protocol/action.js'
import type { ProposedCall, SafetyCheck } from '../protocol/call.js'
import type { PlanItem, StepVerdict, Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'

/** What the model says. `verdict`: of a step that was done again from a recording. */
export interface Message {
  readonly text: string
  readonly phase: 'commentary' | 'final_answer'
  readonly verdict?: StepVerdict | undefined
}

export interface Answer {
  /** the provider's own items, kept verbatim */
  readonly items: readonly unknown[]
  readonly calls: readonly ProposedCall[]
  readonly reasoning: readonly string[]
  readonly messages: readonly Message[]
  readonly plan: readonly PlanItem[] | null
  readonly problems: readonly Problem[]
  readonly usage: Usage | null
  /** why the words it ended with are not taken as the end; they are left out then */
  readonly misfit?: string
}

/** Where a point of an action lies on the desktop, OS units. */
export interface Landing {
  readonly display: string
  readonly x: number
  readonly y: number
}

interface Place {
  /** which call of the answer, which step of the call */
  readonly call: number
  readonly step: number
}

export interface ActionItem extends Place {
  readonly kind: 'action'
  readonly id: string
  readonly action: Action
  /** what the model said it is for */
  readonly why: string
  /** the provider's checks that a person must confirm before this, the first action of its call */
  readonly checks: readonly SafetyCheck[]
}

export interface ToolItem extends Place {
  readonly kind: 'tool'
  readonly id: string
  readonly name: string
  readonly input: unknown
}

/** What stood where an action was expected. */
export interface RefusedItem extends Place {
  readonly kind: 'refused'
  readonly problem: Problem
}

/** Something that is announced, judged and then done, one after another. */
export type DoableItem = ActionItem | ToolItem
export type Item = DoableItem | RefusedItem

/** How a step ended, for the model. */
export interface StepResult {
  readonly result: ActionResult
  readonly problem?: Problem
  readonly note?: string
}

/** A call of the last answer that the model has not been told the outcome of. */
export interface OpenCall {
  readonly callId: string
  readonly kind: ProposedCall['kind']
  /** null: not ended yet */
  readonly steps: readonly (StepResult | null)[]
  readonly output?: string
  readonly pictures?: readonly string[]
  readonly acknowledged: readonly string[]
}

/** How long the screen was watched since something was done: 'waited' is as long as the model asked, 'short' not enough. */
export type Watched = 'nothing' | 'short' | 'waited' | 'full'

/** What the runner says of one thing that was done. */
export interface Outcome {
  readonly result: Exclude<ActionResult, 'skipped'>
  readonly effect: EffectSignal
  readonly ms: number
  readonly problem?: Problem
  /** for the model: a pointer position, a person's answer, a tool's output */
  readonly note?: string
  readonly watched: Watched
}

export function itemsOf(calls: readonly ProposedCall[], turn: number): readonly Item[] {
  let number = 0
  const id = (letter: string) => `${letter}${turn}.${++number}`
  return calls.flatMap((call, callIndex): Item[] => {
    if (call.kind === 'tool') return [{ kind: 'tool', call: callIndex, step: 0, id: id('t'), name: call.name, input: call.input }]
    return call.actions.map((step, stepIndex): Item => {
      const place = { call: callIndex, step: stepIndex }
      if (!step.ok) return { ...place, kind: 'refused', problem: { ...step.problem, retryable: false } }
      const checks = stepIndex === 0 ? call.safetyChecks : []
      return { ...place, kind: 'action', id: id('a'), action: step.action, why: step.why ?? '', checks }
    })
  })
}

export const openCallsOf = (calls: readonly ProposedCall[]): readonly OpenCall[] =>
  calls.map((call) => ({
    callId: call.callId,
    kind: call.kind,
    steps: call.kind === 'tool' ? [null] : call.actions.map(() => null),
    acknowledged: [],
  }))

export const isDoable = (item: Item): item is DoableItem => item.kind !== 'refused'
