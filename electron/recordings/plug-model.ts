/** A recording as the model of a session: its pictures, the screen it is done on and the log it is kept in, plugged together. */
import type { Bridge, Outcome, Picture, RawImage } from '../../native-bridge/index.js'
import type { Model, PictureWish } from '../models/model.js'
import type { Problem } from '../protocol/problem.js'
import { substitution, withValues } from './parameters.js'
import { createRecordedModel, type RecordedModel } from './recorded-model.js'
import { readRecordedFrame, type StoredRecording } from './recording-files.js'

export interface RecordedPlugs {
  readonly source: StoredRecording
  readonly values: ReadonlyMap<string, string>
  readonly picture: PictureWish
  /** the desktop of the session; models are made before there is one */
  readonly bridge: () => Bridge | null
  /** keeps a picture in the session's log */
  readonly keep: (picture: Picture) => Promise<unknown>
  readonly decode: (bytes: Uint8Array) => Promise<RawImage | null>
  /** ms */
  readonly now: () => number
  /** who is asked when a step fails; null: nobody */
  readonly repair: Model | null
  /** at least so long a step may take to become possible; left out: as long as usual */
  readonly patienceMs?: number
}

const NO_DESKTOP: { ok: false; problem: Problem } = {
  ok: false,
  problem: { kind: 'text', message: 'There is no desktop to read yet.', retryable: false },
}

/** Refused where a value cannot be. */
export function plugRecordedModel(plugs: RecordedPlugs): Outcome<RecordedModel, Problem> {
  const { source, values, bridge } = plugs
  const filled = withValues(source.recording, values)
  if (!filled.ok) return filled
  const load = (id: string) => readRecordedFrame(source.frames, id)
  const model = createRecordedModel({
    ...plugs,
    recording: filled.value,
    reword: substitution(source.recording, values),
    loadFrame: load,
    text: { read: async (...asked) => bridge()?.text.read(...asked) ?? (NO_DESKTOP as never) },
    windows: async () => {
      const listed = await bridge()?.windows.list()
      return listed?.ok ? listed.value : null
    },
    keepFrame: async (id) => {
      const frame = await load(id)
      // width and height are not told by a line of the log: the picture is only shown beside one
      if (frame.ok) await plugs.keep({ id, ...frame.value, width: 0, height: 0 })
    },
  })
  return { ok: true, value: model }
}
