/** What carrying out one effect needs: the ports, the options, and the newest look, which points of the model refer to. */
import type { Look, PictureSpace } from '../../native-bridge/index.js'
import type { AgentEventBody } from '../agent/events.js'
import type { AgentState } from '../agent/state.js'
import type { Model } from '../models/model.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Redact } from '../safety/redact.js'
import type { Grants, SessionOptions, SessionPorts } from './running-session.js'
import type { SessionSecrets } from './session-secrets.js'
import type { TypedLine } from './typed-line.js'

export interface Workbench {
  readonly ports: SessionPorts
  readonly options: SessionOptions
  readonly redact: Redact
  readonly secrets: SessionSecrets
  readonly grants: Grants
  /** the one that answers; others that it was or will be, with the use they were made for */
  model: Model
  readonly models: { readonly use: ModelUse; readonly model: Model }[]
  /** epoch ms by the session's own clock */
  now(): number
  /** the newest picture, set by perform-look */
  look: Look | null
  /** ms the last effect was waited for in full: the settling of the look after it */
  settledMs: number
  /** the windows as the log last told them, as JSON; null: not yet in this life */
  shownWindows: string | null
  /** what stands on the line that is being typed */
  typedLine: TypedLine
  /** what was written on the thing that a person was asked about, by action: it must still be there when it is done */
  readonly asked: Map<string, readonly string[]>
  /** it was said that money cannot be counted */
  saidNoPrice: boolean
  /** the model knows which secrets it may write */
  offeredSecrets: boolean
}

/** Says something of an effect that is still being carried out; once it was given up nobody hears. */
export type Tell = (event: Extract<AgentEventBody, { kind: 'shown' | 'printed' }>) => void

/** Carries one effect out. The event is the answer; null when it was given up. */
export type Perform<E> = (
  bench: Workbench,
  effect: E,
  signal: AbortSignal,
  state: AgentState,
  tell: Tell,
) => Promise<AgentEventBody | null>

export const spaceOf = (bench: Workbench): PictureSpace => {
  if (!bench.look) throw new Error('nothing was looked at yet')
  return bench.look.space
}
