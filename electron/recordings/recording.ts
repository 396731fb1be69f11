/**
 * A recording: what is to be done again, step by step, with the pictures it was done on. Made from a session's log, kept as
 * recording.json beside frames/. PURE but for zod.
 */
import { z } from 'zod'
import { actionSchema } from '../protocol/action.js'
import { displaySchema, shownWindowSchema } from '../protocol/event.js'

export const frameRefSchema = z.object({
  /** sha-256 of the file in frames/ */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** the windows then, topmost first, OS units; null: not known */
  windows: z.array(shownWindowSchema).nullable().default(null),
})
export type FrameRef = z.infer<typeof frameRefSchema>

export const recordedStepSchema = z.object({
  id: z.string(),
  /** what it is for, in words */
  intent: z.string(),
  /** done one after the other, in pixels of `before` */
  actions: z.array(actionSchema),
  /** the screen it was decided on */
  before: frameRefSchema,
  /** the screen when it had taken effect; null: not known */
  after: frameRefSchema.nullable(),
  /** ms from the one picture to the other */
  tookMs: z.number().min(0),
  /** a text that must stand on the screen before it; for a step without actions all there is to do */
  check: z.string().optional(),
  /** true: `check` must not stand there */
  absent: z.boolean().optional(),
})
export type RecordedStep = z.infer<typeof recordedStepSchema>

export const parameterSchema = z.object({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'a name of letters, digits, - and _'),
  /** as it was typed when it was recorded, without the line ends behind it */
  value: z.string(),
  /** what is typed when no value is given; left out: what was recorded */
  default: z.string().optional(),
  /** which `type` action takes it */
  step: z.string(),
  action: z.number().int().min(0),
})
export type Parameter = z.infer<typeof parameterSchema>

export const RECORDING_VERSION = 1

export const recordingSchema = z.object({
  v: z.literal(RECORDING_VERSION),
  name: z.string(),
  /** what it does: the task, or what the person said it shows */
  task: z.string(),
  /** the session it was made from */
  session: z.string(),
  display: displaySchema,
  steps: z.array(recordedStepSchema),
  parameters: z.array(parameterSchema),
})
export type Recording = z.infer<typeof recordingSchema>

/** All pictures it needs. */
export function framesIn({ steps }: Pick<Recording, 'steps'>): ReadonlySet<string> {
  return new Set(steps.flatMap(({ before, after }) => (after ? [before.id, after.id] : [before.id])))
}
