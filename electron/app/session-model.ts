/** What decides in a session of the app: the model that was chosen, or a recording that is done again. */
import type { Bridge, Outcome } from '../../native-bridge/index.js'
import { pictureWish } from '../models/image-rules.js'
import type { Model } from '../models/model.js'
import type { Problem } from '../protocol/problem.js'
import { plugRecordedModel } from '../recordings/plug-model.js'
import type { StoredRecording } from '../recordings/recording-files.js'
import type { SessionLog } from '../sessions/session-log.js'
import type { ProviderChoice } from '../settings/choose-provider.js'
import { createModel, type ModelParts } from './models.js'
import { decodeWithRust } from './rust-codec.js'

/** A recording and the values that are typed this time. */
export interface Redo {
  readonly source: StoredRecording
  readonly values: ReadonlyMap<string, string>
  /** a program that is started first; '' for none */
  readonly open: string
}

export interface SessionModelParts extends Omit<ModelParts, 'loadFrame'> {
  readonly bridge: Bridge
  readonly log: () => SessionLog | null
}

export async function sessionModel(
  choice: ProviderChoice,
  redo: Redo | null,
  { bridge, log, prices }: SessionModelParts,
): Promise<Outcome<Model, Problem>> {
  if (redo === null) {
    return createModel(choice, { bridge, prices, loadFrame: (id) => log()?.loadFrame(id) ?? Promise.resolve(noPicture(id)) })
  }
  return plugRecordedModel({
    ...redo,
    picture: pictureWish('patches-1.2', 'original'),
    bridge: () => bridge,
    keep: async (picture) => log()?.saveFrame(picture),
    decode: decodeWithRust,
    now: () => performance.now(),
    repair: null,
  })
}

const noPicture = (id: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'log', message: `The picture ${id} is not there yet.`, retryable: false },
})
