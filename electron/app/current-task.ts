/** The one task the app runs at a time: started, spoken to by windows and hotkeys, stopped before the app quits. */
import type { HumanEvent, Outcome } from '../../native-bridge/index.js'
import { pauseCommand } from '../hotkeys/index.js'
import type { Command, ControlBy } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { PersonPlace } from '../runner/running-session.js'
import { foldLive, NEW_SESSION, type LiveState, type LiveView } from './live-state.js'
import type { LiveSession } from './live-session.js'
import type { DesktopView } from './session-desktop.js'

export interface TaskListeners {
  /** the state or the session changed */
  readonly changed: () => void
  readonly ended: () => void
}

type HoldReason = 'window' | 'keys'

export class CurrentTask {
  private live: LiveSession | null = null
  private isStarting = false
  private readonly holds = new Set<HoldReason>()
  private isHeld = false
  private view: LiveView = NEW_SESSION

  constructor(private readonly listeners: TaskListeners) {}

  get id(): string | null {
    return this.live?.id ?? null
  }

  get state(): LiveState {
    return this.live === null ? 'idle' : this.view.state
  }

  /** does it drive the person's own desktop? */
  get isOnOwnDesktop(): boolean {
    return this.live !== null && !this.live.isVirtual
  }

  /** what can be watched of its private desktop */
  get watched(): DesktopView | null {
    return this.live?.view ?? null
  }

  /** paused, so that a person's hands meet nobody else's */
  get isWithPerson(): boolean {
    return this.live !== null && this.view.pause !== 'none'
  }

  async start(open: () => Promise<Outcome<LiveSession, Problem>>): Promise<Outcome<LiveSession, Problem>> {
    if (this.live || this.isStarting)
      return refuse('display-busy', 'A task is running. Stop it first, or tell it what to change.')
    this.isStarting = true
    this.view = NEW_SESSION
    try {
      const started = await open()
      if (started.ok) this.take(started.value)
      return started
    } finally {
      this.isStarting = false
    }
  }

  /** Each event of the session, in order. */
  hear(event: SessionEvent): void {
    const before = this.view.state
    this.view = foldLive(this.view, event)
    this.applyHold()
    if (this.view.state !== before) this.listeners.changed()
  }

  command(command: Command, by: ControlBy): void {
    this.live?.command(command, by)
  }

  /** Pause, or continue where it is paused. */
  toggle(by: ControlBy): void {
    this.command({ type: this.view.pause === 'none' ? 'pause' : 'continue' }, by)
  }

  /** The pause or the take-over key. */
  press(key: 'pause' | 'takeOver', by: ControlBy): void {
    if (this.live) this.command(pauseCommand(key, this.view.pause, this.live.yields), by)
  }

  /** A person's hand is over our windows, or on a chord. What is paused waits anyway, and holds only once it goes on. */
  hold(isWanted: boolean, why: HoldReason = 'window'): void {
    if (isWanted) this.holds.add(why)
    else this.holds.delete(why)
    this.applyHold()
  }

  /** A person's input on the desktop that the app watches. */
  human(event: HumanEvent, place: PersonPlace): void {
    if (this.isOnOwnDesktop) this.live?.human(event, place)
  }

  /** Resolves when what runs now has ended. */
  async whenEnded(): Promise<void> {
    await this.live?.ended
  }

  /** Stops what runs and waits until everything is let go and the log is closed. */
  async stopAndWait(by: ControlBy): Promise<void> {
    const live = this.live
    if (!live) return
    live.command({ type: 'stop' }, by)
    await live.ended
  }

  private applyHold(): void {
    const isHeld = this.holds.size > 0 && this.view.pause === 'none' && this.isOnOwnDesktop
    if (isHeld === this.isHeld) return
    this.isHeld = isHeld
    this.live?.hold(isHeld)
  }

  private take(live: LiveSession): void {
    this.live = live
    this.isHeld = false
    this.listeners.changed()
    void live.ended.then(() => {
      this.live = null
      this.listeners.changed()
      this.listeners.ended()
    })
  }
}

const refuse = (kind: Problem['kind'], message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})
