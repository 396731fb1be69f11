/** The cases of docs/offline.md: every row of its tables is true. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeStep } from '../../../../electron/models/offline/describe.js'
import { newMemory } from '../../../../electron/models/offline/memory.js'
import { parseTask } from '../../../../electron/models/offline/parse-task.js'
import { applySteer } from '../../../../electron/models/offline/steer.js'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/offline.md'), 'utf8')

interface Row {
  readonly task: string
  readonly outcome: string
}

/** Code of a cell, in one backtick or, where it holds some, in two. */
const codeOf = (cell: string) =>
  cell
    .trim()
    .replace(/^(`+) ?(.*?) ?\1$/, '$2')
    .replaceAll('\\n', '\n')

/** Rows of all tables with that head. */
const rowsUnder = (left: string, right: string): readonly Row[] => {
  const head = new RegExp(`^\\| ${left} +\\| ${right} +\\|`)
  const tables = page.split(/\n\n/).filter((block) => head.test(block))
  return tables.flatMap((table) =>
    table
      .split('\n')
      .filter((row) => row.startsWith('|'))
      .slice(2)
      .map((row) => {
        const [, task, outcome] = row.split(/\s*\|\s*/)
        return { task: codeOf(task!), outcome: codeOf(outcome!) }
      }),
  )
}

const understood = (task: string): string => {
  const parsed = parseTask(task)
  return parsed.ok ? parsed.value.map(({ step }) => describeStep(step)).join('; ') : `refused: ${parsed.problem.message}`
}

describe('sentences that the page says are accepted', () => {
  const rows = rowsUnder('task', 'understood as')
  it('are on the page', () => expect(rows.length).toBeGreaterThan(70))
  it.each(rows)('$task', ({ task, outcome }) => expect(understood(task)).toBe(outcome))
})

describe('sentences that the page says are refused', () => {
  const rows = rowsUnder('task', 'because')
  it('are on the page', () => expect(rows.length).toBeGreaterThan(8))
  it.each(rows)('$task', ({ task, outcome }) => {
    const parsed = parseTask(task)
    expect(parsed).toMatchObject({ ok: false, problem: { kind: 'task-not-understood', retryable: false } })
    expect(parsed.ok ? '' : parsed.problem.message).toContain(outcome)
  })
})

describe('what the page says can be said to a task under way', () => {
  const rows = rowsUnder('said', 'what happens')
  it('is on the page', () => expect(rows.length).toBeGreaterThan(6))
  it.each(rows)('$task', ({ task, outcome }) => {
    const left = parseTask('press ctrl+s; type "PostgreSQL"')
    expect(applySteer(newMemory(left.ok ? left.value : []), task).message).toContain(outcome)
  })
})
