/**
 * What a session says: the lines of its log, of `--json`, and of the windows' IPC. CONTRACT 3 lists them for readers.
 * One definition: type, run-time check and docs/events.schema.json come from here.
 */
import { z } from 'zod'
import { actionResultSchema, actionSchema, effectSignalSchema, pointSchema } from './action.js'
import { proposedCallSchema } from './call.js'
import { controlBySchema } from './command.js'
import { planItemSchema, type PlanItem } from './plan-item.js'
import { problemSchema } from './problem.js'
import { decidedSchema, riskKindSchema, riskLevelSchema, spotSchema } from './risk.js'

export const displaySchema = z.object({
  id: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  scale: z.number(),
  primary: z.boolean(),
})

/** Token counts; usd is null when the model has no known price. `cached`, `cacheWrite` and `imageTokens` are included in `input`, `reasoning` in `output`. */
export const usageSchema = z.object({
  input: z.number(),
  cached: z.number(),
  cacheWrite: z.number(),
  output: z.number(),
  reasoning: z.number(),
  imageTokens: z.number(),
  usd: z.number().nullable(),
})
export type Usage = z.infer<typeof usageSchema>

export const totalsSchema = z.object({
  turns: z.number(),
  actions: z.number(),
  ms: z.number(),
  usage: usageSchema,
})
export type Totals = z.infer<typeof totalsSchema>

export { planItemSchema, type PlanItem }

/** A window on the desktop as a frame's line holds it. */
export const shownWindowSchema = z.object({
  title: z.string(),
  app: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  active: z.boolean(),
})
export type ShownWindow = z.infer<typeof shownWindowSchema>

/** How one step of a recording went when it was done again. */
export const verdictSchema = z.object({
  /** of the recording, from 1 */
  step: z.number().int(),
  of: z.number().int(),
  verdict: z.enum(['same', 'adapted', 'failed', 'repaired']),
  /** what was adapted, or why it failed */
  how: z.string(),
  /** failed: the picture it was recorded with, and the one that was seen */
  expected: z.string().optional(),
  seen: z.string().optional(),
})
export type StepVerdict = z.infer<typeof verdictSchema>

export const finishStatusSchema = z.enum(['done', 'failed', 'stopped', 'needs-person', 'limit'])
export type FinishStatus = z.infer<typeof finishStatusSchema>

const id = z.string()
const rectSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

