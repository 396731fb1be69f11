import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectHandlers } from '../../../electron/app/project-handlers.js'
import { createSettingsStore } from '../../../electron/settings/settings-file.js'
import { openWorkspaceMemory } from '../../../electron/settings/workspace-memory.js'
import { temporaryFolder } from '../sessions/temporary.js'

const servers = (args: readonly string[]) => JSON.stringify({ mcpServers: { tickets: { command: 'node', args } } })

function stage() {
  const home = temporaryFolder()
  const folder = temporaryFolder()
  mkdirSync(join(folder, '.deskhand', 'templates'), { recursive: true })
  writeFileSync(join(folder, '.deskhand', 'config.json'), servers(['a.mjs']))
  const handlers = projectHandlers({ home, env: {} })
  const look = async () => {
    const looked = await handlers['project.look']({ folder }, 'home')
    return looked.ok ? looked.value : { templates: [], wishes: [], notes: [looked.problem.message] }
  }
  const started = async () => {
    const loaded = await createSettingsStore({ home, project: folder, env: {} }).load()
    return loaded.ok ? Object.keys(loaded.value.settings.mcpServers) : []
  }
  return { home, folder, handlers, look, started }
}

it('a folder’s own templates come first, and what cannot be taken is said', async () => {
  const { folder, look } = stage()
  writeFileSync(join(folder, '.deskhand', 'templates', 'ship.md'), '# The way \u001b[31mhere\nShip {{task}}')
  writeFileSync(join(folder, '.deskhand', 'templates', 'BAD.md'), 'x')
  const { templates, notes } = await look()
  expect(templates[0]).toEqual({ name: 'ship', about: 'The way ‹U+001B›[31mhere' })
  expect(templates.map(({ name }) => name)).toContain('explore')
  expect(notes).toMatchObject([expect.stringMatching(/BAD\.md is left out/)])
})

it('a server is used after the yes in the window, and not after a yes to what stood there before', async () => {
  const { folder, handlers, look, started } = stage()
  const [wish] = (await look()).wishes
  expect(wish?.what).toBe('start the MCP server “tickets”: node a.mjs')
  writeFileSync(join(folder, '.deskhand', 'config.json'), servers(['evil.mjs']))
  await handlers['project.answer']({ folder, hash: wish?.hash ?? '', answer: 'yes' }, 'home')
  expect(await started()).toEqual([])
  const [changed] = (await look()).wishes
  const after = await handlers['project.answer']({ folder, hash: changed?.hash ?? '', answer: 'yes' }, 'home')
  expect(after).toMatchObject({ ok: true, value: { wishes: [] } })
  expect(await started()).toEqual(['tickets'])
})

it('a broken settings file of the project is told in a sentence', async () => {
  const { folder, look } = stage()
  writeFileSync(join(folder, '.deskhand', 'config.json'), '{')
  expect((await look()).notes).toMatchObject([expect.stringMatching(/config\.json is broken: line 1/)])
})

it('a session’s folder is told while it is there', async () => {
  const { home, folder, handlers } = stage()
  const ask = (session: string) => handlers['sessions.folder']({ session }, 'home')
  expect(await ask('ONE')).toEqual({ ok: true, value: null })
  await openWorkspaceMemory(home).keep('ONE', folder, { readOnly: false, network: 'ask' })
  expect(await ask('ONE')).toEqual({ ok: true, value: folder })
  rmSync(folder, { recursive: true })
  expect(await ask('ONE')).toEqual({ ok: true, value: null })
})
