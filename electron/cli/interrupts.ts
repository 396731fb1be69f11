/** SIGINT, SIGTERM and SIGHUP: the first one asks the session to stop, a second one, or a bug that
 * nothing caught, ends the process after letting go. */
import { bugSentence, EXIT, SIGNAL_EXIT, type EndingSignal } from './exit-codes.js'
import type { Io } from './plugs.js'

export interface Interrupts {
  /** fires at the first signal: what is being set up gives up */
  readonly signal: AbortSignal
  /** the first signal that came, null when none did */
  which(): EndingSignal | null
  /** what the first signal does from now on, besides firing `signal`; done at once when one came already */
  onFirst(action: () => void): void
  /** what lets go of the desktop before a second signal ends the process */
  onSecond(action: () => Promise<unknown>): void
  close(): void
}

/** Letting go must not keep a person waiting who pressed Ctrl+C twice. */
const RELEASE_MS = 1_000

export function listenForInterrupts(io: Pick<Io, 'onSignal' | 'onBug' | 'exit' | 'err'>): Interrupts {
  const abort = new AbortController()
  let first: EndingSignal | null = null
  let stop: () => void = () => undefined
  let release: () => Promise<unknown> = () => Promise.resolve()
  const letGoAndExit = (code: number) => {
    const exit = () => io.exit(code)
    const timer = setTimeout(exit, RELEASE_MS)
    void release().finally(() => {
      clearTimeout(timer)
      exit()
    })
  }
  const offBug = io.onBug((error) => {
    io.err(`${bugSentence(error)}\n`)
    letGoAndExit(EXIT.failed)
  })
  const off = io.onSignal((signal) => {
    if (first === null) {
      first = signal
      abort.abort()
      stop()
      return
    }
    letGoAndExit(SIGNAL_EXIT[signal])
  })
  return {
    signal: abort.signal,
    which: () => first,
    onFirst: (action) => {
      stop = action
      if (first !== null) action()
    },
    onSecond: (action) => {
      release = action
    },
    close: () => {
      off()
      offBug()
    },
  }
}
