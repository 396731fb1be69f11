/** Sessions as the replay window gets them, folded from events by the app's own fold; and a long one. */
import type { SessionEvent } from '../../../electron/protocol/event.js'
import type { ReplayAbout, ReplayDetail, ReplayRow } from '../../../electron/protocol/replay.js'
import type { SessionRecord } from '../../../electron/protocol/session-record.js'
import { foldReplay } from '../../../electron/replay/fold-replay.js'
import { detailOf, rowOf } from '../../../electron/replay/rows.js'

export interface SampleReplay {
  readonly about: ReplayAbout
  readonly rows: readonly ReplayRow[]
  readonly details: readonly ReplayDetail[]
}

const OUTPUT_PRICE = 14

export function sampleReplay(
  record: SessionRecord,
  events: readonly SessionEvent[],
  about: Partial<ReplayAbout> = {},
): SampleReplay {
  const { items, frames } = foldReplay(events)
  const frame = (id: string) => frames.find((one) => one.id === id)
  return {
    about: { record, rows: items.length, frames: frames.length, isLive: false, isReading: false, problems: [], ...about },
    rows: items.map(rowOf),
    details: items.map((item) => detailOf(item, { outputPrice: OUTPUT_PRICE, frame, events: item.events })),
  }
}

/** `steps` clicks, every tenth of them failed. */
export function longReplay(record: SessionRecord, steps: number): SampleReplay {
  const rows = Array.from({ length: steps }, (_, at): ReplayRow => {
    const isBad = at % 10 === 9
    return {
      kind: 'step',
      number: at + 1,
      icon: isBad ? 'failed' : 'done',
      tone: isBad ? 'bad' : 'plain',
      title: `Click at ${at}, 483`,
      turn: at + 1,
      result: isBad ? 'Failed' : '',
      atMs: at * 3000,
      ms: 12,
      before: at % 2 === 0 ? 'portal-1' : 'portal-2',
      after: at % 2 === 0 ? 'portal-2' : 'portal-1',
      marks: [{ kind: 'ring', x: 400 + (at % 700), y: 483 }],
      from: [300, 300],
      spentUsd: at / 1000,
    }
  })
  const none = {
    facts: [],
    why: [],
    words: [],
    output: [],
    plan: [],
    usage: null,
    costs: [],
    times: null,
    captions: ['', ''],
    lines: [],
  }
  return {
    about: { record, rows: steps, frames: 2, isLive: false, isReading: false, problems: [] },
    rows,
    details: steps > 2000 ? [] : rows.map((row) => ({ ...row, ...none })),
  }
}
