/** From what the home window asks for to a running session: settings with the window's choices over them, then the parts. */
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionRegistry } from '../control/session-registry.js'
import type { SessionEvent } from '../protocol/event.js'
import type { queries } from '../protocol/ipc.js'
import { lastModel } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import { earlierLife } from '../sessions/earlier-life.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { Layer } from '../settings/layers.js'
import { createSettingsStore } from '../settings/settings-file.js'
import type { SecretVault } from '../settings/secret-vault.js'
import type { SecretStore } from '../settings/secrets.js'
import type { LoadedSettings } from '../settings/settings.js'
import { openWorkspaceMemory, tightened, type KeptWorkspace } from '../settings/workspace-memory.js'
import { expandTask } from '../templates/expand-task.js'
import { readTemplates } from '../templates/read-templates.js'
import type { z } from 'zod'
import type { CurrentTask } from './current-task.js'
import { startLiveSession, type TaskRequest } from './live-session.js'
import type { SessionDesktop } from './session-desktop.js'
import type { Redo } from './session-model.js'
import { WHY_NOT_ON } from './why-not-on.js'

/** What the home window asks for; an empty task goes on with an old session and adds nothing to it. */
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
  const kept = await keptWorkspace(wishes, parts.home)
  if (!kept.ok) return kept
  const workspace = kept.value?.path ?? wishes.workspace
  const task = await withTemplate(wishes.task, workspace, parts)
  if (!task.ok) return task
  const loaded = await loadFor({ ...wishes, workspace }, follow.value?.past ?? [], parts)
  if (!loaded.ok) return loaded
  const followed = follow.value && { ...follow.value, addition: task.value || null }
  const request = { task: task.value || firstTask(followed), workspace, follow: followed, redo: null }
  return begin(request, { ...parts, loaded: tighten(loaded.value, kept.value) })
}

async function withTemplate(task: string, workspace: string | null, { warn }: StartParts): Promise<Outcome<string, Problem>> {
  const { templates, warnings } = await readTemplates(workspace)
  for (const warning of warnings) warn(warning)
  return expandTask(task, templates)
}

/** A project's own settings lie in the folder that is worked in. */
async function loadFor(
  { provider, model, display, approvals, workspace }: TaskWishes,
  past: readonly SessionEvent[],
  { home, env, warn }: StartParts,
): Promise<Outcome<LoadedSettings, Problem>> {
  const flags = { ...earlierChoices(past), ...known({ provider, model, display, approvals }) }
  const loaded = await createSettingsStore({ home, project: workspace, env, flags }).load()
  if (loaded.ok && workspace !== null) for (const warning of loaded.value.warnings) warn(warning)
  return loaded
}

/** A session that goes on works where it worked, unless another folder was chosen. */
async function keptWorkspace({ follow, workspace }: TaskWishes, home: string): Promise<Outcome<KeptWorkspace | null, Problem>> {
  if (follow === null) return { ok: true, value: null }
  const kept = await openWorkspaceMemory(home).of(follow)
  const isSame = workspace === null || (kept.ok && kept.value?.path === workspace)
  return isSame ? kept : { ok: true, value: null }
}

const tighten = (loaded: LoadedSettings, kept: KeptWorkspace | null): LoadedSettings =>
  kept ? { ...loaded, settings: { ...loaded.settings, tools: tightened(loaded.settings.tools, kept) } } : loaded

/** Nothing else needs a provider: no key is asked for, and nothing leaves this computer. */
export async function startRedo(
  redo: Redo,
  display: string | null,
  parts: StartParts,
): Promise<Outcome<{ session: string }, Problem>> {
  const flags = { provider: 'offline', model: null, ...known({ display }) }
  const loaded = await createSettingsStore({ home: parts.home, project: null, env: parts.env, flags }).load()
  if (!loaded.ok) return loaded
  const { task } = redo.source.recording
  return begin({ task, workspace: null, follow: null, redo }, { ...parts, loaded: loaded.value })
}

async function begin(
  request: TaskRequest,
  parts: StartParts & { readonly loaded: LoadedSettings },
): Promise<Outcome<{ session: string }, Problem>> {
  const started = await parts.task.start(() => startLiveSession(request, parts))
  if (!started.ok) return started
  parts.started(started.value.isVirtual)
  return { ok: true, value: { session: started.value.id } }
}

type Followed = Pick<NonNullable<TaskRequest['follow']>, 'id' | 'past'> | null

const firstTask = (followed: Followed): string => followed?.past.find((event) => event.type === 'session.started')?.task ?? ''

const known = (choices: Readonly<Record<string, unknown>>): Layer =>
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== null))

async function readFollowed(id: string | null, store: SessionStore): Promise<Outcome<Followed, Problem>> {
  if (id === null) return { ok: true, value: null }
  const read = await store.read(id)
  if (!read.ok) return read
  const message = WHY_NOT_ON[earlierLife(read.value)]
  return message === null
    ? { ok: true, value: { id, past: read.value.events } }
    : { ok: false, problem: { kind: 'usage', message, retryable: false } }
}

/** A follow-up keeps provider, model and display. Limits and approvals are never taken from a log. */
function earlierChoices(past: readonly SessionEvent[]): Layer {
  const started = past.find((event) => event.type === 'session.started')
  if (!started) return {}
  const display = settingsSchema.shape.display.safeParse(started.settings['display'])
  const { provider, model, effort } = lastModel(past) ?? { ...started, effort: null }
  return known({ provider, model, effort, display: display.success ? display.data : null })
}
