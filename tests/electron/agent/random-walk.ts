/**
 * Walks the state machine through random events and holds it to the seven invariants of docs/architecture.md at each step.
 * The walk plays the runner's part: it knows what is under way, and answers it, answers it late, or lets something else happen.
 */
import { itemsIn } from '../../../electron/agent/history.js'
import { isSame } from '../../../electron/agent/is-same.js'
import { foldLog } from '../../../electron/agent/fold.js'
import type { CallResult, Effect } from '../../../electron/agent/effects.js'
import type { AgentEvent, AgentEventBody } from '../../../electron/agent/events.js'
import { initialState, step } from '../../../electron/agent/step.js'
import { queueOf, type AgentState, type PhaseKind } from '../../../electron/agent/state.js'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { lastModel, type ModelUse } from '../../../electron/protocol/model-use.js'
import { randomEvent, type Draw } from './random-event.js'

type Performed = Exclude<Effect, { kind: 'record' } | { kind: 'cancel-and-release' }>

export interface Walk {
  readonly steps: number
  readonly lines: number
  readonly phases: ReadonlySet<PhaseKind>
  readonly transitions: ReadonlySet<string>
}

export function walk(draw: Draw, length: number): Walk {
  const walker = new Walker(draw)
  for (let count = 0; count < length; count++) walker.go()
  walker.finish()
  return walker.walked()
}

class Walker {
  private state: AgentState = initialState
  private nowMs = 1_800_000_000_000
  private steps = 0
  private underWay: Performed | null = null
  private readonly stale: number[] = []
  private readonly log: SessionEvent[] = []
  private readonly phases = new Set<PhaseKind>(['idle'])
  private readonly transitions = new Set<string>()
  private readonly ends = new Map<string, string>()
  private readonly proposed = new Set<string>()
  /** results the model must hear with its next answer */
  private owed: readonly string[] = []
  /** the model that answers from here on, as the log says */
  private model: ModelUse | null = null
  private readonly steers = new Map<string, { text: string; state: string }>()

  constructor(private readonly draw: Draw) {}

  walked(): Walk {
    return { steps: this.steps, lines: this.log.length, phases: this.phases, transitions: this.transitions }
  }

  go(): void {
    const { body, isLate } = randomEvent(this.draw, this.state, this.stale)
    this.feed(body, isLate)
  }

  /** Ends what still runs; then everything that was proposed must have ended, and the log must fold. */
  finish(): void {
    this.feed({ kind: 'command', command: { type: 'stop' }, by: 'person' }, false)
    for (const id of this.proposed) must(this.ends.has(id), `${id} has an end`)
    this.checkFold()
  }

  private feed(body: AgentEventBody, isLate: boolean): void {
    this.nowMs += this.draw(5000)
    const event: AgentEvent = { ...body, atMs: this.nowMs, ranMs: this.draw(900) }
    const before = this.state
    const next = step(before, event)
    this.steps += 1
    if (isLate) this.checkNothingChanged(before, next.state, next.effects)
    this.state = next.state
    if (next.state.phase.kind !== before.phase.kind) this.transitions.add(`${before.phase.kind} > ${next.state.phase.kind}`)
    this.phases.add(next.state.phase.kind)
    if (!isLate) this.settle(body, before)
    for (const effect of next.effects) this.perform(effect)
    this.checkRelease(event, before, next.effects)
    this.checkOneAtATime()
    this.checkPlan(event, before)
    this.checkSwitch(event, before)
  }

  /** Invariant 2. */
  private checkNothingChanged(before: AgentState, after: AgentState, effects: readonly Effect[]): void {
    must(after === before && effects.length === 0, 'a late answer changes nothing')
  }

  /** What was under way has answered, was answered by a person, or died with its process. */
  private settle(body: AgentEventBody, before: AgentState): void {
    const isAnswered = before.phase.kind === 'asking' && this.state.phase !== before.phase
    const goesOn = body.kind === 'shown' || body.kind === 'printed'
    if (goesOn) return
    if ('ticket' in body || isAnswered || body.kind === 'resumed') this.underWay = null
    // what was told with a request counts as told once its answer has come
    if (body.kind === 'thought') this.owed = body.answer.calls.map((call) => call.callId)
  }

  private perform(effect: Effect): void {
    if (effect.kind === 'record') return this.write(effect.line)
    if (effect.kind === 'cancel-and-release') {
      if (this.underWay && 'ticket' in this.underWay) this.stale.push(this.underWay.ticket)
      this.underWay = null
      return
    }
    // invariant 5: nothing begins while something else is under way
    must(this.underWay === null, `${effect.kind} begins alone`)
    this.underWay = effect
    if (effect.kind === 'think') this.checkRequest(effect)
  }

  private write(line: EventBody): void {
    const at = new Date(this.nowMs).toISOString()
    this.log.push({ v: 1, seq: this.log.length + 1, at, session: 'walk', ...line })
    if (line.type === 'action.proposed' || line.type === 'tool.proposed') this.proposed.add(line.id)
    if (line.type === 'action.finished' || line.type === 'tool.finished') {
      // invariant 1: exactly one end
      must(!this.ends.has(line.id), `${line.id} ends once`)
      this.ends.set(line.id, line.result)
    }
    this.model = lastModel(this.log.slice(-1)) ?? this.model
    if (line.type === 'steer') this.checkSteer(line.id, line.text, line.state)
  }

