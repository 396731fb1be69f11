/** What the settings window asks about the sessions on disk: part of ipc.ts's map. */
import { z } from 'zod'
import { answered } from './answered.js'

const someSchema = z.object({ sessions: z.number(), bytes: z.number() })

/** What all sessions take, and what of it the settings no longer keep. */
export const keptSchema = z.object({ all: someSchema, surplus: someSchema })
export type Kept = z.infer<typeof keptSchema>

export const retentionQueries = {
  'retention.look': { input: z.null(), output: answered(keptSchema) },
  /** deletes what the settings no longer keep, for good */
  'retention.apply': { input: z.null(), output: answered(keptSchema) },
} as const
