/** What a step did, as recorded and as done now: what the ways of verifying it share. PURE. */
import type { Point } from '../../native-bridge/types.js'
import type { Scene } from './scene.js'

export interface Effect {
  /** as recorded */
  readonly before: Scene
  readonly after: Scene
  /** as done now */
  readonly old: Scene
  readonly now: Scene
  /** where the step's last pointed action was recorded, and where it was done; null: it points nowhere */
  readonly points: { readonly recorded: Point; readonly done: Point } | null
  readonly reword: (text: string) => string
  /** what was typed in it, with the values of this time */
  readonly typed: readonly string[]
  /** all that is typed in the recording */
  readonly values: { readonly recorded: readonly string[]; readonly now: readonly string[] }
}
