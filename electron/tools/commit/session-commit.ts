/** A commit on request: what it would say and hold, and making it. The prompts of the session stay with it as trailers. */
import type { SessionEvent } from '../../protocol/event.js'
import type { Committed, CommitProposal, ReviewRisk } from '../../protocol/review.js'
import { promptsOf, proposedMessage, trailersOf, withTrailers } from '../../review/commit-message.js'
import { createFoundKeys } from '../../safety/key-shapes.js'
import { ok, type Result } from '../outcome.js'
import { readReview } from '../review/read-review.js'
import { noteCommit } from '../review/review-notes.js'
import type { Environment } from '../sandbox/environment.js'
import { planCommit, type CommitPlan } from './commit-plan.js'
import { commitPlan } from './commit-session.js'

export interface SessionToCommit {
  /** of the session */
  readonly folder: string
  readonly events: readonly SessionEvent[]
  readonly env: Environment
}

export async function proposeCommit({ folder, events, env }: SessionToCommit): Promise<Result<CommitProposal>> {
  const plan = await planCommit(folder, env)
  if (!plan.ok) return plan
  const review = await readReview(folder, events)
  if (!review.ok) return review
  const { hide } = createFoundKeys()
  return ok({
    message: proposedMessage(events, hide),
    trailers: trailersOf(promptsOf(events), hide),
    branch: plan.value.repository.branch,
    files: plan.value.files.map(({ path }) => path),
    warnings: [...warnings(review.value.risks, plan.value)],
    leftOut: [...plan.value.leftOut],
  })
}

/** A key that is committed is as good as published. */
function warnings(risks: readonly ReviewRisk[], { files, repository }: CommitPlan): readonly string[] {
  const paths = new Set(files.map(({ path }) => path))
  return risks
    .filter(({ kind, path }) => kind === 'secret' && paths.has(`${repository.prefix}${path}`))
    .map(({ path, line }) => `There is a key in ${path}, line ${line}, and it gets into the commit.`)
}

export interface CommitRequest extends SessionToCommit {
  readonly message: string
  /** the person edits message and trailers in their own editor first */
  readonly isEdited?: boolean
  readonly signal?: AbortSignal
  readonly at: string
}

export async function commitSession(request: CommitRequest): Promise<Result<Committed>> {
  const { folder, events, env, message, ...how } = request
  const plan = await planCommit(folder, env)
  if (!plan.ok) return plan
  const { hide } = createFoundKeys()
  const whole = withTrailers(hide(message), trailersOf(promptsOf(events), hide))
  const made = await commitPlan(plan.value, { ...how, message: whole })
  if (!made.ok) return made
  const { hash, branch, at, said } = made.value
  const noted = await noteCommit(folder, { hash, branch, at }, plan.value.tree)
  return noted.ok ? made : ok({ ...made.value, said: [said, noted.problem.message].filter(Boolean).join('\n') })
}
