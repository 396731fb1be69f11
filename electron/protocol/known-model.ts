/** A model that can be chosen: what it can do and what it costs, for `models` and the settings window. */
import { z } from 'zod'
import { effortSchema, providerSchema } from './settings.js'

export const knownModelSchema = z.object({
  provider: providerSchema,
  model: z.string(),
  isDefault: z.boolean(),
  /** USD per 1M tokens; null: not known, or there is none. `isOwn`: set by the person */
  price: z.object({ input: z.number(), cached: z.number(), output: z.number(), isOwn: z.boolean() }).nullable(),
  /** how it is given the computer: the vendor's tool, a plain function, a written dialect, or by the text on the screen */
  computer: z.string(),
  vision: z.boolean(),
  /** null: not known, the server decides */
  efforts: z.array(effortSchema).readonly().nullable(),
  /** tokens a conversation may have; null: not known */
  window: z.number().nullable(),
})
export type KnownModel = z.infer<typeof knownModelSchema>

/** What came of asking a model for a click on the test picture. */
export const triedModelSchema = z.object({
  ms: z.number(),
  /** where it clicked, px of the picture */
  point: z.object({ x: z.number(), y: z.number() }),
  isRight: z.boolean(),
  usd: z.number().nullable(),
})
export type TriedModel = z.infer<typeof triedModelSchema>
