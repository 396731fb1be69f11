/** A recording from a session's events: what was done and took effect, each step with the picture before and after it. PURE. */
import type { Action, ActionKind } from '../protocol/action.js'
import type { SessionEvent } from '../protocol/event.js'
import { namedParameters } from './parameters.js'
import { RECORDING_VERSION, type FrameRef, type RecordedStep, type Recording } from './recording.js'

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>

export interface FromSession {
  readonly recording: Recording
  /** what of the session cannot be done again, one sentence each */
  readonly problems: readonly string[]
}

/** Null when the session never began. */
export function recordingFrom(events: readonly SessionEvent[]): FromSession | null {
  const started = events.find((event) => event.type === 'session.started')
  const display = started?.displays.find(({ primary }) => primary) ?? started?.displays[0]
  if (!started || !display) return null
  const collected = new Collector()
  for (const event of events) collected.take(event)
  const steps = collected.finish()
  const shown = steps.map(({ before }) => before.id)[0]
  const used = events.find((event) => event.type === 'frame' && event.id === shown) as EventOf<'frame'> | undefined
  const recording: Recording = {
    v: RECORDING_VERSION,
    name: started.session,
    task: started.task,
    session: started.session,
    display: started.displays.find(({ id }) => id === used?.display) ?? display,
    steps,
    parameters: namedParameters(steps),
  }
  return { recording, problems: collected.problems() }
}

/** Looking, waiting and talking are not done again: each step waits for its own state. */
const LEFT_OUT: ReadonlySet<ActionKind> = new Set(['screenshot', 'zoom', 'cursorPosition', 'wait', 'done', 'askUser'])

interface Open {
  readonly turn: number
  readonly atMs: number
  readonly before: FrameRef | null
  readonly actions: { readonly id: string; readonly action: Action; isDone: boolean }[]
  intent: string
}

function note(open: Open, event: SessionEvent): void {
  if (event.type === 'reasoning') open.intent ||= event.text
  if (event.type === 'message' && event.phase === 'commentary') open.intent = event.text
  if (event.type === 'action.proposed') open.actions.push({ id: event.id, action: event.action, isDone: false })
  if (event.type !== 'action.finished') return
  const done = open.actions.find(({ id }) => id === event.id)
  if (done) done.isDone = event.result === 'done'
}

class Collector {
  private readonly steps: RecordedStep[] = []
  private open: Open | null = null
  private frame: FrameRef | null = null
  private windows: FrameRef['windows'] = null
  private tools = 0
  private hands = 0
  private frameAtMs = 0
  private pending: RecordedStep | null = null

  take(event: SessionEvent): void {
    if (event.type === 'frame') this.look(event)
    else if (event.type === 'turn.started') this.begin(event)
    else if (event.type === 'tool.started') this.tools += 1
    else if (event.type === 'human') this.hands += 1
    else if (this.open) note(this.open, event)
  }

  finish(): RecordedStep[] {
    this.close()
    this.settle()
    return this.steps
  }

  problems(): readonly string[] {
    return [
      ...(this.tools > 0 ? ['What tools did beside the screen is not done again.'] : []),
      ...(this.hands > 0 ? ['What a person did while the session was paused is not done again.'] : []),
    ]
  }

  private begin({ turn, at }: EventOf<'turn.started'>): void {
    this.close()
    this.open = { turn, atMs: Date.parse(at), before: null, actions: [], intent: '' }
  }

  private look(event: EventOf<'frame'>): void {
    if (event.region) return
    this.windows = event.windows ?? this.windows
    this.frame = { id: event.id, width: event.width, height: event.height, windows: this.windows }
    this.frameAtMs = Date.parse(event.at)
    if (this.open && this.open.actions.length === 0) this.open = { ...this.open, before: this.frame, atMs: this.frameAtMs }
  }

  /** The picture after a step is the one the next step was decided on: what came slowly stands on it too. */
  private settle(): void {
    if (!this.pending) return
    const { pending, frame } = this
    const isOther = frame !== null && frame !== pending.before
    const tookMs = Math.max(0, this.frameAtMs - pending.tookMs)
    this.steps.push({ ...pending, after: isOther ? frame : null, tookMs: isOther ? tookMs : 0 })
    this.pending = null
  }

  private close(): void {
    const { open } = this
    this.open = null
    const before = open?.before
    const actions = open?.actions.filter(({ isDone, action }) => isDone && !LEFT_OUT.has(action.kind)).map(({ action }) => action)
    if (!open || !before || !actions || actions.length === 0) return
    const last = this.frame
    if (this.pending && last) {
      const settled = { ...this.pending, after: before, tookMs: Math.max(0, open.atMs - this.pending.tookMs) }
      this.steps.push(settled)
      this.pending = null
    }
    // until it is settled, tookMs holds when its picture was taken
    this.pending = { id: `s${open.turn}`, intent: open.intent, actions, before, after: null, tookMs: open.atMs }
  }
}
