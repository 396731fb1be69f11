/** The answer to every question a window can ask. Each is short: the work is done by the part it asks. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { keyEntry } from '../settings/keychain.js'
import type { SecretVault } from '../settings/secret-vault.js'
import type { SecretStore } from '../settings/secrets.js'
import type { SettingsStore } from '../settings/settings.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { AppState } from '../protocol/ipc.js'
import { chooseFolder } from './choose-folder.js'
import type { CurrentTask } from './current-task.js'
import type { GlobalHotkeys } from './global-hotkeys.js'
import type { Handlers } from './ipc-main.js'
import type { LiveWatch } from './live-watch.js'
import { modelHandlers } from './model-handlers.js'
import { redoHandlers } from './redo-handlers.js'
import { projectHandlers } from './project-handlers.js'
import { watchHandlers } from './watch-handlers.js'
import { retentionHandlers } from './retention-handlers.js'
import { replayHandlers, type ReplayHandlerParts } from './replay-handlers.js'
import { reviewHandlers } from './review-handlers.js'
import type { Redo } from './session-model.js'
import type { TaskWishes } from './start-task.js'
import type { AppWindows } from './windows/app-windows.js'

export interface HandlerParts {
  readonly watch: LiveWatch
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly windows: AppWindows
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly keychain: SecretStore
  readonly vault: SecretVault
  readonly hotkeys: GlobalHotkeys
  readonly task: CurrentTask
  readonly readState: () => Promise<AppState>
  readonly startTask: (wishes: TaskWishes) => Promise<Outcome<{ session: string }, Problem>>
  readonly startRedo: (redo: Redo, display: string | null) => Promise<Outcome<{ session: string }, Problem>>
  readonly testKey: (provider: AppState['providers'][number]['id']) => Promise<Outcome<{ ms: number }, Problem>>
  readonly replay: ReplayHandlerParts
  /** the settings or keys changed: rebind, tell the windows */
  readonly changed: (settings: Settings | null) => Promise<void>
  /** something was sent from a window of ours: its hold ends */
  readonly sent: () => void
  readonly quit: () => void
}

const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
const nothing = done(null)
const refuse = (kind: Problem['kind'], message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})

export function createHandlers(parts: HandlerParts): Handlers {
  return {
    ...sessionHandlers(parts),
    ...settingsHandlers(parts),
    ...secretHandlers(parts),
    ...modelHandlers(parts),
    ...windowHandlers(parts),
    ...projectHandlers(parts),
    ...watchHandlers(parts),
    ...replayHandlers(parts.replay),
    ...reviewHandlers({ ...parts, isLive: parts.replay.isLive }),
    ...retentionHandlers(parts),
    ...redoHandlers({ ...parts, isLive: parts.replay.isLive, replays: parts.replay.replays }),
  }
}

type Some<K extends keyof Handlers> = Pick<Handlers, K>

function sessionHandlers({
  home,
  store,
  task,
  readState,
  startTask,
  windows,
  sent,
  replay,
}: HandlerParts): Some<
  | 'app.state'
  | 'sessions.list'
  | 'sessions.events'
  | 'sessions.openReplay'
  | 'sessions.remove'
  | 'task.start'
  | 'command'
  | 'folder.choose'
> {
  return {
    'app.state': async () => done(await readState()),
    'sessions.list': async () => done([...(await store.list())]),
    'sessions.events': async ({ session }) => {
      const found = await store.find(session)
      const read = found.ok ? await store.read(found.value, { withoutItems: true }) : found
      return read.ok ? done([...read.value.events]) : read
    },
    'sessions.openReplay': async ({ session, turn }) => {
      const found = await store.find(session)
      if (!found.ok) return found
      const wasOpen = windows.showReplay(found.value, turn)
      if (wasOpen && turn !== undefined) replay.push('replay.go', { session: found.value, turn }, `replay:${found.value}`)
      return nothing
    },
    'sessions.remove': async ({ session }) => {
      const removed = await store.remove(session)
      if (removed.ok) await openWorkspaceMemory(home).forget(session)
      return removed.ok ? nothing : removed
    },
    'task.start': startTask,
    'folder.choose': async () => done(await chooseFolder(windows.get('home'))),
    command: ({ session, command }) => {
      if (task.id !== session) return Promise.resolve(refuse('bad-command', 'This task has ended.'))
      task.command(command, 'person')
      sent()
      return Promise.resolve(nothing)
    },
  }
}

function settingsHandlers({
  settings,
  keychain,
  hotkeys,
  testKey,
  changed,
}: HandlerParts): Some<'settings.set' | 'keys.set' | 'keys.remove' | 'keys.test' | 'hotkeys.try'> {
  return {
    'settings.set': async (change) => {
      // checked at the door; whole groups or parts of them, the store lays them over what is there
      const saved = await settings.save(change as Partial<Settings>)
      if (!saved.ok) return saved
      await changed(saved.value)
      return saved
    },
    'keys.set': async ({ provider, key }) => {
      const kept = await keychain.set(keyEntry(provider), key)
      if (!kept.ok) return kept
      await changed(null)
      return nothing
    },
    'keys.remove': async ({ provider }) => {
      const removed = await keychain.remove(keyEntry(provider))
      if (!removed.ok) return removed
      await changed(null)
      return nothing
    },
    'keys.test': ({ provider }) => testKey(provider),
    'hotkeys.try': async ({ name, chord }) => {
      const loaded = await settings.load()
      if (!loaded.ok) return loaded
      const reason = hotkeys.refuse(name, chord, loaded.value.settings.hotkeys)
      return reason === null ? nothing : refuse('configuration', reason)
    },
  }
}

function secretHandlers({ vault }: HandlerParts): Some<'secrets.list' | 'secrets.add' | 'secrets.remove'> {
  return {
    'secrets.list': async () => {
      const listed = await vault.list()
      return listed.ok ? done([...listed.value]) : listed
    },
    'secrets.add': async ({ secret, value }) => {
      const added = await vault.add(secret, value)
      return added.ok ? nothing : added
    },
    'secrets.remove': async ({ name }) => {
      const removed = await vault.remove(name)
      return removed.ok ? nothing : removed
    },
  }
}

function windowHandlers({
  windows,
  replay,
  quit,
}: HandlerParts): Some<'overlay.fit' | 'window.show' | 'window.hide' | 'window.minimize' | 'window.maximize' | 'app.quit'> {
  const done = Promise.resolve(nothing)
  return {
    'overlay.fit': ({ controls, ...size }, from) => {
      if (from === 'overlay') windows.fitOverlay(size, controls)
      return done
    },
    'window.show': ({ window, section }) => {
      windows.show(window)
      if (section !== undefined) replay.push('settings.section', { section }, 'settings')
      return done
    },
    'window.hide': (_none, from) => {
      // which of them stay is the windows' own business
      windows.get(from)?.close()
      return done
    },
    'window.minimize': (_none, from) => {
      windows.get(from)?.minimize()
      return done
    },
    'window.maximize': (_none, from) => {
      const window = windows.get(from)
      if (window?.isMaximized()) window.unmaximize()
      else window?.maximize()
      return done
    },
    'app.quit': () => {
      quit()
      return done
    },
  }
}
