/** `--json`: the log, line for line, each printed after it is on disk. */
import type { SessionEvent } from '../protocol/event.js'
import type { Io } from './plugs.js'

export function createJsonPrinter(io: Pick<Io, 'out'>): (event: SessionEvent) => void {
  return (event) => io.out(`${JSON.stringify(event)}\n`)
}
