/** What a replay shows: one row for each step of a session and each thing that happened between steps, and all about one of them. */
import { z } from 'zod'
import { planItemSchema, usageSchema } from './event.js'
import { sessionRecordSchema } from './session-record.js'

const point = z.tuple([z.number(), z.number()])

/** Something drawn on the picture an action was decided on, in its pixels. */
export const markSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['ring', 'caret']), x: z.number(), y: z.number() }),
  z.object({ kind: z.literal('scroll'), x: z.number(), y: z.number(), dx: z.number(), dy: z.number() }),
  z.object({ kind: z.literal('path'), points: z.array(point) }),
  z.object({ kind: z.literal('box'), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
])
export type Mark = z.infer<typeof markSchema>

export const itemToneSchema = z.enum(['plain', 'warn', 'bad', 'good', 'you', 'asked'])
export type ItemTone = z.infer<typeof itemToneSchema>

export const itemKindSchema = z.enum([
  'step',
  'start',
  'picture',
  'message',
  'plan',
  'approval',
  'question',
  'steer',
  'control',
  'human',
  'problem',
  'end',
])
export type ItemKind = z.infer<typeof itemKindSchema>

/** What is needed to list an item, to draw the timeline and to show its picture: a window holds all of them. */
export const replayRowSchema = z.object({
  kind: itemKindSchema,
  /** steps are counted from 1; null: not a step */
  number: z.number().nullable(),
  icon: z.string(),
  tone: itemToneSchema,
  title: z.string(),
  /** the model's turn it belongs to, 0 before the first */
  turn: z.number(),
  /** how it ended, in a word; '' when there is nothing to say */
  result: z.string(),
  /** ms since the session began */
  atMs: z.number(),
  /** how long it took, null when that means nothing */
  ms: z.number().nullable(),
  /** the picture it was decided on, and the first one after it */
  before: z.string().nullable(),
  after: z.string().nullable(),
  marks: z.array(markSchema),
  /** where the pointer was before it */
  from: point.nullable(),
  /** what the session had cost by then; null when no price is known */
  spentUsd: z.number().nullable(),
})
export type ReplayRow = z.infer<typeof replayRowSchema>

/** How long the parts of a step took, ms; null: not known */
export const stepTimesSchema = z.object({
  look: z.number().nullable(),
  think: z.number().nullable(),
  act: z.number().nullable(),
  settle: z.number().nullable(),
})
export type StepTimes = z.infer<typeof stepTimesSchema>

/** Part of what a turn used: counted or shared out as electron/replay/costs.ts says. */
export const costPartSchema = z.object({
  part: z.enum(['images', 'history', 'tools', 'reasoning', 'answer']),
  tokens: z.number(),
  usd: z.number().nullable(),
})
export type CostPart = z.infer<typeof costPartSchema>

/** Everything about one item. */
export const replayItemSchema = replayRowSchema.extend({
  /** label and value, in order */
  facts: z.array(z.tuple([z.string(), z.string()])),
  /** why the model did it, one paragraph each */
  why: z.array(z.string()),
  /** what was said, one paragraph each */
  words: z.array(z.string()),
  /** what a tool put out */
  output: z.array(z.string()),
  /** the plan as it stood then */
  plan: z.array(planItemSchema),
  /** of the turn it belongs to, at the first step of it only */
  usage: usageSchema.nullable(),
  costs: z.array(costPartSchema),
  times: stepTimesSchema.nullable(),
  /** what is known of its pictures */
  captions: z.array(z.string()),
  /** its lines of the log as JSON, without `model.items` */
  lines: z.array(z.string()),
})
export type ReplayDetail = z.infer<typeof replayItemSchema>

/** How many rows one answer carries at most. */
export const ROWS_AT_ONCE = 1000

export const replayAboutSchema = z.object({
  record: sessionRecordSchema,
  /** how many rows there are */
  rows: z.number(),
  /** how many different pictures */
  frames: z.number(),
  isLive: z.boolean(),
  /** its log is long and not read to its end yet: `replay.changed` follows */
  isReading: z.boolean(),
  /** what could not be read, one sentence each */
  problems: z.array(z.string()),
})
export type ReplayAbout = z.infer<typeof replayAboutSchema>

export const replayFoundSchema = z.object({
  /** rows whose text, or whose picture's text, holds the words */
  rows: z.array(z.number()),
  /** of those, the rows where only the picture does */
  onScreen: z.array(z.number()),
  /** pictures read so far */
  read: z.number(),
  frames: z.number(),
})
export type ReplayFound = z.infer<typeof replayFoundSchema>

export const exportFormatSchema = z.enum(['html', 'markdown', 'jsonl', 'video'])
export type ExportFormat = z.infer<typeof exportFormatSchema>
