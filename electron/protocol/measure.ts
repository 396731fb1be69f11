/** What is counted over all sessions: one line a session, folded from its log. */
import { z } from 'zod'
import { costPartSchema } from './replay.js'
import { sessionRecordSchema } from './session-record.js'

/** What the hands mostly did: the nearest thing to a task's kind that a log tells. */
export const taskKindSchema = z.enum(['forms', 'pointing', 'reading', 'tools', 'talk'])
export type TaskKind = z.infer<typeof taskKindSchema>

export const sessionMeasureSchema = z.object({
  id: z.string(),
  task: z.string(),
  startedAt: z.string(),
  status: sessionRecordSchema.shape.status,
  provider: z.string(),
  model: z.string(),
  kind: taskKindSchema,
  /** Monday of the week it began in, UTC: '2026-11-16' */
  week: z.string(),
  ms: z.number(),
  steps: z.number(),
  actions: z.number(),
  tokens: z.number(),
  usd: z.number().nullable(),
  /** questions of the policy to the person */
  approvals: z.number(),
  /** what a person did without being asked: steers, pauses, take-overs, stops */
  interventions: z.number(),
  problems: z.number(),
  costs: z.array(costPartSchema),
})
export type SessionMeasure = z.infer<typeof sessionMeasureSchema>
