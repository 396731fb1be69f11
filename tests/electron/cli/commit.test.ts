import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLockFolder, openRuntimeFolder } from '../../../electron/control/runtime-folder.js'
import { openRegistry } from '../../../electron/control/session-registry.js'
import { openSnapshots } from '../../../electron/tools/undo/snapshots.js'
import { opened, STARTED, TOTALS, turn } from '../sessions/temporary.js'
import { call, temporaryHome } from './call.js'

const ID = '01JD0000000000000000000000'
const GIT = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

/** A session that changed one of two files of a repository, with the other one dirty. */
async function worked() {
  const home = temporaryHome()
  const root = temporaryHome()
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8', env: { ...process.env, ...GIT } }).trim() // prettier-ignore
  const write = (path: string, text: string) => writeFileSync(join(root, path), text)
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.org')
  write('a.txt', 'one\n')
  write('mine.txt', 'mine\n')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'The beginning')
  write('mine.txt', 'my work\n')
  const folder = join(home, 'sessions', ID)
  mkdirSync(folder, { recursive: true })
  const log = await opened(folder, ID)
  for (const body of [STARTED, turn(1)]) await log.append(body)
  await log.append({ type: 'session.finished', status: 'done', text: 'It is saved.', totals: TOTALS })
  await log.close()
  const snapshots = await openSnapshots(folder, root)
  if (!snapshots.ok) throw new Error(snapshots.problem.message)
  const before = await snapshots.value.before()
  write('a.txt', 'uno\n')
  await snapshots.value.after('t1.1', before.ok ? before.value : '')
  return { home, git, write }
}

it('`commit` takes a message of several paragraphs, commits the session’s file alone, and says what it made', async () => {
  const { home, git } = await worked()
  const made = call(['commit', ID, '-m', 'Save the form', '-m', 'It was not saved.'], { home, env: GIT })
  expect(await made.ended, made.err()).toBe(0)
  expect(made.out()).toBe(`${git('rev-parse', '--short=10', 'HEAD')} on main: Save the form\n  a.txt\n`)
  expect(git('log', '-1', '--format=%B')).toContain('Save the form\n\nIt was not saved.\n\nDeskhand-Task: Save the form\n')
  expect(git('status', '--porcelain')).toBe('M mine.txt')
  const again = call(['commit', '--last'], { home, env: GIT })
  expect(await again.ended).toBe(1)
  expect(again.err()).toContain('nothing to commit')
})

it('`commit --dry-run` says what it would be and commits nothing; without -m the proposed message is taken', async () => {
  const { home, git } = await worked()
  const head = git('rev-parse', 'HEAD')
  const dry = call(['commit', '--last', '--dry-run'], { home, env: GIT })
  expect(await dry.ended, dry.err()).toBe(0)
  expect(dry.out()).toContain('Save the form\n\nIt is saved.\n\nDeskhand-Task: Save the form\n')
  expect(dry.out()).toContain('On main:\n  a.txt\n')
  expect(git('rev-parse', 'HEAD')).toBe(head)
  expect(await call(['commit', '--last'], { home, env: GIT }).ended).toBe(0)
  expect(git('log', '-1', '--format=%s')).toBe('Save the form')
})

it('`commit` refuses what it cannot do with a sentence and the exit code of that', async () => {
  const { home, write } = await worked()
  const refused = async (...words: readonly string[]) => {
    const run = call(['commit', ...words], { home, env: GIT })
    return [await run.ended, run.err().trim()]
  }
  expect(await refused()).toEqual([2, 'Say which session: `deskhand commit [ID | --last] [-m MESSAGE]`.'])
  expect(await refused(ID, '-m')).toEqual([2, '--message needs a value: MESSAGE.'])
  expect((await refused('01JD9'))[0]).not.toBe(0)
  write('a.txt', 'mine\n')
  expect(await refused('--last')).toEqual([1, 'a.txt was changed after the session; commit it yourself, or put it back first.'])
  const env = { DESKHAND_HOME: home, XDG_RUNTIME_DIR: home }
  const [folder, locks] = [openRuntimeFolder(env, home), openLockFolder(env)]
  if (!folder.ok || !locks.ok) throw new Error('no folder')
  openRegistry(folder.value, process.pid, locks.value).announce({ id: ID, display: ':9', started: '2026-01-02T03:04:05.678Z' })
  expect(await refused(ID)).toEqual([2, `The session ${ID} is running; stop it first, or wait for its end.`])
})

it('the report of a session holds its review, before its cost', async () => {
  const { home } = await worked()
  const exported = call(['export', ID, '--markdown', join(home, 'report.md')], { home, env: GIT })
  expect(await exported.ended, exported.err()).toBe(0)
  const report = readFileSync(join(home, 'report.md'), 'utf8')
  expect(report).toContain('## Review\n\n### Changed\n\n- a.txt (changed, +1 −1)\n\nNo tests were run.')
  expect(report).toContain('1 line was written: 50.0 % of the 2 lines of the workspace.')
  expect(report.indexOf('## Review')).toBeLessThan(report.indexOf('## Cost'))
})
