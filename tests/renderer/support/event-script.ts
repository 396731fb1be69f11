/** Writes the events of a session one after another, with sequence numbers and times, for tables and for the mocked windows. */
import type { EventBody, SessionEvent, Usage } from '../../../electron/protocol/event.js'
import type { Action, ActionResult, EffectSignal } from '../../../electron/protocol/action.js'

export const SESSION = '01JDESKHANDSAMPLE'

export const usage = (tokens: number, usd: number | null): Usage => ({
  input: tokens,
  cached: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  imageTokens: 0,
  usd,
})

/** A click with the defaults that the schema would fill in. */
export const click = (x: number, y: number): Action => ({ kind: 'click', x, y, button: 'left', count: 1, modifiers: [] })
export const type = (text: string): Action => ({ kind: 'type', text })
export const scroll = (x: number, y: number, dy: number): Action => ({ kind: 'scroll', x, y, dx: 0, dy, modifiers: [] })

interface DoneWith {
  readonly result?: ActionResult
  readonly effect?: EffectSignal
  readonly ms?: number
  readonly problem?: string
}

export class EventScript {
  readonly events: SessionEvent[] = []
  private atMs: number
  private ids = 0

  constructor(
    startMs: number,
    private readonly session = SESSION,
  ) {
    this.atMs = startMs
  }

  say(body: EventBody): this {
    const seq = this.events.length + 1
    this.events.push({ v: 1, seq, at: new Date(this.atMs).toISOString(), session: this.session, ...body })
    return this
  }

  after(ms: number): this {
    this.atMs += ms
    return this
  }

  start(task: string, limits = { steps: 80, costUsd: 2, minutes: 30 }): this {
    const settings = { limits, approvals: 'risky' }
    return this.say({
      type: 'session.started',
      task,
      provider: 'openai',
      model: 'gpt-5.3-codex',
      displays: [],
      settings,
      version: '0.1.0',
    })
  }

  turn(turn: number, frame: string, why = ''): this {
    this.say({ type: 'turn.started', turn })
    const size = { width: 1440, height: 900, bytes: 1000, mime: 'image/webp' }
    this.say({ type: 'frame', id: frame, ...size, display: ':0', reason: 'settled', settledMs: 120, changed: 0.1 })
    return why === '' ? this : this.say({ type: 'message', text: why, phase: 'commentary' })
  }

  propose(turn: number, action: Action): string {
    const id = `a${++this.ids}`
    this.say({ type: 'action.proposed', id, turn, action })
    return id
  }

  /** proposed, started and finished */
  act(turn: number, action: Action, { result = 'done', effect = 'changed', ms = 400, problem }: DoneWith = {}): this {
    const id = this.propose(turn, action)
    if (result !== 'skipped' && result !== 'denied') this.say({ type: 'action.started', id })
    this.after(ms)
    const fault = problem === undefined ? {} : { problem: { kind: 'input' as const, message: problem, retryable: false } }
    return this.say({ type: 'action.finished', id, result, effect, ms, ...fault })
  }

  steer(id: string, text: string, state: 'pending' | 'delivered' | 'applied', when: 'now' | 'next-turn' = 'now'): this {
    return this.say({ type: 'steer', id, text, when, state })
  }

  spend(turn: number, tokens: number, usd: number | null): this {
    return this.say({ type: 'usage', turn, forTurn: usage(0, 0), total: usage(tokens, usd) })
  }
}
