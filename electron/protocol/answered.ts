/** The shape of an answer to a window: an Outcome. */
import { z } from 'zod'
import { problemSchema } from './problem.js'

export const answered = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ])
