/** Where Deskhand keeps its data: $DESKHAND_HOME, else the OS's data folder. */
import { resolve } from 'node:path'
import envPaths from 'env-paths'

export function dataHome(env: Readonly<Record<string, string | undefined>>): string {
  const chosen = env['DESKHAND_HOME']
  return chosen ? resolve(chosen) : envPaths('deskhand', { suffix: '' }).data
}
