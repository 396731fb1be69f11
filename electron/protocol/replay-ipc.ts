/** What the replay and measure windows ask the main process, and what it tells them: part of ipc.ts's map. */
import { z } from 'zod'
import { answered } from './answered.js'
import { sessionMeasureSchema } from './measure.js'
import { exportFormatSchema, replayAboutSchema, replayFoundSchema, replayItemSchema, replayRowSchema } from './replay.js'

const session = z.string()
/** null: the person changed their mind */
const savedFile = answered(z.object({ file: z.string().nullable(), problems: z.array(z.string()) }))

export const replayQueries = {
  /** reads the session and follows it until the window closes */
  'replay.open': { input: z.object({ session }), output: answered(replayAboutSchema) },
  'replay.rows': {
    input: z.object({ session, from: z.number().int().min(0) }),
    output: answered(z.object({ rows: z.array(replayRowSchema) })),
  },
  'replay.detail': {
    input: z.object({ session, row: z.number().int().min(0) }),
    output: answered(replayItemSchema),
  },
  /** `screen`: also what stands in the pictures, which are read from then on */
  'replay.find': {
    input: z.object({ session, text: z.string().max(400), screen: z.boolean() }),
    output: answered(replayFoundSchema),
  },
  /** asks the person where to; the answer comes when the file is whole, or nothing is left of it */
  'replay.export': { input: z.object({ session, format: exportFormatSchema }), output: savedFile },
  'replay.stopExport': { input: z.null(), output: answered(z.null()) },
  /** shows the file that this window exported last in its folder */
  'replay.reveal': { input: z.null(), output: answered(z.null()) },
  'measure.read': { input: z.null(), output: answered(z.array(sessionMeasureSchema)) },
  'measure.saveCsv': { input: z.null(), output: savedFile },
} as const

export const replayPushShapes = {
  /** the log has gone on: rows from `from` on are new or different */
  'replay.changed': z.object({ session, from: z.number(), about: replayAboutSchema }),
  /** how many pictures have been read for the search */
  'replay.read': z.object({ session, read: z.number(), frames: z.number() }),
  /** the window that shows this session goes to the first step of that turn */
  'replay.go': z.object({ session, turn: z.number().int() }),
  /** of the export under way, 0 to 1 */
  'replay.progress': z.object({ share: z.number() }),
} as const

export type ReplayPushes = { [K in keyof typeof replayPushShapes]: z.output<(typeof replayPushShapes)[K]> }