export const eventBodySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session.started'),
    task: z.string(),
    provider: z.string(),
    model: z.string(),
    displays: z.array(displaySchema),
    settings: z.record(z.string(), z.unknown()),
    version: z.string(),
    /** ids of pictures that belong to the task (frames/) */
    images: z.array(id).optional(),
    /** the session it was forked from, and after which completed turn; the lines up to there are that session's */
    forkedFrom: z.object({ session: id, step: z.number().int() }).optional(),
  }),
  z.object({
    type: z.literal('session.resumed'),
    why: z.string(),
    /** this life waits for the network instead of failing */
    waitOnline: z.literal(true).optional(),
  }),
  /** another model answers, or the same with another effort, from this turn on */
  z.object({
    type: z.literal('model.changed'),
    turn: z.number().int(),
    provider: z.string(),
    model: z.string(),
    /** null: its default */
    effort: z.string().nullable(),
    by: controlBySchema,
    /** kept: it is sent what was said so far as it stands; summary: another wire format, so it is told in words */
    conversation: z.enum(['kept', 'summary']),
  }),
  z.object({ type: z.literal('turn.started'), turn: z.number().int() }),
  z.object({
    type: z.literal('frame'),
    id,
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
    mime: z.string(),
    display: z.string(),
    reason: z.string(),
    settledMs: z.number(),
    changed: z.number().min(0).max(1),
    sent: z.object({ detail: z.string(), tokens: z.number() }).optional(),
    /** what was painted over because it shows a secret, pixels of the picture */
    masked: z.array(rectSchema).optional(),
    /** the windows then, topmost first, OS units; left out where they are those of the frame before it */
    windows: z.array(shownWindowSchema).optional(),
    /** the first frame of a new life: what the model is told of how the screen differs from the last one it saw */
    told: z.string().optional(),
    /** reason 'zoom': the part of the screen it shows, in pixels of the picture before it */
    region: pointSchema.extend({ width: z.number(), height: z.number() }).optional(),
  }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({
    type: z.literal('message'),
    text: z.string(),
    phase: z.enum(['commentary', 'final_answer']),
    verdict: verdictSchema.optional(),
  }),
  z.object({
    type: z.literal('plan'),
    items: z.array(planItemSchema),
    /** a person changed it; else it is the model's */
    by: z.literal('person').optional(),
  }),
  z.object({
    type: z.literal('action.proposed'),
    id,
    turn: z.number().int(),
    action: actionSchema,
    /** OS units on that display */
    lands: pointSchema.extend({ display: z.string() }).optional(),
  }),
  /** `decided`: which rule, leave or mode let it be done, where one had a say and nobody was asked */
  z.object({ type: z.literal('action.started'), id, decided: decidedSchema.optional() }),
  z.object({
    type: z.literal('action.finished'),
    id,
    result: actionResultSchema,
    effect: effectSignalSchema,
    ms: z.number(),
    problem: problemSchema.optional(),
  }),
  z.object({ type: z.literal('tool.proposed'), id, turn: z.number().int(), name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('tool.started'), id, decided: decidedSchema.optional() }),
  z.object({ type: z.literal('tool.output'), id, stream: z.string(), text: z.string() }),
  z.object({
    type: z.literal('tool.finished'),
    id,
    result: actionResultSchema,
    output: z.string().optional(),
    ms: z.number(),
    problem: problemSchema.optional(),
  }),
  z.object({
    type: z.literal('approval.asked'),
    id,
    for: id,
    what: z.string(),
    where: z.string(),
    why: z.string(),
    risk: riskLevelSchema,
    rule: z.string(),
    expiresAt: z.string(),
    risks: z.array(riskKindSchema).optional(),
    /** what it is about, for the prompt's picture */
    spot: spotSchema.optional(),
  }),
  z.object({
    type: z.literal('approval.answered'),
    id,
    answer: z.enum(['allow', 'allow-session', 'deny', 'expired', 'withdrawn']),
    by: z.enum(['person', 'policy', 'expiry', 'steer']),
  }),
  z.object({
    type: z.literal('question.asked'),
    id,
    text: z.string(),
    choices: z.array(z.string()).optional(),
    kind: z.enum(['text', 'choice', 'confirm', 'file']),
  }),
  z.object({ type: z.literal('question.answered'), id, value: z.union([z.string(), z.boolean()]), by: z.string() }),
  z.object({
    type: z.literal('steer'),
    id,
    text: z.string(),
    when: z.enum(['now', 'next-turn']),
    state: z.enum(['pending', 'delivered', 'applied']),
  }),
  z.object({
    type: z.literal('control'),
    state: z.enum(['running', 'paused', 'held', 'stopped']),
    by: controlBySchema,
    /** paused because a person asked for the desktop */
    takeOver: z.literal(true).optional(),
  }),
  /** what a person did during a pause; `before` is the last picture from before it, the next frame is the one after it */
  z.object({ type: z.literal('human'), did: z.array(z.string()), before: id.optional() }),
  z.object({ type: z.literal('usage'), turn: z.number().int(), forTurn: usageSchema, total: usageSchema }),
  z.object({ type: z.literal('problem') }).extend(problemSchema.shape),
  z.object({
    type: z.literal('model.items'),
    turn: z.number().int(),
    items: z.array(z.unknown()),
    /** the calls of the answer as they were understood, so that a session can go on from its log alone */
    calls: z.array(proposedCallSchema).optional(),
  }),
  z.object({
    type: z.literal('session.finished'),
    status: finishStatusSchema,
    text: z.string(),
    output: z.unknown().optional(),
    totals: totalsSchema,
  }),
])
export type EventBody = z.infer<typeof eventBodySchema>
export type EventType = EventBody['type']

/** A picture of the whole screen; others are a closer look at a part of it ('zoom') or what a tool showed ('tool'). */
export const isScreen = ({ reason }: { readonly reason: string }): boolean => reason !== 'zoom' && reason !== 'tool'

export const EVENT_VERSION = 1

export const envelopeSchema = z.object({
  v: z.literal(EVENT_VERSION),
  /** from 1, no gaps */
  seq: z.number().int().min(1),
  /** ISO-8601 with ms, UTC */
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  session: z.string(),
})
export type Envelope = z.infer<typeof envelopeSchema>
export const sessionEventSchema = envelopeSchema.and(eventBodySchema)
export type SessionEvent = Envelope & EventBody
