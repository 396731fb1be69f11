/** A review as a person reads it in a terminal. */
import type { Check, ModelShare, Review, ReviewAbout, ReviewFile } from '../protocol/review.js'
import { visibleLine } from '../replay/visible-text.js'
import type { Colours } from './colours.js'

export const isWorthReview = ({ files, commands }: Review): boolean => files.length + commands.length > 0

const SIGNS = { added: '+', changed: '~', deleted: '-' } as const
const WHY_LENGTH = 160

const TESTS = {
  passed: 'The last tests passed.',
  failed: 'The last tests failed.',
  unclear: 'How the last tests ended cannot be told from their command.',
  none: 'No tests were run.',
} as const

const RISKS = {
  secret: 'a key in the code',
  sql: 'SQL built by strings',
  dependency: 'a new dependency',
} as const

export function reviewLines(review: Review, colours: Colours): readonly string[] {
  const { files, commands, tests, untested, risks } = review
  return [
    colours.bold('Review'),
    ...part('Changed', files.flatMap((file) => fileLines(file, colours))),
    ...part('Run', commands.map(({ command, exit }) => `${exitWord(exit).padStart(7)}  ${visibleLine(command, 120)}`)),
    ...(files.length > 0 || tests !== 'none' ? ['', tests === 'passed' ? colours.good(TESTS.passed) : colours.warn(TESTS[tests])] : []),
    ...part('Changed since tests last passed', untested.map((path) => colours.warn(visibleLine(path)))),
    ...part('Look at', risks.map(({ kind, path, line, text }) => colours.warn(`${visibleLine(path)}:${line}  ${RISKS[kind]}: ${visibleLine(text, 120)}`))),
    ...(review.isRisksCut ? ['', colours.warn('There are more new lines than were looked through for risks.')] : []),
    '',
    ...sums(review),
  ] // prettier-ignore
}

const SHORT_HASH = 10

/** What people made of it since. */
export function standingLines({ acceptedAt, commits, undone, changedSince }: Standing, share: ModelShare | null, colours: Colours): readonly string[] {
  const paths = (title: string, all: readonly string[]) => part(title, all.map((path) => colours.warn(visibleLine(path))))
  return [
    ...part('Committed', commits.map(({ hash, branch, at }) => `${hash.slice(0, SHORT_HASH)} on ${visibleLine(branch)}, ${at.slice(0, 16).replace('T', ' ')}`)),
    ...(acceptedAt === null ? [] : ['', `Accepted ${acceptedAt.slice(0, 16).replace('T', ' ')}.`]),
    ...(share === null ? [] : ['', `${share.lines} of ${share.all} committed lines are the model’s, by ${share.commits} commits that name their session.`]),
    ...paths('Put back', undone),
    ...paths('Changed by somebody since', changedSince),
  ]
} // prettier-ignore

type Standing = Pick<ReviewAbout, 'acceptedAt' | 'commits' | 'undone' | 'changedSince'>

const CHECK_WORDS = { ran: '', 'not-run': 'not run', failed: 'failed' } as const

/** What linters and scanners said, each with what it did not cover. */
export function checkLines(checks: readonly Check[], colours: Colours): readonly string[] {
  const lines = checks.flatMap(({ tool, state, findings, elsewhere, missing }) => [
    `${tool}: ${CHECK_WORDS[state] || `${findings.length} in the lines of this session${elsewhere > 0 ? `, ${elsewhere} elsewhere` : ''}`}`,
    ...findings.map(({ path, line, rule, text }) =>
      colours.warn(`  ${visibleLine(path)}${line === null ? '' : `:${line}`}  ${visibleLine(`${rule} ${text}`, WHY_LENGTH)}`),
    ),
    ...(missing === '' ? [] : [colours.dim(`  ${visibleLine(missing, CHECK_LENGTH)}`)]),
  ])
  return part('Checked by the project’s own tools', lines)
}

const CHECK_LENGTH = 400

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

function fileLines({ path, kind, added, removed, why }: ReviewFile, colours: Colours): readonly string[] {
  const counts = added === null ? 'no text' : `+${added} -${removed ?? 0}`
  return [
    `${SIGNS[kind]} ${visibleLine(path)}  ${counts}`,
    ...why.map(({ step, text }) => colours.dim(`    step ${step}: ${visibleLine(text, WHY_LENGTH)}`)),
  ]
}

const exitWord = (exit: number | string | null): string =>
  exit === null ? 'no end' : typeof exit === 'number' ? `exit ${exit}` : exit

function sums({ lines, cost }: Review): readonly string[] {
  const share = lines === null || lines.all === 0 ? null : (100 * lines.written) / lines.all
  const money = cost.usd === null ? '' : `, $${cost.usd.toFixed(4)}`
  return [
    ...(lines === null ? [] : [`${lines.written} ${lines.written === 1 ? 'line was' : 'lines were'} written${share === null ? '' : `, ${share.toFixed(1)} % of the ${lines.all} lines of the workspace`}.`]),
    `${cost.turns} turns, ${cost.tokens.toLocaleString('en')} tokens${money}.`,
  ] // prettier-ignore
}
