/** Settings, provider and sessions of this call: what every command that does something begins with. */
import type { Outcome } from '../../native-bridge/index.js'
import { openLockFolder, openRuntimeFolder } from '../control/runtime-folder.js'
import { openRegistry, type SessionRegistry } from '../control/session-registry.js'
import type { Problem } from '../protocol/problem.js'
import { dataHome } from '../sessions/data-home.js'
import { createSessionStore, type SessionStore } from '../sessions/session-store.js'
import type { Layer } from '../settings/layers.js'
import type { LoadedSettings } from '../settings/settings.js'
import { createSettingsStore } from '../settings/settings-file.js'
import type { Io } from './plugs.js'

export interface Places {
  readonly home: string
  readonly registry: SessionRegistry
  readonly sessions: SessionStore
  /** folders of Deskhand's own: data, control channel, locks */
  readonly own: readonly string[]
}

export function openPlaces(io: Pick<Io, 'env'>): Outcome<Places, Problem> {
  const home = dataHome(io.env)
  const folder = openRuntimeFolder(io.env, home)
  if (!folder.ok) return folder
  const locks = openLockFolder(io.env)
  if (!locks.ok) return locks
  const registry = openRegistry(folder.value, process.pid, locks.value)
  const sessions = createSessionStore({ home, isLive: (id) => registry.isLive(id) })
  return { ok: true, value: { home, registry, sessions, own: [home, folder.value, locks.value] } }
}

export async function loadSettings(io: Pick<Io, 'env' | 'cwd'>, flags: Layer): Promise<Outcome<LoadedSettings, Problem>> {
  return createSettingsStore({ home: dataHome(io.env), project: io.cwd, env: io.env, flags }).load()
}
