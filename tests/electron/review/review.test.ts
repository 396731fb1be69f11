import { describe, expect, it } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { writeShellOutput } from '../../../electron/protocol/tool-offer.js'
import { changedLines } from '../../../electron/review/added-lines.js'
import { isTestCommand } from '../../../electron/review/commands-run.js'
import { findRisks, isBuiltSql } from '../../../electron/review/find-risks.js'
import { reviewOf, type ReviewParts } from '../../../electron/review/review.js'

const events = (...bodies: readonly EventBody[]): readonly SessionEvent[] =>
  bodies.map((body, index) => ({ v: 1, seq: index + 1, at: '2025-01-01T00:00:00.000Z', session: 's', ...body }))
const turn = (number: number): EventBody => ({ type: 'turn.started', turn: number })
const say = (text: string): EventBody => ({ type: 'message', text, phase: 'commentary' })

function calling(id: string, name: string, input: unknown, output = ''): readonly EventBody[] {
  return [
    { type: 'tool.proposed', id, turn: Number(id[1]), name, input },
    { type: 'tool.started', id },
    { type: 'tool.finished', id, result: 'done', output, ms: 1 },
  ]
}
const ran = (id: string, ...commands: readonly (readonly [string, number | 'timeout'])[]) =>
  calling(id, 'shell', { commands: commands.map(([line]) => line) }, writeShellOutput(commands.map(([, exit]) => ({ stdout: 'out', stderr: '', exit })))) // prettier-ignore
const patched = (id: string) => calling(id, 'apply_patch', {})

const file = (path: string, more: object = {}) => ({ path, kind: 'changed' as const, added: 1, removed: 1, ...more })
const review = (bodies: readonly EventBody[], parts: Partial<Omit<ReviewParts, 'events'>> = {}) =>
  reviewOf({ events: events(...bodies), changes: [], total: { files: [], patch: '' }, allLines: 0, ...parts })

describe('the review of a session', () => {
  const changes = [
    { call: 't1.1', step: 1, paths: ['a.ts', 'b.ts'] },
    { call: 't2.1', step: 2, paths: ['b.ts'] },
  ]
  const total = { files: [file('a.ts'), file('b.ts', { added: 3 })], patch: '' }

  it('names for each file the steps that changed it and what was said in them', () => {
    const { files, lines } = review([turn(1), say('First.'), ...patched('t1.1'), turn(2), say('Then.'), ...patched('t2.1')], {
      changes,
      total,
      allLines: 40,
    })
    expect(files.map(({ path, steps, why }) => [path, steps, why.map(({ step, text }) => `${step} ${text}`)])).toEqual([
      ['a.ts', [1], ['1 First.']],
      ['b.ts', [1, 2], ['1 First.', '2 Then.']],
    ])
    expect(lines).toEqual({ written: 4, all: 40 })
  })

  it('names what was changed after tests last passed', () => {
    const bodies = [turn(1), ...patched('t1.1'), ...ran('t1.2', ['npm test', 0]), turn(2), ...patched('t2.1')]
    expect(review(bodies, { changes, total })).toMatchObject({ tests: 'passed', untested: ['b.ts'] })
  })

  it('counts tests that failed, were cut short or were never run as no tests', () => {
    const all = ['a.ts', 'b.ts']
    const before = [turn(1), ...patched('t1.1'), turn(2), ...patched('t2.1')]
    expect(review(before, { changes, total })).toMatchObject({ tests: 'none', untested: all })
    const after = (exit: number | 'timeout') => review([...before, ...ran('t2.2', ['pytest -q', exit])], { changes, total })
    expect(after(1)).toMatchObject({ tests: 'failed', untested: all })
    expect(after('timeout')).toMatchObject({ tests: 'failed', untested: all })
    expect(after(0)).toMatchObject({ tests: 'passed', untested: [] })
  })

  it.each(['npm test | tail -5', 'npm test; true', 'npm test || echo broken', 'npm test &'])(
    'does not take the end of `%s` for that of the tests',
    (line) => {
      const { tests, untested } = review([turn(1), ...patched('t1.1'), ...ran('t1.2', [line, 0])], { changes, total })
      expect({ tests, untested }).toEqual({ tests: 'unclear', untested: ['a.ts', 'b.ts'] })
    },
  )

  it('lists commands with their ends, also of those that were never run or run on', () => {
    const denied: EventBody = { type: 'tool.proposed', id: 't2.1', turn: 2, name: 'shell', input: { commands: ['rm -rf /'] } }
    const bodies = [turn(1), ...ran('t1.1', ['ls', 0], ['make', 2]), denied, ...calling('t3.1', 'start_process', { command: 'node s.js' })]
    expect(review(bodies).commands.map(({ command, exit }) => [command, exit])).toEqual([
      ['ls', 0],
      ['make', 2],
      ['node s.js', null],
    ])
  }) // prettier-ignore

  it('says nothing of lines where nothing was changed', () => {
    expect(review([turn(1), say('Hello.')])).toMatchObject({ files: [], commands: [], tests: 'none', lines: null })
  })
})

