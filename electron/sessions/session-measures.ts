/** What each session took: read from its log once, and again only when the log has changed. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionMeasure } from '../protocol/measure.js'
import type { OutputPrice } from '../replay/costs.js'
import { measureSession } from '../replay/measure.js'
import { foldRecord } from './fold-record.js'
import type { SessionStore } from './session-store.js'

export interface SessionMeasures {
  /** newest first */
  read(): Promise<readonly SessionMeasure[]>
}

interface Known {
  readonly stamp: string
  readonly measure: SessionMeasure
}

export function createSessionMeasures(
  store: SessionStore,
  isLive: (id: string) => boolean,
  outputPrice: (model: string) => OutputPrice,
): SessionMeasures {
  const known = new Map<string, Known>()
  const measureOf = async (id: string): Promise<SessionMeasure | null> => {
    const file = await stat(join(store.folder(id), 'log.jsonl')).catch(() => null)
    const stamp = `${file?.size} ${file?.mtimeMs} ${isLive(id)}`
    const before = known.get(id)
    if (before?.stamp === stamp) return before.measure
    const read = await store.read(id, { withoutItems: true })
    if (!read.ok) return null
    const record = foldRecord(read.value, { isLive: isLive(id), bytes: 0 })
    const measure = measureSession(record, read.value.events, outputPrice(record.model))
    known.set(id, { stamp, measure })
    return measure
  }
  return {
    read: async () => {
      const all: SessionMeasure[] = []
      // one after the other: hundreds of logs at once would hold hundreds of files open
      for (const id of await store.ids()) {
        const measure = await measureOf(id)
        if (measure) all.push(measure)
      }
      return all
    },
  }
}
