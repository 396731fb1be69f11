/** A session as somebody looks at it afterwards who has to answer for the code. electron/review folds it. */
import { z } from 'zod'
import { sessionRecordSchema } from './session-record.js'

export const fileChangedSchema = z.object({
  path: z.string(),
  kind: z.enum(['added', 'changed', 'deleted']),
  /** lines; null: no text */
  added: z.number().nullable(),
  removed: z.number().nullable(),
})
export type FileChanged = z.infer<typeof fileChangedSchema>

export const reviewFileSchema = fileChangedSchema.extend({
  steps: z.array(z.number()),
  /** what the model said in a step that changed it */
  why: z.array(z.object({ step: z.number(), text: z.string() })),
  /** somebody else changed it as well between two of those steps */
  isMixed: z.boolean(),
})
export type ReviewFile = z.infer<typeof reviewFileSchema>

export const commandRunSchema = z.object({
  /** of the call, `t4.2` */
  call: z.string(),
  step: z.number(),
  command: z.string(),
  /** null: it was not run to its end, or runs on beside the session */
  exit: z.union([z.number(), z.enum(['timeout', 'stopped'])]).nullable(),
  isTest: z.boolean(),
  /** tests, and their end is the end of the line */
  hasPassed: z.boolean(),
})
export type CommandRun = z.infer<typeof commandRunSchema>

export const reviewRiskSchema = z.object({
  kind: z.enum(['secret', 'sql', 'dependency']),
  path: z.string(),
  line: z.number(),
  /** the line, keys replaced by a name; for a dependency its name and version */
  text: z.string(),
})
export type ReviewRisk = z.infer<typeof reviewRiskSchema>

export const reviewSchema = z.object({
  files: z.array(reviewFileSchema),
  commands: z.array(commandRunSchema),
  /** how the last command ended that runs tests */
  tests: z.enum(['passed', 'failed', 'unclear', 'none']),
  /** files that were changed after tests last passed */
  untested: z.array(z.string()),
  risks: z.array(reviewRiskSchema),
  /** there are more new lines than were looked through for risks */
  isRisksCut: z.boolean(),
  /** lines that this session wrote, of all lines of the workspace; null: nothing was changed */
  lines: z.object({ written: z.number(), all: z.number() }).nullable(),
  cost: z.object({ turns: z.number(), tokens: z.number(), usd: z.number().nullable() }),
})
export type Review = z.infer<typeof reviewSchema>

/** What a linter or scanner says of one place. */
export const findingSchema = z.object({
  path: z.string(),
  /** null: of the whole file */
  line: z.number().nullable(),
  level: z.enum(['low', 'medium', 'high']),
  /** the tool's own name for it; '' when it has none */
  rule: z.string(),
  text: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

/** One linter or scanner that was asked. */
export const checkSchema = z.object({
  tool: z.string(),
  state: z.enum(['ran', 'not-run', 'failed']),
  /** in lines and packages of this session */
  findings: z.array(findingSchema),
  /** how many more it has in what stood there before */
  elsewhere: z.number(),
  /** what it could not check, or why it was not run: sentences, '' when there is nothing to say */
  missing: z.string(),
})
export type Check = z.infer<typeof checkSchema>

export const madeCommitSchema = z.object({ hash: z.string(), branch: z.string(), at: z.string() })
export type MadeCommit = z.infer<typeof madeCommitSchema>

/** All that the review window shows but the lines of the files. */
export const reviewAboutSchema = z.object({
  record: sessionRecordSchema,
  review: reviewSchema,
  /** the folder it worked in; null: it changed no files */
  root: z.string().nullable(),
  isLive: z.boolean(),
  /** when a person accepted what stands now; null: nobody did */
  acceptedAt: z.string().nullable(),
  commits: z.array(madeCommitSchema),
  /** files that are not as the session left them: put back, or changed by somebody */
  undone: z.array(z.string()),
  changedSince: z.array(z.string()),
})
export type ReviewAbout = z.infer<typeof reviewAboutSchema>

/** One file's diff; `patch` is a unified one, '' when there is none to show. */
export const fileDiffSchema = z.object({
  path: z.string(),
  patch: z.string(),
  isBinary: z.boolean(),
  /** too many bytes to show; the counts stand in the review */
  isTooLarge: z.boolean(),
  /** sizes; null: it was not there */
  bytesBefore: z.number().nullable(),
  bytesAfter: z.number().nullable(),
})
export type FileDiff = z.infer<typeof fileDiffSchema>

/** Of all that is committed, the lines of commits that name their session. */
export const modelShareSchema = z.object({
  commits: z.number(),
  lines: z.number(),
  all: z.number(),
  /** not every file was counted */
  isCut: z.boolean(),
})
export type ModelShare = z.infer<typeof modelShareSchema>

export const undoneSchema = z.object({
  restored: z.array(z.string()),
  removed: z.array(z.string()),
  /** changed by somebody else since: left alone */
  kept: z.array(z.string()),
})

export const commitProposalSchema = z.object({
  /** for the person to edit */
  message: z.string(),
  /** what is added below it */
  trailers: z.string(),
  branch: z.string(),
  files: z.array(z.string()),
  /** what a person should know before it is made, sentences */
  warnings: z.array(z.string()),
  /** files of the session that do not get in, each with its reason in a sentence */
  leftOut: z.array(z.object({ path: z.string(), why: z.string() })),
})
export type CommitProposal = z.infer<typeof commitProposalSchema>

export const committedSchema = madeCommitSchema.extend({
  subject: z.string(),
  files: z.array(z.string()),
  /** what hooks and git said */
  said: z.string(),
})
export type Committed = z.infer<typeof committedSchema>
