/** What every section is given. */
import type { AppState } from '../../electron/protocol/ipc.js'
import type { Save } from './use-save.js'

export interface SectionProps {
  readonly app: AppState
  readonly save: Save
}
