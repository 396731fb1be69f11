/** What every export is given and gives back. The file is written whole or not at all; secrets are masked in the log already. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { SessionEvent } from '../../protocol/event.js'
import type { Problem } from '../../protocol/problem.js'
import type { Review } from '../../protocol/review.js'

export interface ExportOptions {
  /** the session's folder */
  readonly folder: string
  /** where it is written; a file that is there is replaced once the new one is whole */
  readonly file: string
  /** what it changed and ran, for a report */
  readonly review?: (events: readonly SessionEvent[]) => Promise<Outcome<Review, Problem>>
  /** does a live process hold the session? */
  readonly isLive?: boolean
  readonly signal?: AbortSignal
  /** 0 to 1 */
  readonly progress?: (share: number) => void
}

export interface Exported {
  /** what could not be read of the session, one sentence each */
  readonly problems: readonly string[]
}

export type Exporter = (options: ExportOptions) => Promise<Outcome<Exported, Problem>>
