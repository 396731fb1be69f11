/** Which sessions the retention settings would remove. Only says; session-store removes. */
import type { SessionRecord } from '../protocol/session-record.js'
import type { Retention } from '../protocol/settings.js'

const DAY_MS = 86_400_000
const MEGABYTE = 1_000_000

/** Never one that runs, nor the newest: whoever has just worked wants to look at it. Oldest first. */
export function whichToRemove(records: readonly SessionRecord[], rule: Retention, nowMs: number): readonly string[] {
  const newestFirst = records.toSorted((one, other) => (one.id < other.id ? 1 : -1))
  let bytes = 0
  const removed = newestFirst.filter((record, index) => {
    bytes += record.bytes
    if (index === 0 || record.status === 'running') return false
    return isTooOld(record, rule, nowMs) || isTooMuch(bytes, rule)
  })
  return removed.map((record) => record.id).reverse()
}

function isTooOld({ startedAt }: SessionRecord, { days }: Retention, nowMs: number): boolean {
  const startedMs = Date.parse(startedAt)
  return days > 0 && Number.isFinite(startedMs) && nowMs - startedMs > days * DAY_MS
}

const isTooMuch = (bytes: number, { megabytes }: Retention): boolean => megabytes > 0 && bytes > megabytes * MEGABYTE
