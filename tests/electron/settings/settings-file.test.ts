import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsSchema } from '../../../electron/protocol/settings.js'
import { createSettingsStore } from '../../../electron/settings/settings-file.js'
import { temporaryFolder } from '../sessions/temporary.js'

interface Given {
  user?: unknown
  project?: unknown
  env?: Record<string, string>
  flags?: Record<string, unknown>
}

function given({ user, project, env = {}, flags = {} }: Given) {
  const home = temporaryFolder()
  const workspace = temporaryFolder()
  const write = (path: string, content: unknown) =>
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  if (user !== undefined) write(join(home, 'config.json'), user)
  mkdirSync(join(workspace, '.deskhand'))
  if (project !== undefined) write(join(workspace, '.deskhand', 'config.json'), project)
  return { home, store: createSettingsStore({ home, project: workspace, env, flags }) }
}

async function loaded(from: Given) {
  const result = await given(from).store.load()
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}

async function problemOf(from: Given) {
  const result = await given(from).store.load()
  if (result.ok) throw new Error('it was accepted')
  return result.problem
}

test('without any file everything has its default', async () => {
  const { settings, origins, warnings } = await loaded({})
  expect(settings).toEqual(settingsSchema.parse({}))
  expect(new Set(Object.values(origins))).toEqual(new Set(['default']))
  expect(warnings).toEqual([])
})

test('user file < project file < environment < flags, each value with its origin', async () => {
  const { settings, origins } = await loaded({
    user: { model: 'a', effort: 'low', display: 'one', theme: 'dark', limits: { steps: 50, minutes: 9 } },
    project: { model: 'b', effort: 'high', display: 'two', limits: { steps: 40 } },
    env: { DESKHAND_MODEL: 'c', DESKHAND_EFFORT: 'max' },
    flags: { model: 'd' },
  })
  expect(settings).toMatchObject({ model: 'd', effort: 'max', display: 'two', theme: 'dark' })
  expect(settings.limits).toEqual({ steps: 40, costUsd: 5, minutes: 9, tokens: 0 })
  expect(origins).toMatchObject({
    model: 'flag',
    effort: 'environment',
    display: 'project file',
    theme: 'user file',
    'limits.steps': 'project file',
    'limits.minutes': 'user file',
    'limits.costUsd': 'default',
  })
})

test.each([
  [{ limits: { steps: 500 } }, 'limits.steps', 'tighter'],
  [{ limits: { costUsd: 0 } }, 'limits.costUsd', 'tighter'],
  [{ approvals: 'never' }, 'approvals', 'tighter'],
  [{ baseUrl: 'https://example.com' }, 'baseUrl', 'may not set it'],
  [{ provider: 'openai' }, 'provider', 'may not set it'],
  [{ hotkeys: { stop: 'Ctrl+Alt+KeyQ' } }, 'hotkeys.stop', 'may not set it'],
  [{ prices: { x: { input: 0, cached: 0, output: 0 } } }, 'prices', 'may not set it'],
])('a project that sets %j is not followed, and that is said', async (project, name, reason) => {
  const { settings, warnings, origins } = await loaded({ project })
  expect(settings).toEqual(settingsSchema.parse({}))
  expect(origins[name]).toBe('default')
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(new RegExp(`^“${name.replace('.', '\\.')}” in .*config\\.json is not used: .*${reason}`))
})

test('a project may be stricter than the person', async () => {
  const { settings } = await loaded({
    user: { approvals: 'risky', limits: { costUsd: 0 } },
    project: { approvals: 'ask', limits: { costUsd: 2 } },
  })
  expect(settings.approvals).toBe('ask')
  expect(settings.limits.costUsd).toBe(2)
})

