/** The shape of a request body. A field that is not listed is refused, as the real server does. */
import { z } from 'zod'

const cache_control = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).optional()
const text = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  cache_control,
  citations: z.array(z.unknown()).optional(),
})
const image = z.strictObject({
  type: z.literal('image'),
  source: z.strictObject({
    type: z.literal('base64'),
    media_type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    data: z.string(),
  }),
  cache_control,
})
const toolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  toolset_name: z.string().optional(),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image]))]).optional(),
  is_error: z.boolean().optional(),
  cache_control,
})
const user = z.strictObject({
  role: z.literal('user'),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, toolResult]))]),
})
/** compared with what was issued, so any block may come */
const assistant = z.strictObject({ role: z.literal('assistant'), content: z.array(z.looseObject({ type: z.string() })) })

const member = z.strictObject({ enabled: z.boolean().optional(), defer_loading: z.boolean().optional() })
const earlier = {
  name: z.literal('computer'),
  display_width_px: z.number().int().positive(),
  display_height_px: z.number().int().positive(),
  display_number: z.number().int().optional(),
  cache_control,
}
const tool = z.union([
  z.strictObject({
    type: z.literal('computer_toolset_20260801'),
    configs: z.record(z.string(), member).optional(),
    allowed_callers: z.array(z.literal('direct')).optional(),
    cache_control,
  }),
  z.strictObject({ type: z.literal('computer_20251124'), ...earlier, enable_zoom: z.boolean().optional() }),
  z.strictObject({ type: z.literal('computer_20250124'), ...earlier }),
  z.strictObject({ type: z.literal('bash_20250124'), name: z.literal('bash'), cache_control }),
  z.strictObject({
    type: z.literal('text_editor_20250728'),
    name: z.literal('str_replace_based_edit_tool'),
    max_characters: z.number().int().positive().optional(),
    cache_control,
  }),
  z.strictObject({
    type: z.literal('custom').optional(),
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
    description: z.string().optional(),
    input_schema: z.looseObject({ type: z.literal('object') }),
    cache_control,
  }),
])

export const bodySchema = z.strictObject({
  model: z.string(),
  max_tokens: z.number().int().min(1).max(128_000),
  stream: z.boolean().optional(),
  system: z.union([z.string(), z.array(text)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: z.unknown().optional(),
  messages: z.array(z.discriminatedUnion('role', [user, assistant])).min(1),
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('adaptive'), display: z.enum(['summarized', 'omitted']).optional() }),
      z.strictObject({ type: z.literal('enabled'), budget_tokens: z.number().int().min(1024) }),
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({ type: z.literal('between_tools') }),
    ])
    .optional(),
  output_config: z.strictObject({ effort: z.string().optional() }).optional(),
  context_management: z
    .strictObject({
      edits: z.array(
        z.strictObject({
          type: z.literal('compact_20260112'),
          trigger: z.strictObject({ type: z.literal('input_tokens'), value: z.number().int().min(50_000) }).optional(),
          instructions: z.string().optional(),
          pause_after_compaction: z.boolean().optional(),
        }),
      ),
    })
    .optional(),
  metadata: z.strictObject({ user_id: z.string().optional() }).optional(),
  temperature: z.number().optional(),
})
export type RequestBody = z.infer<typeof bodySchema>
export type Message = RequestBody['messages'][number]
