/** In a terminal: how long it takes until the next request, on one line that is written anew each second and wiped at the next event. */
import type { SessionEvent } from '../protocol/event.js'
import type { TracePrinter } from './print-text.js'

const SECOND = 1000
const WIPE = '\r\u001b[K'

export interface WaitLine {
  /** wraps the printer, so that what it prints begins on an empty line */
  take(event: SessionEvent): void
}

/** `hint`: how the wait is ended. */
export function createWaitLine(out: (text: string) => void, printer: TracePrinter, hint: string, now: () => number): WaitLine {
  let untilMs = 0
  let timer: ReturnType<typeof setInterval> | null = null
  const wipe = () => {
    if (timer === null) return
    clearInterval(timer)
    timer = null
    out(WIPE)
  }
  const show = () => {
    const left = Math.ceil((untilMs - now()) / SECOND)
    if (left <= 0) return wipe()
    out(`${WIPE}      Trying again in ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}. ${hint}`)
  }
  return {
    take: (event) => {
      wipe()
      printer.take(event)
      untilMs = endOfWait(event) ?? untilMs
      if (untilMs <= now()) return
      timer = setInterval(show, SECOND)
      // the session keeps the process alive, not its clock
      timer.unref()
      show()
    },
  }
}

/** When the wait that this event tells of is over; 0 where it ends one, null where it has nothing to do with it. */
function endOfWait(event: SessionEvent): number | null {
  if (event.type === 'problem' && event.retryable && event.waitMs !== undefined)
    return event.waitMs < 2 * SECOND ? 0 : Date.parse(event.at) + event.waitMs
  return ENDS.has(event.type) ? 0 : null
}

const ENDS: ReadonlySet<SessionEvent['type']> = new Set(['frame', 'control', 'model.changed', 'session.finished'])
