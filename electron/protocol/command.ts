/** What can be said to a running session. The same objects come from stdin (one a line), windows, hotkeys and other processes. */
import { z } from 'zod'
import { planItemSchema } from './plan-item.js'
import { effortSchema, providerSchema } from './settings.js'

export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('steer'), text: z.string().trim().min(1), when: z.enum(['now', 'next-turn']).default('now') }),
  z.object({ type: z.literal('pause') }),
  /** a pause in which the desktop is the person's; like any pause that was asked for, it never ends by itself */
  z.object({ type: z.literal('takeOver') }),
  z.object({ type: z.literal('continue') }),
  z.object({ type: z.literal('stop') }),
  /** the plan as it shall be: the model follows it from now on */
  z.object({
    type: z.literal('plan'),
    items: z
      .array(planItemSchema.extend({ text: z.string().trim().min(1) }))
      .min(1)
      .max(100),
  }),
  /** another model or effort from the next turn on; what is left out stays, but the model where the provider changes */
  z
    .object({
      type: z.literal('switch'),
      provider: providerSchema.optional(),
      model: z.string().trim().min(1).max(200).optional(),
      effort: z.union([effortSchema, z.literal('default')]).optional(),
    })
    .refine(
      ({ provider, model, effort }) => provider !== undefined || model !== undefined || effort !== undefined,
      'say which provider, model or effort',
    ),
  z.object({ type: z.literal('answer'), id: z.string(), value: z.union([z.string(), z.boolean()]) }),
])
export type Command = z.infer<typeof commandSchema>

/** Who said it. `human-input`: the person touched mouse or keyboard. */
export const controlBySchema = z.enum(['person', 'hotkey', 'human-input', 'limit', 'model', 'signal'])
export type ControlBy = z.infer<typeof controlBySchema>
