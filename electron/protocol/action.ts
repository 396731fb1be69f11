/**
 * What a model may ask for: the one action vocabulary (shared by every adapter, the log and the windows).
 * Points and scroll deltas are pixels of the picture that was sent; +x right, +y down.
 */
import { z } from 'zod'

const coordinate = z.number()
export const pointSchema = z.object({ x: coordinate, y: coordinate })
export const buttonSchema = z.enum(['left', 'right', 'middle', 'back', 'forward'])
const modifiers = z.array(z.string()).default([])

export const actionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('click'),
    x: coordinate,
    y: coordinate,
    button: buttonSchema.default('left'),
    count: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
    modifiers,
  }),
  z.object({ kind: z.literal('move'), x: coordinate, y: coordinate, modifiers }),
  z.object({ kind: z.literal('drag'), path: z.array(pointSchema).min(2), button: buttonSchema.default('left'), modifiers }),
  z.object({ kind: z.literal('mouseDown'), button: buttonSchema.default('left') }),
  z.object({ kind: z.literal('mouseUp'), button: buttonSchema.default('left') }),
  z.object({
    kind: z.literal('scroll'),
    /** where; at the pointer when left out */
    x: coordinate.optional(),
    y: coordinate.optional(),
    dx: z.number(),
    dy: z.number(),
    modifiers,
  }),
  /** `{{secret:NAME}}` stands for a secret's value, which only the runner puts in */
  z.object({ kind: z.literal('type'), text: z.string() }),
  /** pressed in order, released in reverse */
  z.object({ kind: z.literal('chord'), keys: z.array(z.string()).min(1), repeat: z.number().int().min(1).max(100).default(1) }),
  z.object({ kind: z.literal('holdKey'), keys: z.array(z.string()).min(1), ms: z.number().min(0).max(300_000) }),
  z.object({ kind: z.literal('wait'), ms: z.number().min(0).max(300_000) }),
  z.object({ kind: z.literal('screenshot') }),
  z.object({
    kind: z.literal('zoom'),
    region: z.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
  }),
  z.object({ kind: z.literal('cursorPosition') }),
  z.object({ kind: z.literal('done'), status: z.enum(['done', 'failed']), text: z.string() }),
  z.object({
    kind: z.literal('askUser'),
    text: z.string(),
    choices: z.array(z.string()).optional(),
    answer: z.enum(['text', 'choice', 'confirm', 'file']).default('text'),
  }),
])

export type Action = z.infer<typeof actionSchema>
export type ActionKind = Action['kind']

/** Every proposed action ends in exactly one of these: 'skipped' never began, 'interrupted' may have happened in part. */
export const actionResultSchema = z.enum(['done', 'failed', 'denied', 'skipped', 'interrupted'])
export type ActionResult = z.infer<typeof actionResultSchema>

export const effectSignalSchema = z.enum(['changed', 'unchanged', 'unknown'])
export type EffectSignal = z.infer<typeof effectSignalSchema>
