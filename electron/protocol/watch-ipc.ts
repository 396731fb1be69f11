/** What the window that shows a private desktop live and the main process say to one another. Points are pixels of that desktop. */
import { z } from 'zod'
import { answered } from './answered.js'

const session = z.string()
const at = z.number().int().min(0).max(20_000)
const key = z.string().min(1).max(30)
const button = z.enum(['left', 'right', 'middle', 'back', 'forward'])

/** The picture is at `deskhand-frame://<session>/<frame>` while it is one of the newest. */
export const watchFrameSchema = z.object({
  session,
  frame: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  pointer: z.object({ x: z.number(), y: z.number() }).nullable(),
})
export type WatchFrame = z.infer<typeof watchFrameSchema>

export const watchStrokeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), x: at, y: at }),
  z.object({ kind: z.literal('button'), button, down: z.boolean() }),
  z.object({ kind: z.literal('wheel'), dx: z.number().min(-5000).max(5000), dy: z.number().min(-5000).max(5000) }),
  z.object({ kind: z.literal('key'), key, down: z.boolean() }),
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(8) }),
])
export type WatchStroke = z.infer<typeof watchStrokeSchema>

export const watchQueries = {
  /** shows the window of the session that runs on a private desktop */
  'watch.open': { input: z.null(), output: answered(z.null()) },
  /** the newest picture; null: there is none yet, or the desktop is gone */
  'watch.look': { input: z.object({ session }), output: answered(watchFrameSchema.nullable()) },
  /** what the person does there; refused while Deskhand has the hands */
  'watch.input': { input: z.object({ session, strokes: z.array(watchStrokeSchema).min(1).max(40) }), output: answered(z.null()) },
} as const

export const watchPushShapes = { 'watch.frame': watchFrameSchema } as const
export type WatchPushes = { [K in keyof typeof watchPushShapes]: z.output<(typeof watchPushShapes)[K]> }
