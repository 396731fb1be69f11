/** A start of a session: what differs between `run` and `resume`. */
import type { SessionEvent } from '../protocol/event.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Layer } from '../settings/layers.js'

export interface Start {
  /** null: a new session */
  readonly id: string | null
  readonly task: string
  /** what the model must be able to carry out: the task, or what is added to it */
  readonly wanted: string
  /** events of its earlier life */
  readonly past: readonly SessionEvent[]
  /** what the person adds to an old session */
  readonly addition: string | null
  /** stdin was read for the task, so it takes no commands */
  readonly stdinIsTaken: boolean
  /** settings where no flag says otherwise: what the session had in its earlier life */
  readonly earlier: Layer
  /** settings as its log shows them: they may tighten those of now */
  readonly began?: Layer
  /** the model that its earlier life ended with */
  readonly before?: ModelUse | null
}
