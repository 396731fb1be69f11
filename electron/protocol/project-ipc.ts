/** What the home window asks about the folder of a task: what its project brings, and the person's answers to what it wants. */
import { z } from 'zod'
import { answered } from './answered.js'

export const projectSchema = z.object({
  /** ways to begin a task, those of the project first */
  templates: z.array(z.object({ name: z.string(), about: z.string() })),
  /** what its settings file wants and nobody has said yes or no to */
  wishes: z.array(z.object({ hash: z.string(), what: z.string() })),
  /** what of it is not used, one sentence each */
  notes: z.array(z.string()),
})
export type Project = z.infer<typeof projectSchema>

const folder = z.string().min(1)

export const projectQueries = {
  'project.look': { input: z.object({ folder }), output: answered(projectSchema) },
  /** the answer is for this very wish: of one that changed meanwhile nothing is kept */
  'project.answer': {
    input: z.object({ folder, hash: z.string(), answer: z.enum(['yes', 'no']) }),
    output: answered(projectSchema),
  },
  /** where a session worked; null: only on the screen, or its folder is gone */
  'sessions.folder': { input: z.object({ session: z.string() }), output: answered(z.string().nullable()) },
} as const
