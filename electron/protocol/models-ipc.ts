/** What the settings window asks about models. */
import { z } from 'zod'
import { answered } from './answered.js'
import { knownModelSchema, triedModelSchema } from './known-model.js'
import { effortSchema, providerSchema } from './settings.js'

export const modelQueries = {
  /** `asOf`: the day of the price table */
  'models.list': { input: z.null(), output: answered(z.object({ asOf: z.string(), models: z.array(knownModelSchema) })) },
  /** one paid request: a click on the test picture */
  'models.test': {
    input: z.object({
      provider: providerSchema,
      model: z.string().trim().min(1).max(200),
      effort: effortSchema.nullable(),
    }),
    output: answered(triedModelSchema),
  },
} as const
