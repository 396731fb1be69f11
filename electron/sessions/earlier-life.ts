/** Where a session stands that somebody wants to go on with. PURE. */
import type { SessionEvent } from '../protocol/event.js'

export type EarlierLife =
  /** a newer version wrote it */
  | 'newer'
  | 'never-began'
  /** a recording or a person acted: there is nobody to go on */
  | 'no-model'
  /** it has done its task: going on needs words of what it shall also do */
  | 'done'
  | 'open'

const WITHOUT_MODEL: ReadonlySet<string> = new Set(['recorded', 'person'])

export function earlierLife({ events, isNewer }: { events: readonly SessionEvent[]; isNewer: boolean }): EarlierLife {
  if (isNewer) return 'newer'
  const started = events.find((event) => event.type === 'session.started')
  if (!started) return 'never-began'
  if (WITHOUT_MODEL.has(started.provider)) return 'no-model'
  const last = events.at(-1)
  return last?.type === 'session.finished' && last.status === 'done' ? 'done' : 'open'
}
