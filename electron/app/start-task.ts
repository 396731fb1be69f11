/** From what the home window asks for to a running session: settings with the window's choices over them, then the parts. */
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionRegistry } from '../control/session-registry.js'
import type { SessionEvent } from '../protocol/event.js'
import type { queries } from '../protocol/ipc.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionStore } from '../sessions/session-store.js'
import { createSettingsStore } from '../settings/settings-file.js'
import type { SecretStore } from '../settings/secrets.js'
import type { z } from 'zod'
import type { CurrentTask } from './current-task.js'
import { startLiveSession } from './live-session.js'
import type { SessionDesktop } from './session-desktop.js'

export type TaskWishes = z.output<(typeof queries)['task.start']['input']>

export interface StartParts {
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly keychain: SecretStore
  readonly store: SessionStore
  readonly registry: SessionRegistry
  readonly task: CurrentTask
  readonly openDesktop: (wanted: string | null) => Promise<Outcome<SessionDesktop, Problem>>
  readonly heard: (event: SessionEvent) => void
  /** the session runs; is it on a virtual desktop? */
  readonly started: (isVirtual: boolean) => void
}

export async function startTask(wishes: TaskWishes, parts: StartParts): Promise<Outcome<{ session: string }, Problem>> {
  const { provider, model, display, approvals } = wishes
  const chosen = Object.fromEntries(Object.entries({ provider, model, display, approvals }).filter(([, value]) => value !== null))
  const loaded = await createSettingsStore({ home: parts.home, project: null, env: parts.env, flags: chosen }).load()
  if (!loaded.ok) return loaded
  const started = await parts.task.start(() =>
    startLiveSession({ task: wishes.task, follow: wishes.follow }, { ...parts, loaded: loaded.value }),
  )
  if (!started.ok) return started
  parts.started(started.value.isVirtual)
  return { ok: true, value: { session: started.value.id } }
}
