import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ExportFormat } from '../../../../electron/protocol/replay.js'
import { blockMarkdown, escapeMarkdown, quoteMarkdown } from '../../../../electron/sessions/export/escape-markdown.js'
import { EXPORTERS } from '../../../../electron/sessions/export/exporters.js'
import { exportJsonl } from '../../../../electron/sessions/export/jsonl.js'
import { markdownReview } from '../../../../electron/sessions/export/markdown-review.js'
import { exportMarkdown } from '../../../../electron/sessions/export/markdown.js'
import { csvCell, measuresCsv } from '../../../../electron/sessions/export/measures-csv.js'
import { writeWhole } from '../../../../electron/sessions/export/write-whole.js'
import type { SessionMeasure } from '../../../../electron/protocol/measure.js'
import { opened, STARTED, temporaryFolder, TOTALS, turn, writeSession } from '../temporary.js'

const EVIL =
  '![x](http://evil.example/a.png) <img src="http://evil.example/b.png"> [y](javascript:alert(1)) www.evil.example \u202E\u001b]0;'

async function reportOf(folder: string): Promise<string> {
  const file = join(folder, 'report.md')
  const written = await exportMarkdown({ folder, file })
  if (!written.ok) throw new Error(written.problem.message)
  return readFileSync(file, 'utf8')
}

