/** One session in a list: folded from its log. */
import { z } from 'zod'
import { finishStatusSchema, totalsSchema } from './event.js'

export const sessionRecordSchema = z.object({
  id: z.string(),
  task: z.string(),
  provider: z.string(),
  model: z.string(),
  startedAt: z.string(),
  /** 'running': a live process holds it; 'broken-off': it has no end and nobody runs it */
  status: z.union([finishStatusSchema, z.enum(['running', 'broken-off'])]),
  text: z.string(),
  totals: totalsSchema,
  /** id of the newest picture, null when none */
  lastFrame: z.string().nullable(),
  /** what its folder takes on disk: log, pictures, outputs of tools */
  bytes: z.number(),
  /** the session it was forked from */
  forkedFrom: z.object({ session: z.string(), step: z.number() }).nullable(),
  /** what could not be read of its log, one sentence each */
  problems: z.array(z.string()),
})
export type SessionRecord = z.infer<typeof sessionRecordSchema>
