/** The review of a session as a part of its report: what changed and why, what was run, what was not tested, risks. */
import type { CommandRun, Review, ReviewFile } from '../../protocol/review.js'
import { visibleLine } from '../../replay/visible-text.js'
import { escapeMarkdown } from './escape-markdown.js'

const KINDS = { added: 'new', changed: 'changed', deleted: 'removed' } as const
const RISKS = { secret: 'A key in the code', sql: 'SQL built by strings', dependency: 'A new dependency' } as const
const TESTS = {
  passed: 'The last tests passed.',
  failed: 'The last tests failed.',
  unclear: 'How the last tests ended cannot be told from their command.',
  none: 'No tests were run.',
} as const

const LONGEST_COMMAND = 200
const LONGEST_WHY = 300
const MOST = 500

/** '' where nothing was changed and no command was run. */
export function markdownReview(review: Review): string {
  const { files, commands, tests, untested, risks } = review
  if (files.length + commands.length === 0) return ''
  return [
    '\n## Review',
    ...part('Changed', files.map(fileEntry)),
    ...part('Run', commands.map(commandEntry)),
    ...(files.length > 0 || tests !== 'none' ? [TESTS[tests]] : []),
    ...part('Changed since tests last passed', untested.map((path) => `- ${escapeMarkdown(path)}`)),
    ...part('Risks in the new lines', risks.map(({ kind, path, line, text }) => `- ${RISKS[kind]}, ${escapeMarkdown(path)} line ${line}: ${escapeMarkdown(text)}`)),
    ...(review.isRisksCut ? ['There are more new lines than were looked through for risks.'] : []),
    ...share(review),
    '',
  ].join('\n\n')
} // prettier-ignore

function part(title: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return []
  const more = entries.length > MOST ? [`- and ${entries.length - MOST} more`] : []
  return [`### ${title}`, [...entries.slice(0, MOST), ...more].join('\n')]
}

function fileEntry({ path, kind, added, removed, why }: ReviewFile): string {
  const counts = added === null ? 'no text' : `+${added} −${removed ?? 0}`
  const reasons = why.map(({ step, text }) => `\n  - Step ${step}: ${escapeMarkdown(visibleLine(text, LONGEST_WHY))}`)
  return `- ${escapeMarkdown(path)} (${KINDS[kind]}, ${counts})${reasons.join('')}`
}

const commandEntry = ({ step, command, exit }: CommandRun): string =>
  `- Step ${step}: ${escapeMarkdown(visibleLine(command, LONGEST_COMMAND))} **${typeof exit === 'number' ? `exit ${exit}` : (exit ?? 'no end')}**`

function share({ lines }: Review): readonly string[] {
  if (lines === null || lines.all === 0) return []
  return [
    `${lines.written.toLocaleString('en')} ${lines.written === 1 ? 'line was' : 'lines were'} written: ${((100 * lines.written) / lines.all).toFixed(1)} % of the ${lines.all.toLocaleString('en')} lines of the workspace.`,
  ]
}
