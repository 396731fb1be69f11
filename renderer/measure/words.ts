/** Numbers of sessions as words. PURE. */
import type { TaskKind } from '../../electron/protocol/measure.js'
import type { CostPart } from '../../electron/protocol/replay.js'
import type { GroupBy, MeasureSum } from '../../electron/replay/measure.js'
import { money } from '../shared/format.js'

export const KIND_WORDS: Readonly<Record<TaskKind, string>> = {
  forms: 'Filling in',
  pointing: 'Clicking through',
  reading: 'Looking only',
  tools: 'Working with tools',
  talk: 'Answering only',
}

export const PART_WORDS: Readonly<Record<CostPart['part'], string>> = {
  images: 'Pictures',
  history: 'History',
  tools: 'Output of tools',
  reasoning: 'Reasoning',
  answer: 'Answers',
}

export function groupName(name: string, by: GroupBy): string {
  if (by === 'kind') return KIND_WORDS[name as TaskKind] ?? name
  if (by === 'week') return name === '' ? 'Unknown' : `Week of ${name}`
  return name || 'Unknown'
}

/** '83 %', 'none' when no session has ended */
export const successOf = ({ ended, done }: MeasureSum): string => (ended === 0 ? 'none' : `${Math.round((done / ended) * 100)} %`)

export const each = (sum: MeasureSum, total: number): number => (sum.sessions === 0 ? 0 : total / sum.sessions)

/** A cost that is not known for all sessions says so. */
export const moneyOf = ({ usd, unpriced, sessions }: MeasureSum): string =>
  usd === null ? 'unknown' : unpriced > 0 ? `${money(usd)} for ${sessions - unpriced}` : money(usd)

export function timeOf(ms: number): string {
  const minutes = ms / 60_000
  if (minutes < 1) return `${Math.round(ms / 1000)} s`
  return minutes < 60 ? `${minutes.toFixed(1)} min` : `${(minutes / 60).toFixed(1)} h`
}