describe('the Markdown report', () => {
  test('has task, steps with their reasons, result and cost', async () => {
    const folder = temporaryFolder()
    await writeSession(folder)
    const report = await reportOf(folder)
    expect(report).toMatch(/^# Save the form\n/)
    expect(report).toContain('> Saved.')
    expect(report).toContain('- 0:00 Step 1: Click at 20, 10')
    expect(report).toContain('  > The button &lt;b&gt;Save&lt;/b&gt; is ‹U+202E›there.')
    expect(report).toContain('| Tokens in | 0 (0 cached) |')
  })

  test('has what people said, the plan and what tools put out', async () => {
    const folder = temporaryFolder()
    const log = await opened(folder)
    await log.append(STARTED)
    await log.append({
      type: 'plan',
      items: [
        { text: 'Read', status: 'done' },
        { text: 'Fill', status: 'pending' },
      ],
    })
    await log.append(turn(1))
    await log.append({ type: 'tool.proposed', id: 't1', turn: 1, name: 'shell', input: { command: 'ls' } })
    await log.append({ type: 'tool.finished', id: 't1', result: 'done', output: '```\n# a\n```', ms: 5 })
    await log.append({ type: 'steer', id: 's1', text: 'left', when: 'now', state: 'pending' })
    await log.append({ type: 'session.finished', status: 'stopped', text: '', totals: TOTALS })
    await log.close()
    const report = await reportOf(folder)
    expect(report).toContain('- [x] Read\n- [ ] Fill')
    expect(report).toContain('- 0:00 You: “left”')
    expect(report).toContain('  ````text\n  ```\n  # a\n  ```\n  ````')
  })

  test('reviews what was changed and run, with whatever stands in paths, commands and lines as text', () => {
    const review = markdownReview({
      files: [
        { path: EVIL, kind: 'added', added: null, removed: null, steps: [1], why: [{ step: 1, text: EVIL }], isMixed: false },
      ],
      commands: [{ call: 't1.1', step: 1, command: EVIL, exit: 'timeout', isTest: false, hasPassed: false }],
      tests: 'unclear',
      untested: [EVIL],
      risks: [{ kind: 'sql', path: EVIL, line: 3, text: EVIL }],
      isRisksCut: true,
      lines: { written: 2, all: 8 },
      cost: { turns: 1, tokens: 1, usd: null },
    })
    expect(review).toContain('**timeout**')
    expect(review).toContain('2 lines were written: 25.0 % of the 8 lines of the workspace.')
    expect(review).not.toMatch(/(?<!\\)!\[|<img|\]\(|[\u202E\u001b]|www\.evil/)
    expect(markdownReview({ files: [], commands: [], tests: 'none', untested: [], risks: [], isRisksCut: false, lines: null, cost: { turns: 1, tokens: 1, usd: null } })).toBe('') // prettier-ignore
  })

  test('loads nothing and links nowhere, whatever the session says', async () => {
    const folder = temporaryFolder()
    const log = await opened(folder)
    await log.append({ ...STARTED, task: `${EVIL}\n# heading\n- item` } as never)
    await log.append({ type: 'problem', kind: 'input', message: EVIL, retryable: false })
    await log.append({ type: 'session.finished', status: 'failed', text: EVIL, totals: TOTALS })
    await log.close()
    const report = await reportOf(folder)
    expect(report).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\(|<img|https?:\/\/|www\.evil/)
    expect(report).not.toMatch(/[\u202E\u001b]/)
    expect(report).toContain('> \\# heading\n> &#8203;- item')
  })

  test('keeps a text a text at the beginning of a line too', () => {
    expect(escapeMarkdown('1. first')).toBe('1&#8203;. first')
    expect(escapeMarkdown('= rule')).toBe('&#8203;= rule')
    expect(escapeMarkdown('a - b, 2026-01-02, x.y')).toBe('a - b, 2026-01-02, x.y')
    expect(quoteMarkdown('a\n\n*b*')).toBe('> a\n>\n> \\*b\\*')
    expect(blockMarkdown('`````')).toBe('``````text\n`````\n``````')
  })
})

test('the log lines are those of the disk, without what cannot be read', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const log = readFileSync(join(folder, 'log.jsonl'), 'utf8')
  writeFileSync(join(folder, 'log.jsonl'), `${log}{"torn`)
  const file = join(folder, 'out.jsonl')
  const written = await exportJsonl({ folder, file })
  expect(written).toMatchObject({ ok: true, value: { problems: [expect.stringContaining('torn')] } })
  expect(readFileSync(file, 'utf8')).toBe(log)
})

describe.each(['html', 'markdown', 'jsonl', 'video'] as readonly ExportFormat[])('an export as %s', (format) => {
  test('replaces a file that is there, and says how far it is', async () => {
    const folder = temporaryFolder()
    await writeSession(folder)
    const file = join(folder, 'out')
    writeFileSync(file, 'old')
    const shares: number[] = []
    const written = await EXPORTERS[format]({ folder, file, progress: (share) => shares.push(share) })
    expect(written.ok).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toBe('old')
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1)).toBe(true)
  })

  test('that is cancelled leaves no half file and the old one as it was', async () => {
    const folder = temporaryFolder()
    await writeSession(folder)
    const file = join(folder, 'out')
    writeFileSync(file, 'old')
    const stop = new AbortController()
    const written = await EXPORTERS[format]({ folder, file, signal: stop.signal, progress: () => stop.abort() })
    expect(written).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('to a folder, a place that is not there, or of a session that is not there is refused in one sentence', async () => {
    const folder = temporaryFolder()
    await writeSession(folder)
    mkdirSync(join(folder, 'taken'))
    expect(await EXPORTERS[format]({ folder, file: join(folder, 'taken') })).toMatchObject({
      ok: false,
      problem: { kind: 'usage' },
    })
    expect(await EXPORTERS[format]({ folder, file: join(folder, 'no', 'out') })).toMatchObject({
      ok: false,
      problem: { kind: 'disk' },
    })
    expect(await EXPORTERS[format]({ folder: join(folder, 'gone'), file: join(folder, 'out') })).toMatchObject({ ok: false })
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  test('of a session with a missing picture and a torn line says so and goes on', async () => {
    const folder = temporaryFolder()
    const { before } = await writeSession(folder)
    rmSync(join(folder, 'frames', `${before.id}.jpg`))
    const log = join(folder, 'log.jsonl')
    writeFileSync(log, `${readFileSync(log, 'utf8')}{"v":1,"se`)
    const written = await EXPORTERS[format]({ folder, file: join(folder, 'out') })
    expect(written.ok && written.value.problems).toEqual([
      expect.stringContaining('torn'),
      `The picture ${before.id} is missing.`,
    ])
  })
})

test('what fails while it is written leaves nothing', async () => {
  const folder = temporaryFolder()
  function* pieces(): Generator<string> {
    yield 'half'
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  const written = await writeWhole(join(folder, 'out'), pieces())
  expect(written).toMatchObject({ ok: false, problem: { kind: 'disk' } })
  expect(readdirSync(folder)).toEqual([])
})

describe('the table', () => {
  const measure = (task: string): SessionMeasure => ({
    ...{ id: 'a', task, startedAt: '2026-01-02T03:04:05.678Z', status: 'done', provider: 'openai', model: 'm', kind: 'forms' },
    ...{ week: '2025-12-29', ms: 1500, steps: 2, actions: 3, tokens: 40, usd: 0.5, approvals: 0, interventions: 0, problems: 0 },
    costs: [{ part: 'images', tokens: 7, usd: 0.1 }],
  })

  test('has a line a session with what it took and cost', () => {
    const [head, line, rest] = measuresCsv([measure('Save, the "form"')]).split('\r\n')
    expect(head?.split(',').slice(0, 8)).toEqual(['id', 'started', 'week', 'kind', 'provider', 'model', 'status', 'seconds'])
    expect(line).toBe(
      'a,2026-01-02T03:04:05.678Z,2025-12-29,forms,openai,m,done,1.5,2,3,40,0.5,0,0,0,7,0.1,0,,0,,0,,0,,"Save, the ""form"""',
    )
    expect(rest).toBe('')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a text that a spreadsheet would run (%j) is quoted', (text) => {
    expect(csvCell(text)).toMatch(/^"?'/)
  })

  test('numbers stay numbers, also below nothing; line breaks do not end a line', () => {
    expect([csvCell(-1), csvCell(null), csvCell('a\nb')]).toEqual(['-1', '', '"a\nb"'])
    expect(measuresCsv([measure('=HYPERLINK("http://x")\n\u202Ex')])).toContain(`"'=HYPERLINK(""http://x"") ‹U+202E›x"`)
  })
})
