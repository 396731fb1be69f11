/** How much the sessions take, and deleting at once what the settings no longer keep. */
import type { SessionRecord } from '../protocol/session-record.js'
import { whichToRemove } from '../sessions/retention.js'
import type { SessionStore } from '../sessions/session-store.js'
import { openGrantFolder } from '../settings/grants-file.js'
import type { SettingsStore } from '../settings/settings.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import type { Handlers } from './ipc-main.js'

export interface RetentionParts {
  readonly home: string
  readonly store: SessionStore
  readonly settings: SettingsStore
}

type Some = Pick<Handlers, Extract<keyof Handlers, `retention.${string}`>>

export function retentionHandlers({ home, store, settings }: RetentionParts): Some {
  const look: Some['retention.look'] = async () => {
    const loaded = await settings.load()
    if (!loaded.ok) return loaded
    const records = await store.list()
    const surplus = new Set(whichToRemove(records, loaded.value.settings.retention, Date.now()))
    return { ok: true, value: { all: sumOf(records), surplus: sumOf(records.filter(({ id }) => surplus.has(id))) } }
  }
  return {
    'retention.look': look,
    'retention.apply': async (none, from) => {
      const loaded = await settings.load()
      if (!loaded.ok) return loaded
      for (const id of await store.prune(loaded.value.settings.retention)) {
        await openGrantFolder(home).revoke(id)
        await openWorkspaceMemory(home).forget(id)
      }
      return look(none, from)
    },
  }
}

const sumOf = (records: readonly SessionRecord[]) => ({
  sessions: records.length,
  bytes: records.reduce((sum, { bytes }) => sum + bytes, 0),
})
