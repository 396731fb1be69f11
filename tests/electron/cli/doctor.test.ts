import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { SETTING_NAMES } from '../../../electron/settings/known-settings.js'
import { call, temporaryHome, type CallOptions } from './call.js'

afterEach(() => vi.unstubAllEnvs())

interface Line {
  check: string
  state: string
  detail: string
  mend?: string
  data?: Record<string, unknown>
}

async function examined(options: CallOptions = {}, ...words: string[]) {
  const done = call(['doctor', '--json', ...words], options)
  const code = await done.ended
  expect(done.err()).toBe('')
  const lines = done
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  return { code, lines, find: (check: string) => lines.filter((line) => line.check === check) }
}

test('a desktop that can be driven is exit 0, with its displays, versions and every setting with its origin', async () => {
  const { code, find } = await examined({ env: { DESKHAND_MODEL: 'offline' } })
  expect(code).toBe(0)
  expect(find('version')[0]?.data).toMatchObject({ deskhand: '0.1.0', node: process.versions.node })
  expect(find('display')[0]?.data).toMatchObject({ id: expect.any(String) as string, width: 1280, height: 800, primary: true })
  expect(find('capture')[0]?.state).toBe('ok')
  expect(find('setting').map((line) => line.data?.['name'])).toEqual(SETTING_NAMES)
  expect(find('setting').find((line) => line.data?.['name'] === 'model')?.data).toEqual({
    name: 'model',
    value: 'offline',
    origin: 'environment',
  })
  expect(find('keychain')[0]).toMatchObject({ state: 'look', mend: expect.any(String) as string })
  expect(find('pointer')).toEqual([])
})

test('the sandbox of commands is tried and named, and where it is missing it is said what follows and what to install', async () => {
  const there = await examined()
  expect(there.find('sandbox')).toMatchObject([{ state: 'ok', data: { sandbox: 'bubblewrap' } }])
  expect(there.find('search')).toMatchObject([{ state: 'ok', detail: expect.stringMatching(/ripgrep/) as string }])
  vi.stubEnv('PATH', '/nowhere')
  const missing = await examined({ env: { PATH: '/nowhere' } })
  expect(missing.find('sandbox')).toMatchObject([
    {
      state: 'look',
      detail: 'There is no sandbox, so every command asks: bubblewrap is not installed (package bubblewrap).',
      mend: expect.stringMatching(/apt-get install bubblewrap/) as string,
    },
  ])
  expect(missing.find('search')[0]?.detail).toMatch(/^grep /)
  expect(missing.code).toBe(0)
})

test('without a display it is exit 6 and says how to mend it', async () => {
  const { code, find } = await examined({ env: { DISPLAY: '' } })
  expect(code).toBe(6)
  expect(find('display-server')[0]).toMatchObject({
    state: 'failed',
    mend: expect.stringContaining('--display virtual') as string,
  })
})

test('text that is read in a language that is not installed is named, with the package', async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), '{ "textLanguages": ["eng", "xyz"] }')
  const { find } = await examined({ home })
  expect(find('text')[0]).toMatchObject({
    state: 'look',
    detail: expect.stringContaining('xyz of the setting textLanguages is not installed; installed: ') as string,
    mend: expect.stringContaining('tesseract-ocr-xyz') as string,
  })
  const usual = await examined()
  expect(usual.find('text')[0]).toMatchObject({ state: 'ok', data: { chosen: ['eng'] } })
})

test('a desktop whose picture cannot be taken is exit 6', async () => {
  const failing = call(['doctor', '--json'])
  failing.desktop.fail('capture', { times: Infinity })
  expect(await failing.ended).toBe(6)
  expect(failing.out()).toMatch(/"check":"capture","state":"failed"/)
})

test('a broken settings file is named and does not hide the rest', async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), '{')
  const { code, find } = await examined({ home })
  expect(code).toBe(0)
  expect(find('settings')[0]).toMatchObject({ state: 'failed', detail: expect.stringContaining('line 1, column 2') as string })
})

