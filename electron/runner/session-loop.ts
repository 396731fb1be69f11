/**
 * Runs the state machine: feeds events in one after another, carries out what it asks for, and sees to it that
 * a line is on disk before what it announces begins, and that nothing that was given up does anything more.
 */
import type { Effect } from '../agent/effects.js'
import type { AgentEventBody } from '../agent/events.js'
import { step } from '../agent/step.js'
import type { AgentState } from '../agent/state.js'
import type { GrantScope } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'
import { withOutput } from './answer-shape.js'
import { askPerson } from './ask-person.js'
import type { LineWriter } from './line-writer.js'
import { performAct } from './perform-act.js'
import { performJudge } from './perform-judge.js'
import { performLook } from './perform-look.js'
import { performThink } from './perform-think.js'
import { performTool } from './perform-tool.js'
import { takeModelOf } from './switch-model.js'
import type { Perform, Tell, Workbench } from './workbench.js'

type Performed = Exclude<Effect, { kind: 'record' | 'cancel-and-release' | 'grant' }>
type Performers = { readonly [K in Performed['kind']]: Perform<Extract<Performed, { kind: K }>> }

const PERFORMERS: Performers = {
  look: performLook,
  think: performThink,
  judge: performJudge,
  act: performAct,
  'run-tool': performTool,
  'ask-user': askPerson,
}

interface UnderWay {
  readonly kind: Performed['kind']
  readonly controller: AbortController
  readonly startedMs: number
  readonly settled: Promise<void>
}

export class SessionLoop {
  private readonly inbox: AgentEventBody[] = []
  private isStepping = false
  private isOver = false
  private underWay: UnderWay | null = null
  /** hands that were told to stop but have not come back yet, and letting go of what they held */
  private hands: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly bench: Workbench,
    private readonly writer: LineWriter,
    private current: AgentState,
    private readonly onFinished: (state: AgentState) => void,
  ) {}

  get state(): AgentState {
    return this.current
  }

  /** One event after another, also when stepping one brings the next. */
  dispatch(event: AgentEventBody): void {
    this.inbox.push(event)
    if (this.isStepping) return
    this.isStepping = true
    for (let next = this.inbox.shift(); next; next = this.inbox.shift()) this.stepSafely(next)
    this.isStepping = false
  }

  /** Resolves when nothing is under way any more and every key and button is let go. */
  async atRest(): Promise<void> {
    this.giveUp()
    await this.hands
  }

  /** A bug in our own code ends the session; it is told as one and leaves no key pressed. */
  private stepSafely(event: AgentEventBody): void {
    try {
      this.stepOne(event)
    } catch (error) {
      if (this.isOver) return
      this.giveUp()
      if (event.kind === 'broke') return this.end()
      this.inbox.unshift({ kind: 'broke', problem: bugOf(error) })
    }
  }

  private stepOne(event: AgentEventBody): void {
    const ranMs = this.underWay ? Math.round(this.bench.ports.clock.now() - this.underWay.startedMs) : 0
    const before = this.current
    const next = step(before, { ...event, atMs: this.bench.now(), ranMs })
    this.current = next.state
    if (before.model !== next.state.model) takeModelOf(this.bench, next.state)
    if (before.phase.kind === 'asking' && next.state.phase !== before.phase) this.underWay?.controller.abort()
    for (const effect of next.effects) this.perform(effect)
    if (this.current.phase.kind === 'finished') this.end()
  }

  private end(): void {
    if (this.isOver) return
    this.isOver = true
    this.onFinished(this.current)
  }

  private perform(effect: Effect): void {
    switch (effect.kind) {
      case 'record':
        return this.writer.write(withOutput(effect.line, this.bench.options.answer))
      case 'cancel-and-release':
        return this.giveUp()
      case 'grant':
        return void this.keepGrant(effect.scope)
      default:
        return this.begin(effect)
    }
  }

  /** What cannot be kept holds no longer than this once; that is said. */
  private async keepGrant(scope: GrantScope): Promise<void> {
    const kept = await this.bench.grants.keep(scope)
    if (!kept.ok && !this.isOver) this.dispatch({ kind: 'refused', problem: kept.problem })
  }

  /** Aborts, lets go at once, and lets go again when hands that were in the middle have come back. */
  private giveUp(): void {
    const { input } = this.bench.ports.bridge
    const ending = isHandsOn(this.underWay?.kind) ? this.underWay?.settled : Promise.resolve()
    this.underWay?.controller.abort()
    this.underWay = null
    const now = input.releaseAll()
    this.hands = Promise.all([this.hands, now, Promise.resolve(ending).then(() => input.releaseAll())]).catch(() => undefined)
  }

  private begin(effect: Performed): void {
    const controller = new AbortController()
    const startedMs = this.bench.ports.clock.now()
    const settled = this.answer(effect, controller.signal)
    this.underWay = { kind: effect.kind, controller, startedMs, settled }
  }

  private async answer(effect: Performed, signal: AbortSignal): Promise<void> {
    try {
      // nothing is pressed while earlier hands are still out, or before the line that says so is on disk
      if (isHandsOn(effect.kind)) await this.hands
      if (!(await this.writer.drained()) || signal.aborted) return
      const perform = PERFORMERS[effect.kind] as Perform<Performed>
      const tell: Tell = (told) => (signal.aborted ? undefined : this.dispatch(told))
      const event = await perform(this.bench, effect, signal, this.current, tell)
      if (event && !signal.aborted) this.dispatch(event)
    } catch (error) {
      if (!this.isOver) this.dispatch({ kind: 'broke', problem: bugOf(error) })
    }
  }
}

/** What does something outside: the next such thing waits until the one before it has come to its end. */
const isHandsOn = (kind: Performed['kind'] | undefined): boolean => kind === 'act' || kind === 'run-tool'

const bugOf = (error: unknown): Problem => ({
  kind: 'bug',
  message: `Deskhand made a mistake: ${error instanceof Error ? error.message : String(error)}`,
  retryable: false,
})
