import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorkspaceMemory, tightened } from '../../../electron/settings/workspace-memory.js'
import { call, scripted, temporaryHome } from './call.js'

const writes = (path: string) => ({
  calls: [{ kind: 'tool', name: 'apply_patch', input: { operation: { type: 'create_file', path, diff: '+there' } } }],
})

/** A session that wrote `one.txt` in its workspace and is done. */
async function worked(env: Record<string, string> = {}) {
  const home = temporaryHome()
  const project = join(temporaryHome(), 'project')
  mkdirSync(project)
  const turns = [writes('one.txt'), { text: 'Done.' }, writes('two.txt'), { text: 'Done again.' }, { text: 'And again.' }]
  const first = call(['run', 'Write', '--json', '--workspace', project, ...scripted(home, turns)], { home, env })
  expect(await first.ended, first.err()).toBe(0)
  const id = first.events()[0]?.session ?? ''
  const deskhand = async (...words: string[]) => {
    const running = call(words, { home })
    const code = await running.ended
    return { code, out: running.out(), err: running.err() }
  }
  return { home, project, id, deskhand, has: (file: string) => existsSync(join(project, file)) }
}

describe('a session that goes on', () => {
  it('works in the folder it worked in, also a fork of it, and forgets it when it is removed', async () => {
    const { home, id, deskhand, has } = await worked()
    expect(has('one.txt')).toBe(true)
    const forked = (await deskhand('fork', id, '--at', '2')).out.trim()
    expect((await deskhand('resume', forked, 'More')).code).toBe(0)
    expect(has('two.txt')).toBe(true)
    await deskhand('rm', id)
    expect(readdirSync(join(home, 'workspaces'))).toEqual([`${forked}.json`])
  })

  it('is as read-only as it was begun', async () => {
    const { id, deskhand, has } = await worked({ DESKHAND_TOOLS_READ_ONLY: 'true' })
    expect((await deskhand('resume', id, 'More')).code).toBe(0)
    expect([has('one.txt'), has('two.txt')]).toEqual([false, false])
  })

  it('is refused with a sentence where its folder is gone, is another one, or is a link now', async () => {
    const { project, id, deskhand } = await worked()
    const moved = `${project}-moved`
    renameSync(project, moved)
    expect(await deskhand('resume', id, 'More')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/is not there any more\. Say with --workspace/) as string }) // prettier-ignore
    mkdirSync(project)
    expect((await deskhand('resume', id, 'More')).err).toMatch(/is another folder now than the one/)
    rmSync(project, { recursive: true })
    symlinkSync(moved, project)
    expect((await deskhand('resume', id, 'More')).err).toMatch(/is another folder now/)
    expect((await deskhand('resume', id, 'More', '--workspace', moved)).code).toBe(0)
    expect(existsSync(join(moved, 'two.txt'))).toBe(true)
  })

  it('opens no folder because its log, or a file of another machine, says so', async () => {
    const { home, id, deskhand, has } = await worked()
    await openWorkspaceMemory(home, 'elsewhere').keep(id, home, { readOnly: false, network: 'on' })
    expect(await openWorkspaceMemory(home).of(id)).toEqual({ ok: true, value: null })
    writeFileSync(join(home, 'workspaces', `${id}.json`), '{')
    expect((await deskhand('resume', id, 'More')).code).toBe(0)
    expect(has('two.txt')).toBe(false)
  })
})

it('what is tighter counts, of then and of now', () => {
  const now = { readOnly: false, network: 'ask', env: ['A'], read: ['/b'] } as const
  const lists = { env: ['A'], read: ['/b'] }
  const merged = (kept: Parameters<typeof tightened>[1]) => tightened({ ...now, env: ['A'], read: ['/b'] }, kept)
  expect(merged({ readOnly: true, network: 'on' })).toEqual({ readOnly: true, network: 'ask', ...lists })
  expect(merged({ readOnly: false, network: 'off' })).toEqual({ readOnly: false, network: 'off', ...lists })
})
