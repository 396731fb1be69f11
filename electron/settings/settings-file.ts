/**
 * The settings on disk: config.json in $DESKHAND_HOME < .deskhand/config.json of the project < environment < flags,
 * each value with its origin (CONTRACT 5).
 */
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema, type Settings } from '../protocol/settings.js'
import { configuration, readEnvironment, type Environment } from './environment.js'
import { layerNames, SETTING_NAMES } from './known-settings.js'
import { layOver, type Layer } from './layers.js'
import { readProject } from './read-project.js'
import { readConfig } from './read-config.js'
import type { LoadedSettings, SettingOrigin, SettingsStore } from './settings.js'

export interface SettingsFileOptions {
  /** see dataHome(); the user's config.json lies there */
  readonly home: string
  /** folder whose .deskhand/config.json counts; null: none */
  readonly project: string | null
  readonly env: Environment
  /** values given on the command line */
  readonly flags?: Layer
}

interface NamedLayer {
  readonly origin: SettingOrigin
  readonly layer: Layer
}

export function userConfigPath(home: string): string {
  return join(home, 'config.json')
}

export function createSettingsStore(options: SettingsFileOptions): SettingsStore {
  return { load: () => load(options), save: (change) => save(options.home, change) }
}

async function load(options: SettingsFileOptions): Promise<Outcome<LoadedSettings, Problem>> {
  const user = await readConfig(userConfigPath(options.home))
  if (!user.ok) return user
  const project = await readProject(options, user.value.layer)
  if (!project.ok) return project
  const environment = readEnvironment(options.env)
  if (!environment.ok) return environment
  const layers: NamedLayer[] = [
    { origin: 'user file', layer: user.value.layer },
    { origin: 'project file', layer: project.value.layer },
    { origin: 'environment', layer: environment.value.layer },
    { origin: 'flag', layer: options.flags ?? {} },
  ]
  const warnings = [...user.value.warnings, ...project.value.warnings, ...environment.value.warnings]
  const merged = merge(layers, warnings)
  return merged.ok ? { ok: true, value: { ...merged.value, waiting: project.value.waiting } } : merged
}

function merge(layers: readonly NamedLayer[], warnings: readonly string[]): Outcome<Omit<LoadedSettings, 'waiting'>, Problem> {
  const merged = layers.reduce<Layer>((below, { layer }) => layOver(below, layer), {})
  const checked = settingsSchema.safeParse(merged)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    const name = issue?.path.join('.') ?? ''
    return configuration(`The setting ${name} from the ${originOf(name, layers)} is wrong: ${issue?.message ?? 'not allowed'}.`)
  }
  const origins = Object.fromEntries(SETTING_NAMES.map((name) => [name, originOf(name, layers)]))
  return { ok: true, value: { settings: checked.data, origins, warnings } }
}

function originOf(name: string, layers: readonly NamedLayer[]): SettingOrigin {
  return layers.findLast(({ layer }) => layerNames(layer).includes(name))?.origin ?? 'default'
}

async function save(home: string, change: Partial<Settings>): Promise<Outcome<Settings, Problem>> {
  const path = userConfigPath(home)
  const now = await readConfig(path)
  if (!now.ok) return now
  const next = layOver(now.value.layer, change)
  const checked = settingsSchema.safeParse(next)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    return configuration(`The setting ${issue?.path.join('.') ?? ''} cannot be changed so: ${issue?.message ?? 'not allowed'}.`)
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFileAtomic(path, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
    return { ok: true, value: checked.data }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: { kind: 'disk', message: `The settings could not be saved: ${reason}.`, retryable: false } }
  }
}
