/** From what the home window asks for to a running session: settings with the window's choices over them, then the parts. */
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionRegistry } from '../control/session-registry.js'
import type { SessionEvent } from '../protocol/event.js'
import type { queries } from '../protocol/ipc.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { Layer } from '../settings/layers.js'
import { createSettingsStore } from '../settings/settings-file.js'
import type { SecretVault } from '../settings/secret-vault.js'
import type { SecretStore } from '../settings/secrets.js'
import { expandTask } from '../templates/expand-task.js'
import { readTemplates } from '../templates/read-templates.js'
import type { z } from 'zod'
import type { CurrentTask } from './current-task.js'
import { startLiveSession, type TaskRequest } from './live-session.js'
import type { SessionDesktop } from './session-desktop.js'

export type TaskWishes = z.output<(typeof queries)['task.start']['input']>

export interface StartParts {
  readonly home: string
  readonly hidden: readonly string[]
  readonly warn: (sentence: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly keychain: SecretStore
  readonly vault: SecretVault
  readonly store: SessionStore
  readonly registry: SessionRegistry
  readonly task: CurrentTask
  readonly openDesktop: (wanted: string | null) => Promise<Outcome<SessionDesktop, Problem>>
  readonly heard: (event: SessionEvent) => void
  readonly goesOnAt: (ms: number | null) => void
  /** the session runs; is it on a virtual desktop? */
  readonly started: (isVirtual: boolean) => void
}

export async function startTask(wishes: TaskWishes, parts: StartParts): Promise<Outcome<{ session: string }, Problem>> {
  const follow = await readFollowed(wishes.follow, parts.store)
  if (!follow.ok) return follow
  const { templates, warnings } = await readTemplates(wishes.workspace)
  for (const warning of warnings) parts.warn(warning)
  const task = expandTask(wishes.task, templates)
  if (!task.ok) return task
  const { provider, model, display, approvals } = wishes
  const chosen = { ...earlierChoices(follow.value?.past ?? []), ...known({ provider, model, display, approvals }) }
  const loaded = await createSettingsStore({ home: parts.home, project: null, env: parts.env, flags: chosen }).load()
  if (!loaded.ok) return loaded
  const started = await parts.task.start(() =>
    startLiveSession({ task: task.value, workspace: wishes.workspace, follow: follow.value }, { ...parts, loaded: loaded.value }),
  )
  if (!started.ok) return started
  parts.started(started.value.isVirtual)
  return { ok: true, value: { session: started.value.id } }
}

const known = (choices: Readonly<Record<string, unknown>>): Layer =>
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== null))

async function readFollowed(id: string | null, store: SessionStore): Promise<Outcome<TaskRequest['follow'], Problem>> {
  if (id === null) return { ok: true, value: null }
  const read = await store.read(id)
  return read.ok ? { ok: true, value: { id, past: read.value.events } } : read
}

/** A follow-up keeps provider, model and display. Limits and approvals are never taken from a log. */
function earlierChoices(past: readonly SessionEvent[]): Layer {
  const started = past.find((event) => event.type === 'session.started')
  if (!started) return {}
  const display = settingsSchema.shape.display.safeParse(started.settings['display'])
  return known({ provider: started.provider, model: started.model, display: display.success ? display.data : null })
}
