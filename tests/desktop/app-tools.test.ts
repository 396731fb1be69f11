/** Commands and file edits from the app: a folder is chosen, the model works in it, what it did is checked on disk. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ended, liveSession, LONG, soon, stage } from '../support/app-stage.js'
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
  'a project’s server is started after the yes in home; a session that goes on works in the same folder, or says that it is gone',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-folder-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
    mkdirSync(join(folder, '.deskhand'))
    const server = { command: 'sh', args: ['-c', 'touch started'] }
    writeFileSync(join(folder, '.deskhand', 'config.json'), JSON.stringify({ mcpServers: { tickets: server } }))
    const app = await here.open([
      { items: [create('a.txt', 'one\n')] },
      { text: 'Done.' },
      { items: [create('b.txt', 'two\n')] },
      { text: 'Done too.' },
    ])
    const wish = { provider: null, model: null, display: null, approvals: 'never' as const, workspace: folder }
    const first = await app.ask('task.start', { task: 'Write a.txt', ...wish, follow: null })
    expect(first).toMatchObject({ ok: true })
    const session = first.ok ? first.value.session : ''
    await ended(app, session)
    expect([existsSync(join(folder, 'a.txt')), existsSync(join(folder, 'started'))]).toEqual([true, false])

    const looked = await app.ask('project.look', { folder })
    const [asked] = looked.ok ? looked.value.wishes : []
    expect(asked?.what).toBe('start the MCP server “tickets”: sh -c "touch started"')
    await app.ask('project.answer', { folder, hash: asked?.hash ?? '', answer: 'yes' })
    expect(await app.ask('sessions.folder', { session })).toEqual({ ok: true, value: folder })
    const goOn = () => app.ask('task.start', { task: 'And b.txt', ...wish, workspace: null, follow: session })
    expect(await goOn()).toMatchObject({ ok: true, value: { session } })
    await vi.waitFor(async () => expect((await app.events(session)).at(-1)).toMatchObject({ text: 'Done too.' }), soon)
    expect([existsSync(join(folder, 'b.txt')), existsSync(join(folder, 'started'))]).toEqual([true, true])

    renameSync(folder, `${folder}-moved`)
    onTestFinished(() => rmSync(`${folder}-moved`, { recursive: true, force: true }))
    expect(await goOn()).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/is not there any more/) as string },
    })
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
