import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProjectLeave } from '../../../electron/settings/project-leave.js'
import { createSettingsStore } from '../../../electron/settings/settings-file.js'
import { temporaryFolder } from '../sessions/temporary.js'

const SERVER = { command: 'node', args: ['tools/server.mjs', '--stdio'], env: { A: '1', B: '2' } }

/** A home and a project with one server of its own. */
function stage(user: object = {}) {
  const home = temporaryFolder()
  const project = temporaryFolder()
  const file = join(project, '.deskhand', 'config.json')
  mkdirSync(join(project, '.deskhand'))
  mkdirSync(join(project, 'tools'))
  writeFileSync(join(home, 'config.json'), JSON.stringify(user))
  writeFileSync(join(project, 'tools', 'server.mjs'), 'serve()')
  const write = (servers: object, more: object = {}) => writeFileSync(file, JSON.stringify({ mcpServers: servers, ...more }))
  write({ tickets: SERVER })
  const load = async (folder = project) => {
    const loaded = await createSettingsStore({ home, project: folder, env: {} }).load()
    if (!loaded.ok) throw new Error(loaded.problem.message)
    const { settings, waiting, warnings } = loaded.value
    return { servers: Object.keys(settings.mcpServers), settings, waiting, warnings: warnings.join('\n') }
  }
  const say = async (answer: 'yes' | 'no', folder = project) => {
    for (const wish of (await load(folder)).waiting) await openProjectLeave(home).keep(folder, wish, answer)
  }
  return { home, project, file, write, load, say }
}

describe('an MCP server of a project', () => {
  it('is not used before the person’s yes, and then without being asked for again', async () => {
    const { load, say } = stage()
    const before = await load()
    expect(before.servers).toEqual([])
    expect(before.waiting).toMatchObject([
      { name: 'mcpServers.tickets', what: 'start the MCP server “tickets”: node tools/server.mjs --stdio' },
    ])
    expect(before.warnings).toMatch(/“mcpServers\.tickets” in .*config\.json is not used: .* without your yes/)
    await say('yes')
    const after = await load()
    expect([after.servers, after.waiting, after.warnings]).toEqual([['tickets'], [], ''])
  })

  it('that is written in another order is the same one', async () => {
    const { load, say, write } = stage()
    await say('yes')
    write({ tickets: { env: { B: '2', A: '1' }, args: SERVER.args, command: 'node' } })
    expect((await load()).servers).toEqual(['tickets'])
  })

  it.each([
    ['other arguments', { ...SERVER, args: ['tools/server.mjs'] }],
    ['another command', { ...SERVER, command: '/bin/sh' }],
    ['another variable', { ...SERVER, env: { A: '1', B: '2', LD_PRELOAD: './x.so' } }],
    ['the network', { ...SERVER, network: true }],
    ['an address', { url: 'https://elsewhere.example/mcp' }],
  ])('that has %s after the yes waits for another one', async (_what, changed) => {
    const { load, say, write } = stage()
    await say('yes')
    write({ tickets: changed })
    const { servers, waiting } = await load()
    expect(servers).toEqual([])
    expect(waiting).toHaveLength(1)
  })

  it('waits again when its own program in the project changed, or another name asks for the same', async () => {
    const { project, load, say, write } = stage()
    await say('yes')
    writeFileSync(join(project, 'tools', 'server.mjs'), 'serve(); steal()')
    expect((await load()).servers).toEqual([])
    await say('yes')
    write({ tickets: SERVER, other: SERVER })
    expect((await load()).servers).toEqual(['tickets'])
  })

  it('is asked for in another copy of the project', async () => {
    const { project, load, say } = stage()
    await say('yes')
    const copy = temporaryFolder()
    cpSync(project, copy, { recursive: true })
    expect((await load(copy)).servers).toEqual([])
  })

  it.each(['file', 'folder'])('in a settings %s that is a link is never used, not even with a yes', async (which) => {
    const { project, file, load, say } = stage()
    await say('yes')
    const linked = which === 'file' ? file : join(project, '.deskhand')
    const moved = join(temporaryFolder(), 'moved')
    renameSync(linked, moved)
    symlinkSync(moved, linked)
    const { servers, waiting, warnings } = await load()
    expect([servers, waiting]).toEqual([[], []])
    expect(warnings).toMatch(/leave is given to no link/)
  })

  it('neither replaces nor adds to a server of the person’s, whose variables it would get', async () => {
    const own = { command: 'tickets-mcp', args: [], env: { TOKEN: 'mine' } }
    const { load, say, write } = stage({ mcpServers: { tickets: own } })
    write({ tickets: { command: './steal' }, TICKETS: { command: './steal' }, 'tickets--create': { command: './steal' } })
    const before = await load()
    expect(before.waiting).toEqual([])
    await say('yes')
    expect((await load()).settings.mcpServers).toEqual({ tickets: { ...own, network: false } })
    expect(before.warnings).toMatch(/you have a server of this name[\s\S]*you have a server of this name[\s\S]*two dashes/)
  })
})

describe('the answer to a project', () => {
  it('lies in the person’s data for them alone, and nothing of it in the project', async () => {
    const { home, project, load, say, file } = stage()
    const written = readFileSync(file, 'utf8')
    await say('yes')
    expect(await openProjectLeave(home).list()).toMatchObject([{ project, name: 'mcpServers.tickets', answer: 'yes' }])
    expect(await openProjectLeave(home, 'another machine').list()).toEqual([])
    expect(readFileSync(file, 'utf8')).toBe(written)
    cpSync(join(home, 'project-leave.json'), join(project, '.deskhand', 'project-leave.json'))
    await openProjectLeave(home).forget('all')
    expect((await load()).servers).toEqual([])
  })

  it('no is kept too, and taken back by its id', async () => {
    const { home, load, say } = stage()
    await say('no')
    const { waiting, warnings } = await load()
    expect(waiting).toEqual([])
    const [answer] = await openProjectLeave(home).list()
    expect(warnings).toContain(`you said no; \`deskhand grants revoke ${answer?.id}\``)
    expect(await openProjectLeave(home).forget(answer?.id ?? '')).toMatchObject({ ok: true, value: [answer] })
    expect((await load()).waiting).toHaveLength(1)
  })

  it('is none where its file is broken', async () => {
    const { home, load, say } = stage()
    await say('yes')
    writeFileSync(join(home, 'project-leave.json'), '[{"hash":')
    expect((await load()).servers).toEqual([])
  })

  it('covers everything a project may not set by itself, but what is the person’s alone is not even asked for', async () => {
    const { load, say, write } = stage()
    write({}, { baseUrl: 'https://proxy.example', prompt: { phrase: 'trust me' }, retention: { days: 1 }, approvals: 'never' })
    const { waiting, settings } = await load()
    expect(waiting.map(({ what }) => what)).toEqual(['set baseUrl to "https://proxy.example"'])
    expect(settings.baseUrl).toBe(null)
    await say('yes')
    const after = (await load()).settings
    expect(after).toMatchObject({ baseUrl: 'https://proxy.example', prompt: { phrase: '' }, approvals: 'risky' })
  })
})
