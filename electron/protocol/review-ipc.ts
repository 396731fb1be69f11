/** What the review window asks the main process: part of ipc.ts's map. */
import { z } from 'zod'
import { answered } from './answered.js'
import {
  checkSchema,
  commitProposalSchema,
  committedSchema,
  fileDiffSchema,
  modelShareSchema,
  reviewAboutSchema,
  undoneSchema,
} from './review.js'

const session = z.string()

export const reviewQueries = {
  'sessions.openReview': { input: z.object({ session }), output: answered(z.null()) },
  /** did it work in a folder? */
  'review.has': { input: z.object({ session }), output: answered(z.boolean()) },
  'review.open': { input: z.object({ session }), output: answered(reviewAboutSchema) },
  'review.file': { input: z.object({ session, path: z.string() }), output: answered(fileDiffSchema) },
  /** runs the project's linters and scanners, in the sandbox; asked for by a person */
  'review.check': { input: z.object({ session }), output: answered(z.array(checkSchema)) },
  /** null: there is no repository, or no commit of Deskhand's in it */
  'review.share': { input: z.object({ session }), output: answered(modelShareSchema.nullable()) },
  'review.accept': { input: z.object({ session }), output: answered(z.null()) },
  /** null: all files */
  'review.undo': { input: z.object({ session, path: z.string().nullable() }), output: answered(undoneSchema) },
  'review.propose': { input: z.object({ session }), output: answered(commitProposalSchema) },
  'review.commit': {
    input: z.object({ session, message: z.string().trim().min(1).max(20_000) }),
    output: answered(committedSchema),
  },
} as const
