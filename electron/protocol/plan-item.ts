/** One step of the plan that the model keeps and the person may change. */
import { z } from 'zod'

export const planItemSchema = z.object({ text: z.string(), status: z.enum(['pending', 'active', 'done', 'dropped']) })
export type PlanItem = z.infer<typeof planItemSchema>
