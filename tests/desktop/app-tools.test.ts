/** Commands and file edits from the app: a folder is chosen, the model works in it, what it did is checked on disk. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ended, liveSession, LONG, stage } from '../support/app-stage.js'
import { create, shell } from './work-stage.js'

const here = stage()

it(
  'a task with a folder edits files and runs commands in there, and nowhere else',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-folder-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
    writeFileSync(join(folder, 'a.txt'), 'one\n')
    const outside = `${folder}-outside.txt`
    const app = await here.open([
      { items: [create('b.txt', 'two\n')] },
      { items: [shell(`cat a.txt b.txt; echo three > c.txt; echo out > ${outside}`)] },
      { text: 'Both are there.' },
    ])
    const wish = { provider: null, model: null, display: null, approvals: 'never' as const, follow: null }
    const started = await app.ask('task.start', { task: 'Write b.txt', ...wish, workspace: folder })
    expect(started).toMatchObject({ ok: true })
    const { events, last } = await ended(app, await liveSession(app).catch(() => (started.ok ? started.value.session : '')))
    expect(last).toMatchObject({ status: 'done', text: 'Both are there.' })
    expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('two')
    expect(readFileSync(join(folder, 'c.txt'), 'utf8')).toBe('three\n')
    expect(existsSync(outside)).toBe(false)
    const output = events.flatMap((event) => (event.type === 'tool.finished' ? [event.output ?? ''] : [])).join('\n')
    expect(output).toContain('one\ntwo')
    expect(app.server.refused).toEqual([])
  },
  LONG,
)

it(
  'a folder that is gone is refused with a sentence, and no session is left',
  async () => {
    const app = await here.open([{ text: 'Never.' }])
    const wish = { provider: null, model: null, display: null, approvals: null, follow: null }
    const started = await app.ask('task.start', { task: 'Write b.txt', ...wish, workspace: '/nowhere/at/all' })
    expect(started).toMatchObject({ ok: false, problem: { kind: 'usage' } })
    expect(app.server.turns).toEqual([])
  },
  LONG,
)
