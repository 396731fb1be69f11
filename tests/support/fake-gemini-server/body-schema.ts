/** The shape of a request body. A field that is not listed is refused, as the real server does. */
import { z } from 'zod'

const inlineData = z.strictObject({ mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp']), data: z.string() })
const functionResponse = z.strictObject({
  id: z.string().optional(),
  name: z.string().min(1),
  response: z.record(z.string(), z.unknown()),
  parts: z.array(z.strictObject({ inlineData })).min(1).optional(),
})
const userPart = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({ inlineData }),
  z.strictObject({ functionResponse }),
])
const modelPart = z.strictObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  functionCall: z
    .strictObject({ id: z.string().optional(), name: z.string(), args: z.record(z.string(), z.unknown()).optional() })
    .optional(),
})
const content = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), parts: z.array(userPart).min(1) }),
  z.strictObject({ role: z.literal('model'), parts: z.array(modelPart).min(1) }),
])

const tool = z.union([
  z.strictObject({
    computerUse: z.strictObject({
      environment: z.string(),
      excludedPredefinedFunctions: z.array(z.string()).optional(),
      enablePromptInjectionDetection: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    functionDeclarations: z.array(
      z.strictObject({
        name: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/),
        description: z.string(),
        parametersJsonSchema: z.looseObject({ type: z.literal('object') }),
      }),
    ),
  }),
])

export const bodySchema = z.strictObject({
  contents: z.array(content).min(1),
  systemInstruction: z
    .strictObject({ role: z.string().optional(), parts: z.array(z.strictObject({ text: z.string() })) })
    .optional(),
  tools: z.array(tool).optional(),
  generationConfig: z
    .strictObject({
      temperature: z.number().optional(),
      maxOutputTokens: z.number().int().optional(),
      thinkingConfig: z
        .strictObject({ includeThoughts: z.boolean().optional(), thinkingLevel: z.string().optional() })
        .optional(),
    })
    .optional(),
})
export type RequestBody = z.infer<typeof bodySchema>
