/** Doing a session again, and changing what is done: what the replay window is shown of a recording, and what it may ask of it. */
import { z } from 'zod'
import { answered } from './answered.js'

/** Changes a person makes to a recording, one after the other. */
export const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name: z.string() }),
  /** what all of it does, in words: when a skill is to be used */
  z.object({ kind: z.literal('purpose'), text: z.string().max(2000) }),
  /** what a step is for, in words */
  z.object({ kind: z.literal('describe'), step: z.string(), intent: z.string().max(2000) }),
  z.object({ kind: z.literal('delete'), step: z.string() }),
  /** gives a typed text a name; `value`: what is typed when none is given, null: what was recorded */
  z.object({
    kind: z.literal('parametrise'),
    step: z.string(),
    action: z.number().int().min(0),
    name: z.string().max(80),
    value: z.string().max(20_000).nullable().default(null),
  }),
  /** types always what was recorded */
  z.object({ kind: z.literal('fix'), parameter: z.string() }),
  /** this text must be on the screen before the step, or must not be; '' takes the check away */
  z.object({ kind: z.literal('check'), step: z.string(), text: z.string().max(400), absent: z.boolean().default(false) }),
  /** a step of its own that only checks; `before`: null: at the end */
  z.object({
    kind: z.literal('insert-check'),
    before: z.string().nullable(),
    text: z.string().max(400),
    absent: z.boolean().default(false),
  }),
])
export type Edit = z.input<typeof editSchema>

const shownCheckSchema = z.object({ text: z.string(), absent: z.boolean() })

export const shownStepSchema = z.object({
  id: z.string(),
  /** the turn it was recorded in, so that it can be found among the steps on show; null: inserted */
  turn: z.number().nullable(),
  intent: z.string(),
  actions: z.array(
    z.object({
      words: z.string(),
      /** a text that is typed and may become a parameter, as recorded; null: none */
      typed: z.string().nullable(),
      parameter: z.string().nullable(),
    }),
  ),
  check: shownCheckSchema.nullable(),
})
export type ShownStep = z.infer<typeof shownStepSchema>

export const shownRecordingSchema = z.object({
  name: z.string(),
  task: z.string(),
  steps: z.array(shownStepSchema),
  /** `value`: what is typed when nothing else is given; `mayBreak`: a line end may stand in it */
  parameters: z.array(z.object({ name: z.string(), value: z.string(), mayBreak: z.boolean() })),
})
export type ShownRecording = z.infer<typeof shownRecordingSchema>

/** What can be done with a session: each null, or one sentence why not. */
export const sessionCanSchema = z.object({
  resume: z.string().nullable(),
  fork: z.string().nullable(),
  again: z.string().nullable(),
  /** going on needs words of what it shall also do: it has done its task */
  needsMessage: z.boolean(),
})
export type SessionCan = z.infer<typeof sessionCanSchema>

export const redoReadSchema = z.object({
  /** saved recordings that were made of this session, by name */
  versions: z.array(z.string()),
  recording: shownRecordingSchema,
  /** what of it is not done again, one sentence each */
  problems: z.array(z.string()),
})
export type RedoRead = z.infer<typeof redoReadSchema>

const session = z.string()
/** Which recording: of the session as it went, or a saved one, with changes that are not saved yet. */
const source = { session, version: z.string().nullable(), edits: z.array(editSchema).max(500) }
const started = answered(z.object({ session }))

export const redoQueries = {
  'sessions.can': { input: z.object({ session }), output: answered(sessionCanSchema) },
  /** the recording after the changes; refused with the first change that cannot be */
  'redo.read': { input: z.object(source), output: answered(redoReadSchema) },
  /** into a folder of its own; what it was made of stays as it is */
  'redo.save': {
    input: z.object({ ...source, name: z.string().max(200), asSkill: z.boolean() }),
    output: answered(z.object({ name: z.string(), folder: z.string() })),
  },
  'redo.start': {
    input: z.object({
      ...source,
      values: z.record(z.string(), z.string()),
      display: z.string().nullable(),
      /** a program that is started there first; '' for none */
      open: z.string().max(2000),
    }),
    output: started,
  },
  /** goes on with a session that has ended */
  'sessions.resume': { input: z.object({ session, message: z.string().trim().nullable() }), output: started },
  /** a new session with its first turns; its replay opens */
  'sessions.fork': { input: z.object({ session, turn: z.number().int().min(1) }), output: started },
} as const