  /** Invariant 3: pending → delivered → applied, each once and in this order. */
  private checkSteer(id: string, text: string, state: string): void {
    const before = this.steers.get(id)?.state ?? 'none'
    const allowed: Readonly<Record<string, string>> = { none: 'pending', pending: 'delivered', delivered: 'applied' }
    must(state === allowed[before], `${id} goes from ${before} to ${state}`)
    this.steers.set(id, { text, state })
  }

  /** Invariant 1: every call of the last answer is told, in order, each step with its end. Invariant 3: no steer is lost. */
  private checkRequest({ results, handOver, steers }: Extract<Effect, { kind: 'think' }>): void {
    const told = (handOver?.results ?? results).map((result: CallResult) => result.callId)
    must(handOver === null || results.length === 0, 'who cannot read the calls is not told by their ids')
    must(isSame(this.state.model, this.model), 'who is asked is who the log names')
    must(isSame(told, this.owed), `told of ${told.join()}, owed ${this.owed.join()}`)
    for (const call of this.state.calls) must(!call.steps.includes(null), 'every step has its end')
    const open = [...this.steers].filter(([, steer]) => steer.state !== 'applied')
    const owed = open.map(([id, { text }]) => ({ id, text }))
    must(isSame(steers, owed), 'every message that is not applied is in the request')
  }

  /** Invariant 4. */
  private checkRelease(event: AgentEvent, before: AgentState, effects: readonly Effect[]): void {
    const { kind } = this.state.phase
    const isPause = kind === 'paused' && before.phase.kind !== 'paused'
    const isEnd = kind === 'finished' && before.phase.kind !== 'finished'
    const isFailure =
      (event.kind === 'failed' && this.state !== before) ||
      (event.kind === 'acted' && this.state !== before && event.outcome.result !== 'done')
    const isLetGo = effects.some((effect) => effect.kind === 'cancel-and-release')
    if (isPause || isEnd || isFailure) must(isLetGo, `everything is let go after ${event.kind}`)
  }

  /** Invariant 5. */
  private checkOneAtATime(): void {
    const { phase } = this.state
    const kind = this.underWay?.kind ?? null
    must(EXPECTED[phase.kind].includes(kind), `${String(kind)} is under way while ${phase.kind}`)
  }

  /** Invariant 3: after "now" nothing of the plan is left but what is being done. */
  private checkPlan(event: AgentEvent, before: AgentState): void {
    if (event.kind !== 'command' || event.command.type !== 'steer' || event.command.when !== 'now') return
    if (this.state === before) return
    const { phase } = this.state
    const isLimit = phase.kind === 'asking' && phase.ask.kind === 'limit'
    must(isLimit || queueOf(phase).length <= (phase.kind === 'acting' ? 1 : 0), 'the rest of the plan is void')
    must(phase.kind !== 'thinking', 'a plan under way is not waited for')
  }

  /** Invariant 7. Nobody waits for the answer of a model that was put away, and its conversation goes to no stranger. */
  private checkSwitch(event: AgentEvent, before: AgentState): void {
    if (event.kind === 'thought' && this.state !== before) {
      const kept = before.handOver === null ? itemsIn(before.history) : []
      must(isSame(itemsIn(this.state.history), [...kept, ...event.answer.items]), 'the history is of one conversation')
      must(this.state.handOver === null, 'a conversation is handed over once')
    }
    if (event.kind === 'switched' && !isSame(before.model, this.state.model))
      must(this.state.phase.kind !== 'thinking', 'an answer under way is not waited for')
  }

  /** Invariant 6. */
  private checkFold(): void {
    const folded = foldLog(this.log)
    const at = folded.strangeAt
    const near = at === null ? '' : JSON.stringify({ phase: folded.state.phase, lines: this.log.slice(at - 2, at + 8) }, null, 1)
    must(at === null, near)
    must(folded.missing.length === 0, 'nothing is missing')
    must(isSame(summaryOf(folded.state), summaryOf(this.state)), 'folding gives the same state')
  }
}

/** What may be under way in each phase. */
const EXPECTED: Readonly<Record<PhaseKind, readonly (Performed['kind'] | null)[]>> = {
  idle: [null],
  looking: ['look'],
  thinking: ['think'],
  judging: ['judge'],
  asking: ['ask-user'],
  acting: ['act', 'run-tool'],
  held: [null],
  paused: [null],
  finished: [null],
}

/** Millions of these are made: no matcher is as quick. */
function must(claim: boolean, otherwise: string): void {
  if (!claim) throw new Error(otherwise)
}

const summaryOf = ({ phase, turn, steers, history, usage, end, actions, calls, ...rest }: AgentState) => ({
  phase: phase.kind,
  model: [rest.model, rest.author, rest.handOver],
  story: rest.story,
  turn,
  steers,
  history,
  usage,
  status: end?.status,
  actions,
  results: calls.map((call) => call.steps.map((result) => result?.result)),
})
