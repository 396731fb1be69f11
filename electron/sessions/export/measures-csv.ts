/** Numbers of all sessions as a table for a spreadsheet (RFC 4180). */
import type { SessionMeasure } from '../../protocol/measure.js'
import type { CostPart } from '../../protocol/replay.js'
import { visibleLine } from '../../replay/visible-text.js'

const PARTS: readonly CostPart['part'][] = ['images', 'history', 'tools', 'reasoning', 'answer']

const COLUMNS: readonly (readonly [string, (one: SessionMeasure) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['started', ({ startedAt }) => startedAt],
  ['week', ({ week }) => week],
  ['kind', ({ kind }) => kind],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['status', ({ status }) => status],
  ['seconds', ({ ms }) => (ms / 1000).toFixed(1)],
  ['steps', ({ steps }) => steps],
  ['actions', ({ actions }) => actions],
  ['tokens', ({ tokens }) => tokens],
  ['usd', ({ usd }) => usd],
  ['approvals', ({ approvals }) => approvals],
  ['interventions', ({ interventions }) => interventions],
  ['problems', ({ problems }) => problems],
  ...PARTS.flatMap((part) => [
    [`${part} tokens`, (one: SessionMeasure) => one.costs.find((cost) => cost.part === part)?.tokens ?? 0] as const,
    [`${part} usd`, (one: SessionMeasure) => one.costs.find((cost) => cost.part === part)?.usd ?? null] as const,
  ]),
  ['task', ({ task }) => visibleLine(task, 500)],
]

export function measuresCsv(all: readonly SessionMeasure[]): string {
  const rows = [COLUMNS.map(([name]) => name), ...all.map((one) => COLUMNS.map(([, value]) => value(one)))]
  return `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets a quote in front of it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
