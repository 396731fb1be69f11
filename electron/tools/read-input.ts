/** A call's input as the tool wants it, or one sentence for the model that says what is wrong with it. */
import type { z } from 'zod'
import { ok, refuse, type Result } from './outcome.js'

export function readInput<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const read = schema.safeParse(input)
  if (read.success) return ok(read.data)
  const issue = read.error.issues[0]
  const place = issue?.path.join('.') || 'The input'
  return refuse(`${place} cannot be read: ${issue?.message ?? 'it has another shape'}.`)
}
