/** What a turn of a script may hold; nothing else is accepted. */
import { z } from 'zod'
import { actionSchema } from '../protocol/action.js'
import { planItemSchema, usageSchema } from '../protocol/event.js'
import { problemSchema } from '../protocol/problem.js'

/** stands for something of an answer that is no action: shown to the runner as a step that cannot be done */
const unreadable = z.strictObject({ kind: z.literal('unreadable'), shown: z.string(), message: z.string() })

const strict = actionSchema.options.map((option) => option.strict()) as unknown as typeof actionSchema.options
const scriptedAction = z.discriminatedUnion('kind', [...strict, unreadable])

const safetyCheck = z.strictObject({ id: z.string(), message: z.string() })

export const scriptedCallSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('computer'),
    callId: z.string().optional(),
    actions: z.array(scriptedAction),
    safetyChecks: z.array(safetyCheck).optional(),
  }),
  z.strictObject({ kind: z.literal('tool'), callId: z.string().optional(), name: z.string(), input: z.unknown() }),
])

export const scriptedTurnSchema = z
  .strictObject({
    reasoning: z.array(z.string()).optional(),
    /** said while working */
    commentary: z.string().optional(),
    /** the final text */
    text: z.string().optional(),
    plan: z.array(planItemSchema.strict()).optional(),
    /** one call with these actions; `calls` for more than one, for tools and for safety checks */
    actions: z.array(scriptedAction).optional(),
    calls: z.array(scriptedCallSchema).optional(),
    /** the turn fails with this instead of answering */
    problem: problemSchema.strict().optional(),
    /** how long the answer takes */
    delayMs: z.number().min(0).optional(),
    usage: usageSchema.partial().strict().optional(),
  })
  .refine((turn) => !(turn.problem && (turn.text ?? turn.actions ?? turn.calls)), 'a turn with a problem has no answer')

export const scriptSchema = z.strictObject({ turns: z.array(scriptedTurnSchema).min(1) })

/** As written: what has a default may be left out. */
export type ScriptedTurn = z.input<typeof scriptedTurnSchema>
/** As read. */
export type ReadTurn = z.output<typeof scriptedTurnSchema>
export type ReadCall = z.output<typeof scriptedCallSchema>
export type ReadStep = z.output<typeof scriptedAction>
