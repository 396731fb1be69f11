/** What people decided about a session's work: kept beside its log, as it is no part of what the session did. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { madeCommitSchema, type MadeCommit } from '../../protocol/review.js'
import { ok, reasonOf, refuse, type Result } from '../outcome.js'

const notesSchema = z.object({
  /** the state of the workspace that was accepted: what changes later was not */
  accepted: z.object({ at: z.string(), tree: z.string() }).nullable().default(null),
  commits: z.array(madeCommitSchema).default([]),
})
export type ReviewNotes = z.infer<typeof notesSchema>

const FILE = 'review.json'

export async function readNotes(session: string): Promise<ReviewNotes> {
  const text = await readFile(join(session, FILE), 'utf8').catch(() => '{}')
  const read = notesSchema.safeParse(parsed(text))
  return read.success ? read.data : { accepted: null, commits: [] }
}

export const noteAccepted = (session: string, at: string, tree: string): Promise<Result<void>> =>
  change(session, (notes) => ({ ...notes, accepted: { at, tree } }))

/** What somebody commits they accept. */
export const noteCommit = (session: string, commit: MadeCommit, tree: string): Promise<Result<void>> =>
  change(session, ({ accepted, commits }) => ({
    accepted: accepted?.tree === tree ? accepted : { at: commit.at, tree },
    commits: [...commits, commit],
  }))

async function change(session: string, how: (notes: ReviewNotes) => ReviewNotes): Promise<Result<void>> {
  try {
    await writeFileAtomic(join(session, FILE), `${JSON.stringify(how(await readNotes(session)), null, 2)}\n`, { mode: 0o600 })
    return ok(undefined)
  } catch (error) {
    return refuse(`What you decided could not be kept: ${reasonOf(error)}.`, 'disk')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
