/** What a window is given of an item: its row, and everything about it. */
import type { SessionEvent } from '../protocol/event.js'
import type { ReplayDetail, ReplayRow } from '../protocol/replay.js'
import { costParts, type OutputPrice } from './costs.js'
import type { ReplayFrame, ReplayItem } from './replay-item.js'

export const rowOf = (item: ReplayItem): ReplayRow => ({
  kind: item.kind,
  number: item.number,
  icon: item.icon,
  tone: item.tone,
  title: item.title,
  turn: item.turn,
  result: item.result,
  atMs: item.atMs,
  ms: item.ms,
  before: item.before,
  after: item.after,
  marks: item.marks,
  from: item.from,
  spentUsd: item.spentUsd,
})

export interface DetailParts {
  readonly outputPrice: OutputPrice
  readonly frame: (id: string) => ReplayFrame | undefined
  /** the item's events, and those that wait behind the last one */
  readonly events: readonly SessionEvent[]
}

export function detailOf(item: ReplayItem, { outputPrice, frame, events }: DetailParts): ReplayDetail {
  return {
    ...rowOf(item),
    facts: [...item.facts],
    why: [...item.why],
    words: [...item.words],
    output: [...item.output],
    plan: [...item.plan],
    usage: item.usage,
    costs: item.usage ? costParts(item.usage, item.toolChars, outputPrice) : [],
    times: item.times,
    captions: [item.before, item.after].map((id) => (id === null ? '' : (frame(id)?.caption ?? ''))),
    lines: events.filter((event) => event.type !== 'model.items').map((event) => JSON.stringify(event)),
  }
}
