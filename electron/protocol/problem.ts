/** A failure that was expected: data, never an exception. `kind` is a closed list, part of the outside contract. */
import { z } from 'zod'

export const problemKindSchema = z.enum([
  // what the caller asked for cannot be
  'usage',
  'configuration',
  'not-built',
  'bad-command',
  'task-not-understood',
  'missing-key',
  // the desktop (native-bridge's own kinds)
  'no-display',
  'display-busy',
  'no-permission',
  'capture',
  'input',
  'unknown-key',
  'outside-picture',
  'own-window',
  'text',
  'codec',
  'open-program',
  'aborted',
  // what a model proposed
  'unknown-action',
  'target-not-found',
  'check-failed',
  'no-progress',
  // the model's server
  'model-auth',
  'model-quota',
  'model-refused',
  'model-request',
  'model-rate-limit',
  'model-overloaded',
  'model-connection',
  'model-stream',
  'model-incomplete',
  'model-answer',
  // the rest
  'limit',
  'needs-person',
  /** a rule of the policy says deny */
  'denied',
  'secret',
  'disk',
  'log',
  'bug',
])
export type ProblemKind = z.infer<typeof problemKindSchema>

export const problemSchema = z.object({
  kind: problemKindSchema,
  /** one sentence for a person: what happened and what to do; no stack, no secret */
  message: z.string(),
  retryable: z.boolean(),
  attempt: z.number().int().optional(),
  waitMs: z.number().optional(),
})
export type Problem = z.infer<typeof problemSchema>
