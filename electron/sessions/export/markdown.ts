/** A session as a report to put beside the work it did: task, what people said, plan, steps, result, review, cost. */
import type { ReplayItem } from '../../replay/replay-item.js'
import { foldReplay } from '../../replay/fold-replay.js'
import { addParts, costParts } from '../../replay/costs.js'
import { STATUS_WORDS } from '../../replay/notes.js'
import type { SessionRecord } from '../../protocol/session-record.js'
import { foldRecord } from '../fold-record.js'
import { readSession } from '../read-session.js'
import { visibleLine } from '../../replay/visible-text.js'
import { markdownReview } from './markdown-review.js'
import { blockMarkdown, escapeMarkdown, quoteMarkdown } from './escape-markdown.js'
import type { Exporter } from './exporter.js'
import { writeWhole } from './write-whole.js'

/** of a tool's output, characters */
const LONGEST_OUTPUT = 4000

export const exportMarkdown: Exporter = async ({ folder, file, review, isLive = false, signal, progress = () => undefined }) => {
  const read = await readSession(folder, { withoutItems: true })
  if (!read.ok) return read
  const reviewed = await review?.(read.value.events)
  const problems = [
    ...read.value.problems,
    ...(reviewed?.ok === false ? [`There is no review: ${reviewed.problem.message}`] : []),
  ]
  const { items } = foldReplay(read.value.events)
  const record = foldRecord(read.value, { isLive, bytes: 0 })
  function* pieces(): Generator<string> {
    yield head(record, items)
    for (const [index, item] of items.entries()) {
      if (index % 200 === 0) progress(index / items.length)
      yield entry(item)
    }
    if (reviewed?.ok) yield markdownReview(reviewed.value)
    yield cost(record, items)
    if (problems.length > 0)
      yield `\n## What could not be read\n\n${problems.map((each) => `- ${escapeMarkdown(each)}`).join('\n')}\n`
  }
  const written = await writeWhole(file, pieces(), signal)
  return written.ok ? { ok: true, value: { problems } } : written
}

function head(record: SessionRecord, items: readonly ReplayItem[]): string {
  const said = items.filter(({ kind }) => kind === 'steer' || kind === 'question')
  const plan = items.at(-1)?.plan ?? []
  return [
    `# ${escapeMarkdown(visibleLine(record.task, 120)) || 'A session without a task'}`,
    `${STATUS_WORDS[record.status]}. ${escapeMarkdown(record.startedAt.slice(0, 16).replace('T', ' '))} UTC, ${escapeMarkdown(record.model)}, session ${record.id}.`,
    '## Task',
    quoteMarkdown(record.task) || '> ',
    ...(record.text === '' ? [] : ['## Result', quoteMarkdown(record.text)]),
    ...(said.length === 0 ? [] : ['## What you said', said.map(spoken).join('\n')]),
    ...(plan.length === 0
      ? []
      : [
          '## Plan',
          plan
            .map(
              ({ text, status }) =>
                `- [${status === 'done' ? 'x' : ' '}] ${escapeMarkdown(text)}${status === 'dropped' ? ' (dropped)' : ''}`,
            )
            .join('\n'),
        ]),
    '## Steps',
    '',
  ].join('\n\n')
}

const spoken = (item: ReplayItem): string =>
  `- ${clock(item.atMs)} ${escapeMarkdown(item.title)}${item.result === '' ? '' : ` (${escapeMarkdown(item.result)})`}`

function entry(item: ReplayItem): string {
  if (item.kind === 'start' || item.kind === 'plan' || item.kind === 'end' || item.kind === 'picture') return ''
  const result = item.result === '' ? '' : ` **${escapeMarkdown(item.result)}**`
  const problem = item.facts.find(([name]) => name === 'Problem')?.[1]
  const name = item.number === null ? '' : `Step ${item.number}: `
  const output = item.output.join('').trim()
  const parts = [
    `- ${clock(item.atMs)} ${name}${escapeMarkdown(item.title)}${result}${problem === undefined ? '' : ` ${escapeMarkdown(problem)}`}`,
    ...item.why.map(quoteMarkdown),
    ...(output === '' ? [] : [blockMarkdown(output.length > LONGEST_OUTPUT ? `${output.slice(0, LONGEST_OUTPUT)}…` : output)]),
  ]
  return `${parts.map((part, at) => (at === 0 ? part : indent(part))).join('\n\n')}\n`
}

/** As deep as the text of a list's entry. */
const indent = (text: string): string => text.replace(/^/gm, '  ')

function cost(record: SessionRecord, items: readonly ReplayItem[]): string {
  const { turns, actions, ms, usage } = record.totals
  const parts = addParts(items.flatMap((item) => (item.usage ? [costParts(item.usage, item.toolChars, null)] : [])))
  const rows = [
    ['Turns of the model', count(turns)],
    ['Actions', count(actions)],
    ['Time', clock(ms)],
    ['Tokens in', `${count(usage.input)} (${count(usage.cached)} cached)`],
    ['Tokens out', `${count(usage.output)} (${count(usage.reasoning)} reasoning)`],
    ...parts.filter(({ tokens }) => tokens > 0).map(({ part, tokens }) => [`Tokens for ${part}`, count(tokens)]),
    ['Money', usage.usd === null ? 'not known' : `${usage.usd.toFixed(4)} USD`],
  ]
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`)
  return `\n## Cost\n\n| what | how much |\n| --- | --- |\n${lines.join('\n')}\n`
}

const count = (value: number): string => value.toLocaleString('en')

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
