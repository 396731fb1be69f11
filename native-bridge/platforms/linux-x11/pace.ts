/** The rhythm of a send: gives the event loop its turn often enough for an abort to arrive, and waits where events need time. */
import { systemClock } from '../../clock.js'

/** The longest we work without a turn of the event loop. */
const BREATHE_AFTER_MS = 3

export class Pace {
  private lastTurnMs = performance.now()

  constructor(readonly signal: AbortSignal) {}

  /** Lets others run if it is time. False when it was aborted. */
  async breathe(): Promise<boolean> {
    if (performance.now() - this.lastTurnMs > BREATHE_AFTER_MS) {
      await new Promise((resolve) => setImmediate(resolve))
      this.lastTurnMs = performance.now()
    }
    return !this.signal.aborted
  }

  /** False when it was aborted. */
  async wait(ms: number): Promise<boolean> {
    await systemClock.sleep(ms, this.signal)
    this.lastTurnMs = performance.now()
    return !this.signal.aborted
  }
}
