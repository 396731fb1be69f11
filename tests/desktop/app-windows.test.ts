/** What the app's windows are allowed, how they come and go, and where keys are kept. */
import { execFile, spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { LONG, overlayRect, soon, stage } from '../support/app-stage.js'
import { electronRuntime } from '../support/electron-runtime.js'
import { ROOT } from '../support/running-app.js'
import { openKeyring } from '../support/keyring.js'

const run = promisify(execFile)
const here = stage()

const windowsOf = (app: { app: import('playwright-core').ElectronApplication }) =>
  app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      page: new URL(window.webContents.getURL()).pathname.split('/')[1] ?? '',
      isVisible: window.isVisible(),
      isOnTop: window.isAlwaysOnTop(),
      isFocused: window.isFocused(),
    })),
  )

describe('a window', { timeout: LONG }, () => {
  it('is sandboxed and isolated, whichever it is', async () => {
    const app = await here.open([])
    await app.ask('window.show', { window: 'settings' })
    await vi.waitFor(async () => expect(await windowsOf(app)).toHaveLength(3), soon)
    const preferences = await app.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
      }),
    )
    const locked = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false }
    expect(preferences).toEqual([locked, locked, locked])
    expect(await app.home.evaluate(() => [typeof require, typeof process, typeof module])).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
    expect(await app.home.evaluate(() => Object.keys((window as unknown as { deskhand: object }).deskhand).sort())).toEqual([
      'ask',
      'on',
    ])
    const settings = app.app.windows().find((page) => page.url().includes('/settings/'))
    if (!settings) throw new Error('no settings window')
    await settings.getByRole('heading').first().waitFor()
    await app.picture(settings, 'settings')
  })

  it('runs no code but its own, and reaches no network', async () => {
    const app = await here.open([])
    const reached = await app.home.evaluate(async (url) => {
      const attempt = async (name: string, work: () => unknown): Promise<string> => {
        try {
          await work()
          return `${name} worked`
        } catch {
          return `${name} refused`
        }
      }
      const image = (address: string) =>
        new Promise((resolve, reject) => {
          const element = new Image()
          element.onload = resolve
          element.onerror = reject
          element.src = address
        })
      // after a tick of its own, since a debugger's own code may evaluate
      const later = () =>
        new Promise((resolve, reject) => {
          setTimeout(() => {
            try {
              resolve((0, eval)('1 + 1'))
            } catch {
              reject(new Error('blocked'))
            }
          })
        })
      const inline = () =>
        new Promise((resolve, reject) => {
          const script = document.createElement('script')
          script.textContent = 'window.wasInline = true'
          document.head.append(script)
          if ((window as unknown as { wasInline?: boolean }).wasInline) resolve(true)
          else reject(new Error('blocked'))
        })
      return Promise.all([
        attempt('eval', later),
        attempt('inline script', inline),
        attempt('fetch', () => fetch(url)),
        attempt('remote picture', () => image(`${url}/x.png`)),
        attempt('file', () => image('file:///usr/share/pixmaps/debian-logo.png')),
        attempt('another session file', () => image('deskhand-frame://..%2f..%2fetc/passwd')),
        attempt('a frame that is none', () => image(`deskhand-frame://01JF8B2T5XKQ9R7M3N4P6S8V0W/${'ab'.repeat(32)}`)),
      ])
    }, app.server.url)
    expect(reached).toEqual([
      'eval refused',
      'inline script refused',
      'fetch refused',
      'remote picture refused',
      'file refused',
      'another session file refused',
      'a frame that is none refused',
    ])
    expect(app.server.requests).toEqual([])
  })

  it('goes nowhere else, opens nothing and is permitted nothing', async () => {
    const app = await here.open([])
    const before = app.home.url()
    const result = await app.home.evaluate(async () => {
      const opened = window.open('https://example.com') === null
      location.href = 'https://example.com/'
      location.href = 'file:///etc/passwd'
      const permission = await Notification.requestPermission()
      const place = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('found'),
          () => resolve('denied'),
        )
      })
      return { opened, permission, place }
    })
    expect(result).toEqual({ opened: true, permission: 'denied', place: 'denied' })
    expect(app.home.url()).toBe(before)
    expect((await windowsOf(app)).map(({ page }) => page).sort()).toEqual(['home', 'overlay'])
  })

  it('is answered only what the map knows, in the shape it has', async () => {
    const app = await here.open([])
    expect(await app.ask('command', { session: 'x' } as never)).toMatchObject({ ok: false, problem: { kind: 'bad-command' } })
    expect(await app.ask('settings.set', { hotkeys: { stop: 'x' } })).toMatchObject({
      ok: false,
      problem: { kind: 'bad-command' },
    })
    expect(await app.ask('settings.set', { nonsense: 1 } as never)).toMatchObject({ ok: false })
    await expect(app.ask('no.such' as never, null as never)).rejects.toThrow('no query')
    // past the preload, as a page would that had broken out of it
    const direct = await app.app.evaluate(({ ipcMain }) =>
      ipcMain.eventNames().filter((name) => String(name).startsWith('deskhand')),
    )
    expect(direct).toEqual([])
  })

  it('changes one setting without resetting the others', async () => {
    const app = await here.open([])
    await app.ask('settings.set', { limits: { steps: 7, costUsd: 1, minutes: 2 } })
    await app.ask('settings.set', { theme: 'dark' })
    const state = await app.ask('app.state', null)
    expect(state).toMatchObject({ value: { settings: { theme: 'dark', limits: { steps: 7, costUsd: 1, minutes: 2 } } } })
    await vi.waitFor(
      async () => expect(await app.home.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark'),
      soon,
    )
    await app.picture(app.home, 'home-dark')
  })
})