test('an unknown setting is named', async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), '{"modle":"x"}')
  const { find } = await examined({ home })
  expect(find('settings')[0]).toMatchObject({ state: 'look', detail: expect.stringContaining('“model”') as string })
})

test('on a private display real input is tried', async () => {
  const problem = { kind: 'open-program', message: 'There is no xterm.', retryable: false } as const
  const { code, find } = await examined({
    env: { DESKHAND_DISPLAY: 'virtual:800x600' },
    plugs: { launchProgram: () => Promise.resolve({ ok: false, problem }) },
  })
  expect(code).toBe(0)
  expect(find('pointer')[0]?.state).toBe('ok')
  expect(find('typing')[0]).toMatchObject({ state: 'look', mend: expect.stringContaining('xterm') as string })
})

const noXterm = { kind: 'open-program', message: 'There is no xterm.', retryable: false } as const
const noProgram = { launchProgram: () => Promise.resolve({ ok: false as const, problem: noXterm }) }
const isAbove = (lines: readonly Line[], upper: string, lower: string) =>
  lines.findIndex(({ check }) => check === upper) < lines.findIndex(({ check }) => check === lower)

test('--self-test without a display tries a private one, says that what follows is of that one, and is exit 0', async () => {
  const { code, find, lines } = await examined({ env: { DISPLAY: '' }, plugs: noProgram }, '--self-test')
  expect(code).toBe(0)
  expect(find('display-server')).toMatchObject([
    {
      state: 'look',
      detail: 'There is no display ($DISPLAY is not set); what follows is of a private one.',
      mend: expect.stringContaining('--display virtual') as string,
    },
  ])
  expect(find('capture')).toMatchObject([{ state: 'ok' }])
  expect(find('pointer')).toMatchObject([{ state: 'ok' }])
  expect(isAbove(lines, 'display-server', 'capture')).toBe(true)
  expect(lines.filter(({ state }) => state === 'failed')).toEqual([])
})

test('--self-test without a display is exit 6 where no private one can be opened, or its picture cannot be taken', async () => {
  const problem = { kind: 'no-display', message: 'Xvfb is not installed.', retryable: false } as const
  const noServer = { openVirtualDesktop: () => Promise.resolve({ ok: false as const, problem }) }
  const { code, find } = await examined({ env: { DISPLAY: '' }, plugs: noServer }, '--self-test')
  expect(code).toBe(6)
  expect(find('desktop')).toMatchObject([{ state: 'failed', detail: 'Xvfb is not installed.' }])
  expect(find('capture')).toEqual([])
  expect(find('pointer')).toEqual([])

  const blind = call(['doctor', '--self-test'], { env: { DISPLAY: '' }, plugs: noProgram })
  blind.desktop.fail('capture', { times: Infinity })
  expect(await blind.ended).toBe(6)
  expect(blind.out()).toMatch(/look {4}display-server {2}There is no display.*\n +Sessions need --display virtual here/)
  expect(blind.out()).toMatch(/failed {2}capture {2}/)
})

test('without --self-test no private display is opened where there is none of one’s own', async () => {
  let opened = 0
  const counting = { openVirtualDesktop: () => (opened++, Promise.reject(new Error('not asked for'))) }
  expect((await examined({ env: { DISPLAY: '' }, plugs: counting })).code).toBe(6)
  expect(opened).toBe(0)
})

test('a model that does not answer is said, and the desktop still counts', async () => {
  const key = 'sk-secret'
  const { code, find, lines } = await examined({
    env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
  })
  expect(code).toBe(0)
  expect(find('model')[0]).toMatchObject({ state: 'failed', mend: expect.stringContaining('OPENAI_API_KEY') as string })
  expect(JSON.stringify(lines)).not.toContain(key)
})

test('for a person it is a list with what to do', async () => {
  const done = call(['doctor'], { env: { DISPLAY: '' } })
  expect(await done.ended).toBe(6)
  expect(done.out()).toMatch(/failed {2}display-server {2}There is no display.*\n +Use --display virtual/)
})
