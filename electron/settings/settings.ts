/** The port of the settings: one merged shape with the origin of each value (CONTRACT 5). */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import type { ProjectWish } from './project-wishes.js'

export type SettingOrigin = 'default' | 'user file' | 'project file' | 'environment' | 'flag'

export interface LoadedSettings {
  readonly settings: Settings
  /** dotted name → where its value comes from */
  readonly origins: Readonly<Record<string, SettingOrigin>>
  /** unknown keys with the nearest known one, refused project values: one sentence each */
  readonly warnings: readonly string[]
  /** what the project's file wants and nobody has said yes or no to; not in `settings` */
  readonly waiting: readonly ProjectWish[]
}

export interface SettingsStore {
  /** Reads and merges. A broken file is problem 'configuration' naming file, place and what is wrong. */
  load(): Promise<Outcome<LoadedSettings, Problem>>
  /** Writes the changed values into the user file, atomically, keeping unknown keys. */
  save(change: Partial<Settings>): Promise<Outcome<Settings, Problem>>
}