describe('the windows together', { timeout: LONG }, () => {
  it('open with home in front; the overlay is on top, hidden and without focus until there is a task', async () => {
    const app = await here.open([])
    await vi.waitFor(async () => {
      expect(await windowsOf(app)).toEqual(
        expect.arrayContaining([
          { page: 'home', isVisible: true, isOnTop: false, isFocused: true },
          { page: 'overlay', isVisible: false, isOnTop: true, isFocused: false },
        ]),
      )
    }, soon)
    await app.home.getByRole('heading', { name: 'Before the first task' }).waitFor()
    await app.picture(app.home, 'home-first-run')
  })

  it('stay hidden when closed, and a second start of the app brings home back instead of a second app', async () => {
    const app = await here.open([])
    await app.home.getByRole('button', { name: 'Close' }).click()
    await vi.waitFor(async () => expect((await windowsOf(app)).filter(({ isVisible }) => isVisible)).toEqual([]), soon)
    const second = spawn(electronRuntime(), ['--no-sandbox', ROOT], { env: here.scene.env, stdio: 'ignore' })
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(0)
    await vi.waitFor(async () => expect((await windowsOf(app)).find(({ page }) => page === 'home')?.isVisible).toBe(true), soon)
  })

  it('let a person practise the stop key', async () => {
    const app = await here.open([])
    await app.home.getByText('Waiting for the keys').waitFor()
    await here.scene.x('key', 'ctrl+alt+period')
    await app.home.getByText('Waiting for the keys').waitFor({ state: 'detached' })
  })

  it('put the caret into the overlay’s field by its hotkey, and change the overlay’s size by another', async () => {
    const app = await here.open([{ delayMs: 60_000, text: 'Too late.' }])
    const task = { task: 'Take your time', provider: null, model: null, display: null, approvals: null, follow: null }
    await app.ask('task.start', task)
    await app.overlay.getByRole('textbox').waitFor()
    await here.scene.x('key', 'ctrl+alt+slash')
    await vi.waitFor(async () => expect(await app.overlay.evaluate(() => document.activeElement?.tagName)).toBe('INPUT'), soon)
    await vi.waitFor(
      async () => expect((await windowsOf(app)).find(({ page }) => page === 'overlay')?.isFocused).toBe(true),
      soon,
    )
    const before = await overlayRect(app)
    await here.scene.x('key', 'ctrl+alt+semicolon')
    await vi.waitFor(async () => expect((await overlayRect(app)).height).toBeLessThan(before.height), soon)
    await app.picture(app.overlay, 'overlay-compact')
    const compact = await overlayRect(app)
    await here.scene.x('key', 'ctrl+alt+semicolon')
    await vi.waitFor(async () => expect((await overlayRect(app)).height).toBeLessThan(compact.height), soon)
    await app.picture(app.overlay, 'overlay-pill')
    const state = await app.ask('app.state', null)
    expect(state).toMatchObject({ value: { settings: { overlay: { size: 'pill' } } } })
  })

  it('remember where the overlay was dragged to, in a corner when it was let go near one', async () => {
    const app = await here.open([{ delayMs: 60_000, text: 'Too late.' }])
    await app.ask('task.start', { task: 'Wait', provider: null, model: null, display: null, approvals: null, follow: null })
    await app.overlay.getByRole('button', { name: 'Stop', exact: true }).waitFor()
    // the window follows its content first; until then its bar is somewhere else
    await vi.waitFor(async () => {
      const { height } = await overlayRect(app)
      expect(
        await app.overlay.evaluate(() => Math.ceil(document.querySelector('.overlay')?.getBoundingClientRect().height ?? 0)),
      ).toBe(height)
    }, soon)
    const from = await overlayRect(app)
    const grip = { x: from.x + 150, y: from.y + 18 }
    const at = (share: number) =>
      [grip.x + (30 - from.x) * share, grip.y + (30 - from.y) * share].map((part) => `${Math.round(part)}`)
    await here.scene.x('mousemove', ...at(0), 'mousedown', '1')
    // the window manager begins to drag in its own time: a hand goes on moving until the window has come along
    let shares = 0
    await vi.waitFor(async () => {
      shares += 1
      await here.scene.x('mousemove', ...at(shares % 2 === 0 ? 1 : 0.99))
      expect((await overlayRect(app)).x).toBeLessThan(60)
    }, soon)
    await here.scene.x('mouseup', '1')
    await vi.waitFor(async () => expect(await overlayRect(app)).toMatchObject({ x: 16, y: 16 }), soon)
    await vi.waitFor(async () => {
      expect(await app.ask('app.state', null)).toMatchObject({ value: { settings: { overlay: { x: 16, y: 16 } } } })
    }, soon)
  })
})

