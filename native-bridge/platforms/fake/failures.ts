/** Planted failures: what shall fail next, how and how often. */
import { refused } from '../../outcome.js'
import type { BridgeProblem, BridgeProblemKind, Outcome } from '../../types.js'
import type { FakeFailure } from './fake-types.js'

const KINDS: Readonly<Record<FakeFailure, BridgeProblemKind>> = {
  displays: 'no-display',
  capture: 'capture',
  input: 'input',
  text: 'text',
  windows: 'capture',
  human: 'no-permission',
}

interface Plan {
  readonly problem: BridgeProblem
  timesLeft: number
  readonly afterStrokes: number
}

export class Failures {
  private readonly plans = new Map<FakeFailure, Plan>()
  areDisplaysLost = false

  plant(what: FakeFailure, plan: { problem?: BridgeProblem; times?: number; afterStrokes?: number } = {}): void {
    const problem = plan.problem ?? { kind: KINDS[what], message: `The fake desktop was told to fail: ${what}.`, retryable: true }
    this.plans.set(what, { problem, timesLeft: plan.times ?? 1, afterStrokes: plan.afterStrokes ?? 0 })
  }

  /** The failure due now, or null. `strokesSent`: how far an input has come. */
  due(what: FakeFailure, strokesSent = 0): Outcome<never> | null {
    if (this.areDisplaysLost) return refused('no-display', 'The display is gone.')
    const plan = this.plans.get(what)
    if (!plan || plan.timesLeft <= 0 || strokesSent < plan.afterStrokes) return null
    plan.timesLeft--
    return { ok: false, problem: plan.problem }
  }
}
