/** A session of the list in words: its status, what happened, when; and what the search and the filter find. PURE. */
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { count, money } from '../shared/format.js'

export type Status = SessionRecord['status']
export type Filter = 'all' | 'done' | 'open'

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  running: 'Working',
  done: 'Done',
  failed: 'Could not finish',
  stopped: 'Stopped by you',
  limit: 'Limit reached',
  'needs-person': 'Nobody answered',
  'broken-off': 'Broken off',
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? ''

export const titleOf = (record: SessionRecord): string => firstLine(record.task) || 'Session without a task'

/** What is worth knowing beside the status; done tasks say what they report. */
export function detailOf(record: SessionRecord): string {
  const steps = count(record.totals.turns, 'step')
  switch (record.status) {
    case 'done':
    case 'failed':
    case 'needs-person':
      return firstLine(record.text) || steps
    case 'limit':
      return firstLine(record.text) || `${money(record.totals.usage.usd)} at step ${record.totals.turns}`
    case 'running':
    case 'stopped':
    case 'broken-off':
      return `step ${record.totals.turns}`
  }
}

/** Ended before its task did: it can go on. */
export const canResume = (record: SessionRecord): boolean => record.status !== 'done' && record.status !== 'running'

const matches = (record: SessionRecord, words: readonly string[]): boolean => {
  const text = `${record.task} ${record.text} ${record.model} ${record.provider}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

export function found(records: readonly SessionRecord[], search: string, filter: Filter): readonly SessionRecord[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return records
    .filter((record) => filter === 'all' || (filter === 'done') === (record.status === 'done'))
    .filter((record) => matches(record, words))
    .toSorted((one, other) => other.startedAt.localeCompare(one.startedAt))
}

const minutes = (ms: number): number => Math.max(1, Math.round(ms / 60_000))
const range = (low: string, high: string): string => (low === high ? low : `${low} to ${high}`)

/** What the last finished tasks with this model took; null before there are two. */
export function pastInWords(records: readonly SessionRecord[], provider: string): string | null {
  const done = records.filter((record) => record.status === 'done' && record.provider === provider).slice(0, 5)
  if (done.length < 2) return null
  const times = done.map((record) => minutes(record.totals.ms)).toSorted((a, b) => a - b)
  const time = `${range(String(times[0]), String(times.at(-1)))} min`
  const costs = done.map((record) => record.totals.usage.usd).filter((usd) => usd !== null)
  const paid = costs.length === done.length && Math.max(...costs) > 0
  const cost = paid ? ` and ${range(money(Math.min(...costs)), money(Math.max(...costs)))}` : ''
  return `Your last ${done.length} finished tasks took ${time}${cost}.`
}

export interface MonthMoney {
  readonly name: string
  readonly usd: number
  /** 0..1 of the dearest day, from the first of the month to today */
  readonly days: readonly number[]
}

/** This month's known costs, a day at a time. */
export function monthMoney(records: readonly SessionRecord[], now: Date): MonthMoney {
  const spent = new Array<number>(now.getDate()).fill(0)
  for (const record of records) {
    const at = new Date(record.startedAt)
    const isThisMonth = at.getFullYear() === now.getFullYear() && at.getMonth() === now.getMonth()
    const day = at.getDate() - 1
    if (isThisMonth && day < spent.length) spent[day] = (spent[day] ?? 0) + (record.totals.usage.usd ?? 0)
  }
  const usd = spent.reduce((sum, day) => sum + day, 0)
  const dearest = Math.max(...spent, 0.01)
  return { name: now.toLocaleDateString('en', { month: 'long' }), usd, days: spent.map((day) => day / dearest) }
}