test('unknown keys warn with the nearest known name and change nothing', async () => {
  const { warnings, settings } = await loaded({
    user: { modle: 'x', limits: { step: 3 }, zzzzzzzzzzzzzz: 1 },
    env: { DESKHAND_MODLE: 'y', DESKHAND_HOME: '/x', DESKHAND_TEST_SCREEN: '1', OTHER: '1' },
  })
  expect(settings).toEqual(settingsSchema.parse({}))
  expect(warnings[0]).toMatch(/“modle” in .* is not known; the nearest one is “model”/)
  expect(warnings[1]).toMatch(/“limits\.step” in .*nearest one is “limits\.steps”/)
  expect(warnings[2]).toMatch(/“zzzzzzzzzzzzzz” in .* is not known\.$/)
  expect(warnings[3]).toBe('The variable DESKHAND_MODLE is no setting; the nearest one is DESKHAND_MODEL.')
  expect(warnings).toHaveLength(4)
})

test('every setting has its variable; an empty one counts as unset', async () => {
  const { settings } = await loaded({
    env: {
      DESKHAND_LIMITS_COST_USD: '1.5',
      DESKHAND_BASE_URL: 'http://127.0.0.1:1/v1',
      DESKHAND_HOTKEYS_TAKE_OVER: 'Ctrl+Alt+KeyT',
      DESKHAND_PRICES: '{"m":{"input":1,"cached":0,"output":2}}',
      DESKHAND_MODEL: '',
    },
  })
  expect(settings.limits.costUsd).toBe(1.5)
  expect(settings.baseUrl).toBe('http://127.0.0.1:1/v1')
  expect(settings.hotkeys.takeOver).toBe('Ctrl+Alt+KeyT')
  expect(settings.prices['m']?.output).toBe(2)
  expect(settings.model).toBeNull()
})

test.each<[string, Given, RegExp]>([
  ['no JSON', { user: '{\n  "model": "x",\n  oops\n}' }, /config\.json is broken: line 3, column 3/],
  ['no object', { user: '[]' }, /must hold one JSON object/],
  ['a wrong value', { user: { limits: { steps: -1 } } }, /wrong value at limits\.steps/],
  ['a wrong value in the project', { project: { effort: 'loud' } }, /\.deskhand.*wrong value at effort/],
  [
    'a variable that is no number',
    { env: { DESKHAND_LIMITS_STEPS: 'many' } },
    /DESKHAND_LIMITS_STEPS cannot be “many”: it is no number/,
  ],
  ['a variable out of range', { env: { DESKHAND_THEME: 'pink' } }, /setting theme from the environment is wrong/],
])('%s is a problem of the configuration that names the place', async (_, from, message) => {
  const problem = await problemOf(from)
  expect(problem.kind).toBe('configuration')
  expect(problem.message).toMatch(message)
  expect(problem.message).not.toContain('\n')
})

test('saving changes what it is told, keeps what it does not know, and leaves no draft', async () => {
  const { home, store } = given({ user: { theme: 'dark', later: { x: 1 }, limits: { steps: 10 } } })
  const saved = await store.save({ limits: { steps: 20, costUsd: 1, minutes: 2, tokens: 0 }, model: 'm' })
  expect(saved).toMatchObject({ ok: true, value: { theme: 'dark', model: 'm', limits: { steps: 20 } } })
  expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toEqual({
    theme: 'dark',
    later: { x: 1 },
    limits: { steps: 20, costUsd: 1, minutes: 2, tokens: 0 },
    model: 'm',
  })
  expect(readdirSync(home)).toEqual(['config.json'])
  if (process.platform !== 'win32') expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600)
})

test('a wrong value is not saved, and a broken file is not overwritten', async () => {
  const right = given({})
  expect(await right.store.save({ limits: { steps: -1, costUsd: 1, minutes: 1, tokens: 0 } })).toMatchObject({ ok: false })
  expect(readdirSync(right.home)).toEqual([])
  const broken = given({ user: '{' })
  expect(await broken.store.save({ model: 'x' })).toMatchObject({ ok: false, problem: { kind: 'configuration' } })
  expect(readFileSync(join(broken.home, 'config.json'), 'utf8')).toBe('{')
})
