/** The sentences of the review window that depend on numbers and states. PURE. */
import type { Check, CommandRun, ModelShare, Review, ReviewAbout } from '../../electron/protocol/review.js'
import { count } from '../shared/format.js'

export const KIND_WORDS = { added: 'New', changed: 'Changed', deleted: 'Removed' } as const
export const RISK_WORDS = { secret: 'A key in the code', sql: 'SQL built by strings', dependency: 'A new dependency' } as const

export const TEST_WORDS: Readonly<Record<Review['tests'], string>> = {
  passed: 'The last tests passed.',
  failed: 'The last tests failed.',
  unclear: 'How the last tests ended cannot be told from their command.',
  none: 'No tests were run.',
}

export const endWords = ({ exit }: CommandRun): string =>
  exit === null ? 'No end' : exit === 'timeout' ? 'Took too long' : exit === 'stopped' ? 'Stopped' : `Exit ${exit}`

export const checkWords = ({ state, findings, elsewhere }: Check): string => {
  if (state !== 'ran') return state === 'failed' ? 'Failed' : 'Not run'
  const more = elsewhere > 0 ? `, ${elsewhere} elsewhere` : ''
  return `${findings.length === 0 ? 'Nothing' : findings.length} in these lines${more}`
}

/** How much of the code is the model's. */
export function shareWords({ lines }: Review): string {
  if (lines === null) return 'No line was written.'
  const written = count(lines.written, 'line was', 'lines were')
  return `${written} written in this session: ${percent(lines.written, lines.all)} of the ${lines.all.toLocaleString('en')} lines of the folder.`
}

const percent = (part: number, all: number): string => {
  const share = all === 0 ? 0 : (100 * part) / all
  return share > 0 && share < 0.1 ? 'under 0.1 %' : `${share.toFixed(1)} %`
}

export const committedWords = ({ commits, lines, all, isCut }: ModelShare): string =>
  `Committed so far: ${isCut ? 'at least ' : ''}${lines.toLocaleString('en')} of ${all.toLocaleString('en')} lines (${percent(lines, all)}), by ${count(commits, 'commit that names its session', 'commits that name their session')}.`

/** What stands with this work now. */
export function standing({ isLive, acceptedAt, commits, review, undone }: ReviewAbout): string {
  const last = commits.at(-1)
  if (isLive) return 'The session is running. What it changes comes in when it ends.'
  if (review.files.length === 0) return 'No file was changed.'
  if (undone.length === review.files.length) return 'All of it was put back.'
  if (last && acceptedAt !== null) return `Committed as ${last.hash.slice(0, 10)} on ${last.branch}.`
  if (acceptedAt !== null) return 'You accepted this.'
  return last ? 'It was changed again after your last commit.' : 'Not accepted yet.'
}

export const filesWords = (paths: readonly string[]): string => (paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`) // prettier-ignore
