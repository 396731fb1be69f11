/** One line of a log.jsonl, read tolerantly: what a newer version wrote is kept where it can be understood. */
import { z } from 'zod'
import { envelopeSchema, EVENT_VERSION, eventBodySchema, type SessionEvent } from '../protocol/event.js'
import { migrated } from './migrations.js'

/** Said once of a log, whoever reads it. */
export const NEWER = 'The log was written by a newer Deskhand; what this one does not know of it is left out.'

export type ParsedLine =
  | { readonly kind: 'event'; readonly seq: number; readonly event: SessionEvent; readonly newer: boolean }
  /** an event of a type this version does not know: readers pass over it */
  | { readonly kind: 'unknown'; readonly seq: number; readonly type: string; readonly newer: boolean }
  | { readonly kind: 'bad'; readonly reason: string; readonly newer: boolean }

/** One schema a type, envelope and all: a log has thousands of lines, and choosing the schema first is three times as fast. */
const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  eventBodySchema.options.map((option) => [option.shape.type.value, z.object({ ...envelopeSchema.shape, ...option.shape })]),
)

export function parseLine(text: string): ParsedLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'bad', reason: 'it is no JSON', newer: false }
  }
  if (!isFramed(value)) return { kind: 'bad', reason: 'it is no event', newer: false }
  const { v, seq, type } = value
  const line = migrated(value)
  const newer = v > EVENT_VERSION
  const schema = SCHEMAS.get(type)
  if (!schema) return { kind: 'unknown', seq, type, newer }
  const event = schema.safeParse(line.v === EVENT_VERSION ? line : { ...line, v: EVENT_VERSION })
  if (event.success) return { kind: 'event', seq, event: event.data as SessionEvent, newer }
  const issue = event.error.issues[0]
  return { kind: 'bad', newer, reason: `its ${type} event is not as it should be (${issue?.path.join('.') || 'shape'})` }
}

type Framed = Readonly<Record<string, unknown>> & { readonly v: number; readonly seq: number; readonly type: string }

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1

/** By hand and without a copy: it is asked of each of a log's lines. */
function isFramed(value: unknown): value is Framed {
  if (typeof value !== 'object' || value === null || !('v' in value) || !('seq' in value) || !('type' in value)) return false
  return isCount(value.v) && isCount(value.seq) && typeof value.type === 'string'
}
