/** What one session took, folded from its events; and sums over several. */
import type { SessionEvent } from '../protocol/event.js'
import type { SessionMeasure, TaskKind } from '../protocol/measure.js'
import type { CostPart } from '../protocol/replay.js'
import type { SessionRecord } from '../protocol/session-record.js'
import { addParts, costParts, type OutputPrice } from './costs.js'

const DAY_MS = 86_400_000

/** Monday of the week, UTC: '2026-11-16'; '' when the time is not known. */
export function weekOf(iso: string): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return ''
  const day = Math.floor(at / DAY_MS)
  // the first of January 1970 was a Thursday
  return new Date((day - ((day + 3) % 7)) * DAY_MS).toISOString().slice(0, 10)
}

const TYPES: ReadonlySet<string> = new Set(['type', 'chord', 'holdKey'])
const POINTS: ReadonlySet<string> = new Set(['click', 'drag', 'mouseDown', 'mouseUp'])
const LOOKS: ReadonlySet<string> = new Set(['screenshot', 'zoom', 'cursorPosition', 'move', 'wait', 'scroll'])

/** What the hands mostly did: the nearest thing to a task's kind that a log tells. */
function kindOf(events: readonly SessionEvent[]): TaskKind {
  const kinds = events.flatMap((event) => (event.type === 'action.proposed' ? [event.action.kind] : []))
  const count = (some: ReadonlySet<string>): number => kinds.filter((kind) => some.has(kind)).length
  const [typed, pointed, looked] = [count(TYPES), count(POINTS), count(LOOKS)]
  const tools = events.filter((event) => event.type === 'tool.proposed').length
  if (typed + pointed + looked + tools === 0) return 'talk'
  if (tools > typed + pointed) return 'tools'
  if (typed + pointed === 0) return 'reading'
  return typed * 2 >= pointed ? 'forms' : 'pointing'
}

/** Asked by nobody: a message, a pause, a stop. */
function isIntervention(event: SessionEvent): boolean {
  if (event.type === 'steer') return event.state === 'pending'
  if (event.type !== 'control') return false
  const isPersons = event.by === 'person' || event.by === 'hotkey' || event.by === 'human-input'
  return isPersons && (event.state === 'paused' || event.state === 'stopped')
}

/** Characters that tools put out before each turn. */
function costsOf(events: readonly SessionEvent[], price: OutputPrice): CostPart[] {
  let characters = 0
  const parts: CostPart[][] = []
  for (const event of events) {
    if (event.type === 'tool.finished') characters += event.output?.length ?? 0
    if (event.type !== 'usage') continue
    parts.push(costParts(event.forTurn, characters, price))
    characters = 0
  }
  return addParts(parts)
}

export function measureSession(record: SessionRecord, events: readonly SessionEvent[], price: OutputPrice): SessionMeasure {
  const { id, task, startedAt, status, provider, model, totals } = record
  return {
    id,
    task,
    startedAt,
    status,
    provider,
    model,
    kind: kindOf(events),
    week: weekOf(startedAt),
    ms: totals.ms,
    steps: totals.turns,
    actions: totals.actions,
    tokens: totals.usage.input + totals.usage.output,
    usd: totals.usage.usd,
    approvals: events.filter((event) => event.type === 'approval.asked').length,
    interventions: events.filter(isIntervention).length,
    problems: events.filter((event) => event.type === 'problem').length,
    costs: costsOf(events, price),
  }
}

export interface MeasureSum {
  readonly name: string
  readonly sessions: number
  /** of those that ended */
  readonly ended: number
  readonly done: number
  readonly ms: number
  readonly steps: number
  readonly tokens: number
  /** null when no session's cost is known */
  readonly usd: number | null
  /** sessions whose cost is not known */
  readonly unpriced: number
  readonly approvals: number
  readonly interventions: number
}

export function sumUp(name: string, all: readonly SessionMeasure[]): MeasureSum {
  const sum = (of: (one: SessionMeasure) => number): number => all.reduce((so, one) => so + of(one), 0)
  const priced = all.filter(({ usd }) => usd !== null)
  return {
    name,
    sessions: all.length,
    ended: all.filter(({ status }) => status !== 'running').length,
    done: all.filter(({ status }) => status === 'done').length,
    ms: sum(({ ms }) => ms),
    steps: sum(({ steps }) => steps),
    tokens: sum(({ tokens }) => tokens),
    usd: priced.length === 0 ? null : sum(({ usd }) => usd ?? 0),
    unpriced: all.length - priced.length,
    approvals: sum(({ approvals }) => approvals),
    interventions: sum(({ interventions }) => interventions),
  }
}

export type GroupBy = 'kind' | 'model' | 'week'

/** One sum a group: weeks newest first, the others by how many sessions they have. */
export function groupUp(all: readonly SessionMeasure[], by: GroupBy): readonly MeasureSum[] {
  const groups = new Map<string, SessionMeasure[]>()
  for (const one of all) {
    const group = groups.get(one[by]) ?? []
    group.push(one)
    groups.set(one[by], group)
  }
  const sums = [...groups].map(([name, members]) => sumUp(name, members))
  return by === 'week'
    ? sums.sort((one, other) => other.name.localeCompare(one.name))
    : sums.sort((one, other) => other.sessions - one.sessions || one.name.localeCompare(other.name))
}
