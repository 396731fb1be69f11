/** The shape of a request body and its items. A field that is not listed is refused, as the real server does. */
import { z } from 'zod'

const text = z.string()
const breakpoint = z.strictObject({ mode: z.literal('explicit'), ttl: z.enum(['30m', '12h']).optional() }).optional()
const callId = z.string().min(1).max(64)
const status = z.enum(['in_progress', 'completed', 'incomplete'])

const inputText = z.strictObject({ type: z.literal('input_text'), text, prompt_cache_breakpoint: breakpoint })
const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: text,
  detail: z.enum(['low', 'high', 'auto', 'original']).optional(),
  prompt_cache_breakpoint: breakpoint,
})
const inputContent = z.union([text, z.array(z.discriminatedUnion('type', [inputText, inputImage])).min(1)])

const outputContent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('output_text'),
    text,
    annotations: z.array(z.unknown()).optional(),
    logprobs: z.array(z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('refusal'), refusal: text }),
])

const asked = z.strictObject({
  type: z.literal('message').optional(),
  role: z.enum(['user', 'developer', 'system']),
  content: inputContent,
  status: status.optional(),
})
const said = z.strictObject({
  type: z.literal('message').optional(),
  id: text.optional(),
  role: z.literal('assistant'),
  status: status.optional(),
  phase: z.enum(['commentary', 'final_answer']).nullable().optional(),
  content: z.union([text, z.array(outputContent)]),
})
const safetyCheck = z.strictObject({ id: text, code: text.nullish(), message: text.nullish() })

/** by type; messages apart, since their type may be left out */
export const itemSchemas: Readonly<Record<string, z.ZodType>> = {
  message: z.union([asked, said]),
  reasoning: z.strictObject({
    type: z.literal('reasoning'),
    id: text,
    summary: z.array(z.strictObject({ type: z.literal('summary_text'), text })),
    encrypted_content: text.nullish(),
    content: z.array(z.unknown()).nullish(),
    status: status.nullish(),
  }),
  computer_call: z.strictObject({
    type: z.literal('computer_call'),
    id: text.optional(),
    call_id: callId,
    status,
    pending_safety_checks: z.array(safetyCheck).optional(),
    action: z.looseObject({ type: text }).optional(),
    actions: z.array(z.looseObject({ type: text })).optional(),
  }),
  computer_call_output: z.strictObject({
    type: z.literal('computer_call_output'),
    id: text.nullish(),
    call_id: callId,
    output: z.strictObject({
      type: z.literal('computer_screenshot'),
      image_url: text,
      detail: z.literal('original').optional(),
    }),
    acknowledged_safety_checks: z.array(safetyCheck).nullish(),
    status: status.nullish(),
  }),
  function_call: z.strictObject({
    type: z.literal('function_call'),
    id: text.optional(),
    call_id: callId,
    name: text.min(1).max(64),
    arguments: text,
    namespace: text.optional(),
    status: status.optional(),
  }),
  function_call_output: z.strictObject({
    type: z.literal('function_call_output'),
    id: text.nullish(),
    call_id: callId,
    output: inputContent,
    status: status.nullish(),
  }),
  shell_call: z.strictObject({
    type: z.literal('shell_call'),
    id: text.optional(),
    call_id: callId,
    status: status.optional(),
    action: z.strictObject({
      commands: z.array(text),
      timeout_ms: z.number().nullish(),
      max_output_length: z.number().nullish(),
    }),
    environment: z.unknown().optional(),
  }),
  shell_call_output: z.strictObject({
    type: z.literal('shell_call_output'),
    id: text.nullish(),
    call_id: callId,
    max_output_length: z.number().nullish(),
    status: status.nullish(),
    output: z.array(
      z.strictObject({
        stdout: text,
        stderr: text,
        outcome: z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('exit'), exit_code: z.number().int() }),
          z.strictObject({ type: z.literal('timeout') }),
        ]),
      }),
    ),
  }),
  apply_patch_call: z.strictObject({
    type: z.literal('apply_patch_call'),
    id: text.optional(),
    call_id: callId,
    status: z.enum(['in_progress', 'completed']),
    operation: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('create_file'), path: text, diff: text }),
      z.strictObject({ type: z.literal('update_file'), path: text, diff: text }),
      z.strictObject({ type: z.literal('delete_file'), path: text }),
    ]),
  }),
  apply_patch_call_output: z.strictObject({
    type: z.literal('apply_patch_call_output'),
    id: text.nullish(),
    call_id: callId,
    status: z.enum(['completed', 'failed']),
    output: text.nullish(),
  }),
  compaction: z.strictObject({ type: z.literal('compaction'), id: text.nullish(), encrypted_content: text }),
}

const functionTool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  description: text.nullish(),
  parameters: z.record(z.string(), z.unknown()),
  strict: z.boolean().nullable(),
})
const tool = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('computer') }),
  z.strictObject({
    type: z.literal('computer_use_preview'),
    display_width: z.number().int().positive(),
    display_height: z.number().int().positive(),
    environment: z.enum(['windows', 'mac', 'linux', 'ubuntu', 'browser']),
  }),
  z.strictObject({ type: z.literal('shell'), environment: z.strictObject({ type: z.literal('local') }).optional() }),
  z.strictObject({ type: z.literal('apply_patch') }),
  functionTool,
])

const shared = {
  model: text,
  input: z.union([text, z.array(z.looseObject({})).min(1)]).optional(),
  instructions: text.nullish(),
  tools: z.array(tool).optional(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().nullish(),
  reasoning: z
    .strictObject({
      effort: text.nullish(),
      summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
      context: z.enum(['auto', 'current_turn', 'all_turns']).nullish(),
      mode: z.enum(['standard', 'pro']).nullish(),
    })
    .nullish(),
  text: z
    .strictObject({ verbosity: z.enum(['low', 'medium', 'high']).nullish(), format: z.unknown().optional() })
    .partial()
    .optional(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  previous_response_id: text.nullish(),
}

export const bodySchema = z.strictObject({
  ...shared,
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  store: z.boolean().nullish(),
  background: z.boolean().nullish(),
  include: z
    .array(
      z.enum([
        'reasoning.encrypted_content',
        'computer_call_output.output.image_url',
        'message.input_image.image_url',
        'message.output_text.logprobs',
      ]),
    )
    .nullish(),
  prompt_cache_key: z.string().max(64).nullish(),
  prompt_cache_options: z
    .strictObject({ mode: z.enum(['implicit', 'explicit']).optional(), ttl: z.enum(['30m', '12h']).optional() })
    .nullish(),
  context_management: z
    .array(z.strictObject({ type: z.literal('compaction'), compact_threshold: z.number().int().min(1000).optional() }))
    .nullish(),
  max_output_tokens: z.number().int().min(16).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  safety_identifier: z.string().max(64).nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'fast', 'priority']).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
})
export type RequestBody = z.infer<typeof bodySchema>

export const countBodySchema = z.strictObject(shared)
export const compactBodySchema = z.strictObject({
  model: text,
  input: shared.input,
  previous_response_id: text.nullish(),
  instructions: text.nullish(),
  prompt_cache_key: text.nullish(),
})