describe('a command that runs tests', () => {
  it.each(['npm test', 'npm run test:unit', 'cd app && npx vitest run', 'node --import tsx --test test/*.ts', 'python3 -B -m unittest', 'go test ./...', 'cargo test', 'bash -c "pytest -q"', 'make check'])('is %s', (line) => expect(isTestCommand(line)).toBe(true)) // prettier-ignore
  it.each(['npm install', 'echo npm test', 'cat test.js', 'node server.js', 'git commit -m "npm test"', 'test -f x'])('is not %s', (line) => expect(isTestCommand(line)).toBe(false)) // prettier-ignore
})

const diff = (path: string, ...lines: readonly string[]) => {
  const [old, now] = ['-', '+'].map((sign) => lines.filter((line) => line.startsWith(sign)).length)
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -5,${old} +7,${now} @@ above\n${lines.join('\n')}\n`
}

describe('a risk in the added lines', () => {
  it('is a key, named and never shown', () => {
    const key = `ghp_${'a1B2'.repeat(9)}`
    const [risk, ...more] = findRisks(diff('src/x.ts', ' const a = 1', `+const token = '${key}'`).replace('+7,1', '+7,2').replace('-5,0', '-5,1')) // prettier-ignore
    expect(more).toEqual([])
    expect(risk).toMatchObject({ kind: 'secret', path: 'src/x.ts', line: 8 })
    expect(risk?.text).toContain('{{secret:github-key-1}}')
    expect(risk?.text).not.toContain(key)
  })

  it.each(['db.query(`SELECT * FROM users WHERE id = ${id}`)', 'q = "select a from b where c = " + c', "cur.execute(f'DELETE FROM t WHERE n = {n}')", '"INSERT INTO t VALUES (%s)" % name'])('is SQL built by strings: %s', (line) => expect(isBuiltSql(line)).toBe(true)) // prettier-ignore
  it.each(["db.query('SELECT * FROM users WHERE id = ?', [id])", 'sql`SELECT a FROM b WHERE c = ${c}`', 'prisma.$queryRaw`SELECT a FROM b WHERE c = ${c}`', "label = 'Update ' + name"])('is not in %s', (line) => expect(isBuiltSql(line)).toBe(false)) // prettier-ignore

  it('is a package that was not there before, and none whose version alone is another', () => {
    const node = diff('app/package.json', '-    "zod": "^3.0.0",', '+    "zod": "^4.0.0",', '+    "left-pad": "^1.3.0"', '+  "version": "2.0.0",', '+    "test": "node --test"') // prettier-ignore
    expect(findRisks(node).map(({ kind, text }) => [kind, text])).toEqual([['dependency', 'left-pad ^1.3.0']])
    const python = diff('requirements.txt', '-flask==2.0', '+flask==3.0', '+requests>=2 # http', '+# a note')
    expect(findRisks(python).map(({ text }) => text)).toEqual(['requests >=2'])
  })

  it('is not looked for in lines that were taken away', () => {
    expect(findRisks(diff('a.js', '-db.query("select a from b where c=" + c)'))).toEqual([])
  })
})

describe('the lines of a diff', () => {
  it('are not confused by text that looks like the diff’s own', () => {
    const { added, removed } = changedLines(diff('a.md', '---- a/other', '++++ b/other', '+@@ -1 +1 @@') + diff('b.md', '+x'))
    expect(removed).toEqual([{ path: 'a.md', line: 7, text: '--- a/other' }])
    expect(added.map(({ path, line, text }) => [path, line, text])).toEqual([
      ['a.md', 7, '+++ b/other'],
      ['a.md', 8, '@@ -1 +1 @@'],
      ['b.md', 7, 'x'],
    ])
  })
})