/** All that lies under a folder, as one text. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

/** What the one keeps the other finds, and neither shows a value. */
async function keepsSecrets(app: Awaited<ReturnType<typeof here.open>>, env: Record<string, string>): Promise<void> {
  const deskhand = (...words: string[]) =>
    run(process.execPath, [join(ROOT, 'dist', 'cli', 'cli.mjs'), 'secrets', ...words], { env })
  const secret = { name: 'bank', app: 'bank.example', isForTools: false }
  expect(await app.ask('secrets.add', { secret, value: 'kept-in-the-keychain' })).toEqual({ ok: true, value: null })
  expect(JSON.parse((await deskhand('--json')).stdout)).toEqual(secret)
  expect(await app.ask('secrets.list', null)).toEqual({ ok: true, value: [secret] })
  expect(everythingIn(here.scene.home)).not.toContain('kept-in-the-keychain')
  await deskhand('remove', 'bank')
  expect(await app.ask('secrets.list', null)).toEqual({ ok: true, value: [] })
}

describe('keys', { timeout: LONG }, () => {
  it('are not stored anywhere where there is no keychain, and the window says so', async () => {
    const app = await here.open([], { OPENAI_API_KEY: '' })
    const set = await app.ask('keys.set', { provider: 'openai', key: 'sk-never-on-disk' })
    expect(set).toMatchObject({ ok: false, problem: { kind: 'secret' } })
    expect(await app.ask('app.state', null)).toMatchObject({
      value: { keychainProblem: expect.stringContaining('no keychain') as string },
    })
    await app.close()
    expect(everythingIn(here.scene.home)).not.toContain('sk-never-on-disk')
  })

  it('are kept by the system’s keychain, where the command line finds them too', async () => {
    const keyring = await openKeyring(here.scene)
    try {
      const app = await here.open([], { OPENAI_API_KEY: '', ...keyring.env })
      const wrong = await app.ask('keys.test', { provider: 'openai' })
      expect(wrong).toMatchObject({ ok: false, problem: { kind: 'missing-key' } })
      expect(await app.ask('keys.set', { provider: 'openai', key: 'test-key' })).toEqual({ ok: true, value: null })
      expect(await app.ask('keys.test', { provider: 'openai' })).toMatchObject({ ok: true })
      const state = await app.ask('app.state', null)
      expect(state).toMatchObject({ value: { keychainProblem: null } })
      expect(state.ok && state.value.providers.find(({ id }) => id === 'openai')?.key).toBe('keychain')
      const env = { ...here.scene.env, ...keyring.env, ...app.env, OPENAI_API_KEY: '' }
      const doctor = await run(process.execPath, [join(ROOT, 'dist', 'cli', 'cli.mjs'), 'doctor', '--json'], { env })
      expect(doctor.stdout).toContain('keychain')
      expect(doctor.stdout).not.toContain('test-key')
      await keepsSecrets(app, env)
      await app.ask('keys.remove', { provider: 'openai' })
      expect(await app.ask('keys.test', { provider: 'openai' })).toMatchObject({ ok: false })
    } finally {
      await keyring.close()
    }
  })
})
