/** What a model's answer asks for, as the log keeps it beside the provider's own items: calls in their order. */
import { z } from 'zod'
import { actionSchema } from './action.js'
import { problemSchema } from './problem.js'

/** an action, or why what stood in its place is none */
export const proposedStepSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), action: actionSchema, why: z.string().optional() }),
  z.object({ ok: z.literal(false), problem: problemSchema, shown: z.string() }),
])

export const safetyCheckSchema = z.object({ id: z.string(), message: z.string() })
export type SafetyCheck = z.infer<typeof safetyCheckSchema>

export const proposedCallSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('computer'),
    callId: z.string(),
    actions: z.array(proposedStepSchema),
    safetyChecks: z.array(safetyCheckSchema),
  }),
  z.object({ kind: z.literal('tool'), callId: z.string(), name: z.string(), input: z.unknown() }),
])
export type ProposedCall = z.infer<typeof proposedCallSchema>
