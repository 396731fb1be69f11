/** A secret as it may be shown: its name and where it may be used, never its value. */
import { z } from 'zod'

export const SECRET_NAME = /^[A-Za-z_][\w-]*$/

export const keptSecretSchema = z.object({
  name: z.string().regex(SECRET_NAME, 'letters, digits, - and _, beginning with a letter'),
  /** the one program, or web site, it may be typed into; null: anywhere */
  app: z.string().min(1).nullable(),
  /** for tools alone, never typed */
  isForTools: z.boolean(),
})
export type KeptSecret = z.infer<typeof keptSecretSchema>
