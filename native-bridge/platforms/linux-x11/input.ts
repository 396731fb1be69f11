/** The input port: plans everything first, sends one list of strokes after the other, and lets go when anything fails. */
import type { Controls, Input, ProgramStart } from '../../bridge.js'
import { aborted, done } from '../../outcome.js'
import type { Control, Outcome, PictureSpace, Point, Stroke } from '../../types.js'
import { Paste } from './clipboard/paste.js'
import { type Connection, displayLost } from './connection.js'
import { stillThere } from './displays.js'
import { Hands, pointerOf } from './hands.js'
import { Keyboard } from './keyboard.js'
import { LastWill } from './last-will.js'
import { Pace } from './pace.js'
import { planSteps, type Step } from './plan.js'
import { sentEventsOf } from './sent-events.js'
import type { X11Windows } from './windows.js'

export interface X11Input extends Input {
  /** Lets go of everything and puts the keyboard back without waiting: for a process that is about to exit. */
  letGoAtExit(): void
  close(): Promise<void>
}

/** `holder`: what starts the clipboard's holder; null: nothing is pasted. */
export const createInput = (
  connection: Connection,
  windows: X11Windows,
  controls: Controls,
  holder: ProgramStart | null,
): X11Input => new XTestInput(connection, windows, controls, holder)

class XTestInput implements X11Input {
  private readonly keyboard: Keyboard
  private readonly hands: Hands
  private readonly will: LastWill
  /** sends go one after the other */
  private lastSend: Promise<unknown> = Promise.resolve()
  /** fires when everything is let go of, so that sends under way end */
  private letGo = new AbortController()

  constructor(
    private readonly connection: Connection,
    private readonly windows: X11Windows,
    controls: Controls,
    holder: ProgramStart | null,
  ) {
    this.keyboard = new Keyboard(connection)
    this.will = new LastWill(connection.name)
    this.hands = new Hands(connection, this.keyboard, sentEventsOf(connection.name), this.will, {
      focusedField: (signal) => fieldOf(controls, signal),
      beginPaste: (target, signal) => Paste.begin(holder, connection.name, target, signal),
    })
  }

  send(strokes: readonly Stroke[], space: PictureSpace, signal: AbortSignal): Promise<Outcome<void>> {
    const either = AbortSignal.any([signal, this.letGo.signal])
    const sending = this.lastSend.then(() => this.sendNow(strokes, space, either))
    this.lastSend = sending.catch(() => undefined)
    return sending
  }

  check(strokes: readonly Stroke[], space: PictureSpace): Outcome<void> {
    const planned = this.plan(strokes, space)
    return planned.ok ? done(undefined) : planned
  }

  releaseAll(): Promise<void> {
    this.letGo.abort()
    this.letGo = new AbortController()
    this.tidy()
    return Promise.resolve()
  }

  letGoAtExit(): void {
    this.tidy()
    this.keyboard.restore()
    this.connection.sync()
  }

  held(): readonly string[] {
    return this.hands.names()
  }

  pointer(): Promise<Outcome<Point>> {
    return Promise.resolve(this.pointerNow())
  }

  async close(): Promise<void> {
    await this.releaseAll()
    await this.lastSend
    const { busyMs } = this.keyboard
    if (busyMs > 0) await new Promise((resolve) => setTimeout(resolve, busyMs))
    this.keyboard.restore()
    this.will.close()
  }

  private async sendNow(strokes: readonly Stroke[], space: PictureSpace, signal: AbortSignal): Promise<Outcome<void>> {
    if (signal.aborted) return aborted()
    const planned = this.plan(strokes, space)
    if (!planned.ok) return planned
    let isDone = false
    try {
      const result = await this.hands.perform(planned.value, new Pace(signal), () => stillThere(this.connection, space.display))
      isDone = result.ok
      return result
    } finally {
      if (isDone) this.keyboard.settleBack()
      else this.tidy()
      this.connection.sync()
    }
  }

  private plan(strokes: readonly Stroke[], space: PictureSpace): Outcome<readonly Step[]> {
    const ready = this.keyboard.refresh()
    if (!ready.ok) return ready
    return planSteps(strokes, space, {
      pointer: () => this.pointerNow(),
      isOwn: (point) => this.windows.isOwn(point),
      hasOwnFocus: () => this.windows.hasOwnFocus(),
      canType: (keysym) => this.keyboard.canType(keysym),
    })
  }

  private pointerNow(): Outcome<Point> {
    if (!this.connection.isAlive) return displayLost(this.connection)
    const pointer = pointerOf(this.connection)
    return this.connection.isAlive ? done(pointer) : displayLost(this.connection)
  }

  /** Nothing stays down and the keyboard is as it was found. */
  private tidy(): void {
    this.hands.letGo()
    this.keyboard.settleBack()
    this.connection.sync()
  }
}

/** A browser that was never asked before may need longer than one question to tell. */
const MOST_QUESTIONS = 3

async function fieldOf(controls: Controls, signal: AbortSignal): Promise<Control | null> {
  for (let question = 0; question < MOST_QUESTIONS && !signal.aborted; question++) {
    const control = await controls.focused(signal)
    if (control?.isEditable) return control
  }
  return null
}
