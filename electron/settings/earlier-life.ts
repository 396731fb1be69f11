/**
 * A session that goes on is held as tightly as when it began: its log may tighten approvals and limits, never loosen them, as
 * leave is not read from a log. What a person says now goes before both.
 */
import { approvalModeSchema, limitsSchema, type Limits, type Settings } from '../protocol/settings.js'
import { valueAt, type Layer } from './layers.js'

type Held = Pick<Settings, 'approvals' | 'limits'>

/** `began`: settings as the log shows them; `said`: those of this call's flags. */
export function heldAsBefore<T extends Held>(now: T, began: Layer, said: Layer): T {
  const approvals = approvalModeSchema.safeParse(began['approvals'])
  const isSaid = (name: string) => valueAt(said, name) !== undefined
  const tightest = approvals.success && !isSaid('approvals') ? tighter(now.approvals, approvals.data) : now.approvals
  return { ...now, approvals: tightest, limits: heldLimits(now.limits, began['limits'], isSaid) }
}

/** The schema names them from tight to loose. */
function tighter(one: Held['approvals'], other: Held['approvals']): Held['approvals'] {
  const { options } = approvalModeSchema
  return options.indexOf(one) <= options.indexOf(other) ? one : other
}

const LIMITS = ['steps', 'costUsd', 'minutes', 'tokens'] as const

function heldLimits<T extends Limits>(now: T, began: unknown, isSaid: (name: string) => boolean): T {
  const read = limitsSchema.partial().safeParse(began)
  if (!read.success) return now
  const held: Partial<Record<keyof Limits, number>> = {}
  for (const name of LIMITS) if (!isSaid(`limits.${name}`)) held[name] = lower(now[name] ?? 0, read.data[name] ?? 0)
  return { ...now, ...held }
}

/** 0 means no limit. */
const lower = (one: number, other: number): number => (one === 0 || other === 0 ? Math.max(one, other) : Math.min(one, other))
