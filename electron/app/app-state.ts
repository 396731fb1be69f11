/** What a window needs to know of the app to draw itself: gathered from the parts, the same for all windows. */
import type { Bridge, Outcome } from '../../native-bridge/index.js'
import { findConflicts } from '../hotkeys/index.js'
import { OFFERED } from '../models/catalogue.js'
import type { AppState } from '../protocol/ipc.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { chooseProvider, findKey, keyVariable } from '../settings/choose-provider.js'
import type { SecretStore } from '../settings/secrets.js'
import type { LoadedSettings } from '../settings/settings.js'
import { BUILT_IN_TEMPLATES } from '../templates/built-in.js'
import type { GlobalHotkeys } from './global-hotkeys.js'
import { BUILT_PROVIDERS } from './models.js'

export interface StateParts {
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly loaded: LoadedSettings
  readonly keychain: SecretStore
  readonly desktop: Outcome<Bridge>
  readonly hotkeys: GlobalHotkeys
  readonly live: string | null
  readonly canWatch: boolean
}

type Check = AppState['machine'][number]

export async function readAppState(parts: StateParts): Promise<AppState> {
  const { env, keychain, desktop, hotkeys } = parts
  const { settings } = parts.loaded
  const keychainProblem = await keychain.problem()
  const listed = desktop.ok ? await desktop.value.displays.list() : desktop
  return {
    platform: ({ darwin: 'macos', win32: 'windows' } as const)[process.platform as 'darwin' | 'win32'] ?? 'linux',
    version: parts.version,
    settings,
    displays: listed.ok ? listed.value.map((display) => ({ ...display })) : [],
    canVirtual: process.platform === 'linux',
    templates: BUILT_IN_TEMPLATES.map(({ name, about }) => ({ name, about })),
    providers: await Promise.all(OFFERED.map((offered) => providerState(offered, env, keychain))),
    keychainProblem,
    machine: [
      stopKeyCheck(hotkeys, settings),
      ...(await desktopChecks(desktop)),
      await modelCheck(parts),
      {
        name: 'keychain',
        state: keychainProblem === null ? 'ok' : 'look',
        detail: keychainProblem ?? 'Keys are kept by the system’s keychain.',
      },
    ],
    live: parts.live,
    canWatch: parts.canWatch,
    hotkeyProblems: [...hotkeys.problems()],
  }
}

async function providerState(
  offered: (typeof OFFERED)[number],
  env: StateParts['env'],
  keychain: SecretStore,
): Promise<AppState['providers'][number]> {
  const key = await findKey(offered.id, { env, keychain })
  const isVariable = key !== null && key.from === keyVariable(offered.id)
  return { ...offered, models: [...offered.models], key: key === null ? 'none' : isVariable ? 'environment' : 'keychain' }
}

function stopKeyCheck(hotkeys: GlobalHotkeys, settings: Settings): Check {
  const chord = settings.hotkeys.stop
  const problem = hotkeys.problems().find(({ name }) => name === 'stop')
  if (problem) return { name: 'stop-key', state: 'failed', detail: problem.reason }
  const fallback = hotkeys.fallback()
  if (fallback !== null)
    return { name: 'stop-key', state: 'look', detail: `${chord} works through the system’s shortcuts: ${fallback}` }
  const isClean = findConflicts(settings.hotkeys).length === 0
  return {
    name: 'stop-key',
    state: isClean ? 'ok' : 'look',
    detail: isClean ? `${chord} stops Deskhand.` : 'Two hotkeys share a key.',
  }
}

async function desktopChecks(desktop: Outcome<Bridge>): Promise<readonly Check[]> {
  if (!desktop.ok) {
    const { message } = desktop.problem
    return [
      { name: 'screen', state: 'failed', detail: message },
      { name: 'input', state: 'failed', detail: message },
    ]
  }
  const permissions = await desktop.value.permissions.check()
  return (['screen', 'input'] as const).map((name) => {
    const permission = permissions.find((each) => each.name === name)
    return { name, state: permission?.granted === false ? 'failed' : 'ok', detail: permission?.detail ?? '' }
  })
}

async function modelCheck({ loaded, env, keychain }: StateParts): Promise<Check> {
  const choice = await chooseProvider({ loaded, env, keychain, built: BUILT_PROVIDERS })
  if (!choice.ok) return { name: 'model', state: 'failed', detail: forWindows(choice.problem) }
  const { provider } = choice.value
  if (provider === 'offline')
    return { name: 'model', state: 'look', detail: 'No key yet: the offline model carries out plain steps.' }
  const name = OFFERED.find(({ id }) => id === provider)?.name ?? provider
  return {
    name: 'model',
    state: 'ok',
    detail: choice.value.key ? `${name}, with a key from ${choice.value.key.from}.` : `${name}.`,
  }
}

const forWindows = (problem: Problem): string => problem.message
