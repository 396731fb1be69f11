/**
 * A person at the machine that is driven: hands yield at their first touch and go on when the machine was left alone for a
 * while; a push into the stop corner stops; and what the person did is told when the pause ends. The composition root
 * feeds in what the person does and says where: over our own windows, or as part of a hotkey, it is no take-over.
 */
import type { Display, DesktopWindow, HumanEvent, Windows } from '../../native-bridge/index.js'
import type { AgentEventBody } from '../agent/events.js'
import type { Phase } from '../agent/state.js'
import type { Clock, PersonPlace, PersonRules } from './running-session.js'
import { MODIFIER_CODES, NO_DEEDS, noteDeed, tellDeeds } from '../hotkeys/index.js'

export interface PersonParts {
  readonly rules: PersonRules
  readonly display: Display
  readonly windows: Windows
  readonly clock: Clock
  /** epoch ms by the session's clock */
  readonly now: () => number
  readonly phase: () => Phase
  readonly dispatch: (event: AgentEventBody) => void
}

/** A hand that has just pressed Start or Hand back, or leaves a window of ours, still moves. */
const GRACE_MS = 1000
/** A key whose release never came must not keep the hands away for ever. */
const LONGEST_PRESS_MS = 30_000
const CORNER_PX = 2
/** Windows are listed at most this often while a person works. */
const LIST_EVERY_MS = 250
const YIELDING: ReadonlySet<Phase['kind']> = new Set(['looking', 'thinking', 'judging', 'acting', 'held'])

export class PersonWatch {
  private lastMs: number
  private movesCountFromMs: number
  private readonly down = new Set<string>()
  private deeds = NO_DEEDS
  private readonly unplaced: HumanEvent[] = []
  private windowsBefore: readonly DesktopWindow[] | null = null
  private windowsNow: readonly DesktopWindow[] = []
  private listing: Promise<void> | null = null
  private isHeld = false
  private resting: AbortController | null = null

  constructor(private readonly parts: PersonParts) {
    this.lastMs = parts.clock.now()
    this.movesCountFromMs = this.lastMs + GRACE_MS
  }

  human(event: HumanEvent, place: PersonPlace): void {
    const { clock, dispatch, phase } = this.parts
    this.lastMs = clock.now()
    this.follow(event)
    if (this.isInCorner(event)) return dispatch({ kind: 'command', command: { type: 'stop' }, by: 'person' })
    if (place === 'own') this.movesCountFromMs = this.lastMs + GRACE_MS
    if (place === 'desktop' && this.isTakeOver(event)) this.yieldTo()
    if (phase().kind !== 'paused') return
    if (place === 'desktop') this.note(event)
    this.restAnew()
  }

  /** A hand over our windows: nothing goes on by itself while it is there. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld
    this.lastMs = this.parts.clock.now()
    if (!isHeld) this.movesCountFromMs = this.lastMs + GRACE_MS
    if (this.parts.phase().kind === 'paused') this.restAnew()
  }

  /** Gives a command. What was done in a pause is told before it ends. */
  command(type: string, give: () => void): void {
    const { phase, clock } = this.parts
    const wasPaused = phase().kind === 'paused'
    if (type === 'continue' && wasPaused) {
      this.tell()
      this.movesCountFromMs = clock.now() + GRACE_MS
    }
    give()
    if (!wasPaused && phase().kind === 'paused') this.begin()
    this.restAnew()
  }

  close(): void {
    this.resting?.abort()
    this.resting = null
  }

  private follow(event: HumanEvent): void {
    const name = event.kind === 'key' ? event.code : event.kind === 'button' ? event.button : ''
    if (name === '' || !('down' in event)) return
    if (event.down) this.down.add(name)
    else this.down.delete(name)
  }

  private isTakeOver(event: HumanEvent): boolean {
    if (this.parts.rules.yield.mode === 'off' || !YIELDING.has(this.parts.phase().kind)) return false
    if (event.kind === 'key') return event.down && !MODIFIER_CODES[event.code]
    if (!isOn(this.parts.display, event)) return false
    return event.kind === 'move' ? this.lastMs >= this.movesCountFromMs : event.kind === 'wheel' || event.down
  }

  private isInCorner(event: HumanEvent): boolean {
    const { display, rules } = this.parts
    if (event.kind !== 'move' || rules.stopCorner === 'off') return false
    const [row, column] = rules.stopCorner.split('-')
    const x = column === 'left' ? event.x - display.x : display.x + display.width - 1 - event.x
    const y = row === 'top' ? event.y - display.y : display.y + display.height - 1 - event.y
    return x >= 0 && y >= 0 && x < CORNER_PX && y < CORNER_PX
  }

  private yieldTo(): void {
    this.parts.dispatch({ kind: 'command', command: { type: 'pause' }, by: 'human-input' })
    this.begin()
  }

  private begin(): void {
    this.deeds = NO_DEEDS
    this.windowsBefore = null
    void this.listNow()
  }

  /** What comes before the windows are known waits for them. */
  private note(event: HumanEvent): void {
    this.unplaced.push(event)
    if (this.windowsBefore) this.place()
    this.listWindows()
  }

  private place(): void {
    for (const event of this.unplaced.splice(0)) this.deeds = noteDeed(this.deeds, event, this.windowsNow)
  }

  /** The list from the beginning is kept to compare with; later ones come no more often than needed. */
  private listWindows(): void {
    this.listing ??= this.parts.clock
      .sleep(LIST_EVERY_MS, new AbortController().signal)
      .then(() => this.listNow())
      .finally(() => (this.listing = null))
  }

  private async listNow(): Promise<void> {
    const listed = await this.parts.windows.list()
    if (!listed.ok) return
    this.windowsNow = listed.value
    this.windowsBefore ??= listed.value
    this.place()
  }

  private tell(): void {
    this.place()
    const did = tellDeeds(this.deeds, this.windowsBefore ?? [], this.windowsNow)
    this.deeds = NO_DEEDS
    if (did.length > 0) this.parts.dispatch({ kind: 'human', did })
  }

  /** Counts the idle seconds from now, where it is a pause that ends by itself. */
  private restAnew(): void {
    const phase = this.parts.phase()
    const { mode, idleSeconds } = this.parts.rules.yield
    const endsItself = phase.kind === 'paused' && phase.by === 'human-input' && !phase.isTakeOver && mode === 'idle'
    if (!endsItself) {
      if (this.resting) this.parts.rules.goesOnAt?.(null)
      return this.close()
    }
    this.parts.rules.goesOnAt?.(this.isBusy() ? null : this.parts.now() + idleSeconds * 1000)
    if (this.resting) return
    this.resting = new AbortController()
    void this.rest(idleSeconds * 1000, this.resting.signal)
  }

  private async rest(idleMs: number, signal: AbortSignal): Promise<void> {
    const { clock, dispatch } = this.parts
    for (;;) {
      const left = (this.isBusy() ? clock.now() : this.lastMs) + idleMs - clock.now()
      if (left <= 0) break
      await clock.sleep(Math.min(left, idleMs), signal)
      if (signal.aborted) return
    }
    const restedSince = this.lastMs
    await this.listNow()
    if (signal.aborted) return
    this.resting = null
    if (this.lastMs !== restedSince) return this.restAnew()
    this.parts.rules.goesOnAt?.(null)
    this.tell()
    dispatch({ kind: 'command', command: { type: 'continue' }, by: 'human-input' })
  }

  private isBusy(): boolean {
    const isPressed = this.down.size > 0 && this.parts.clock.now() - this.lastMs < LONGEST_PRESS_MS
    return this.isHeld || isPressed
  }
}

const isOn = ({ x, y, width, height }: Display, at: { readonly x: number; readonly y: number }): boolean =>
  at.x >= x && at.y >= y && at.x < x + width && at.y < y + height
